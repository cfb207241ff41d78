"""Observations: pain, DXA, 25-OH vitamin D, pregnancy, gestation, breastfeeding, smoking."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from backend.exchange.fhir import codes, tables
from backend.exchange.fhir.elements import (
    UNITLESS,
    code_in,
    codings,
    listed,
    moment,
    number,
    place,
    quantity,
    site_in,
    when,
    words,
)
from backend.exchange.fhir.problems import NotForUs, Wrong
from backend.exchange.fhir.stated import DENIED, how
from backend.exchange.fhir.statements import Context, Statement
from backend.records.kinds.base import kind_named

DROPPED = {
    "entered-in-error": "entered in error",
    "cancelled": "cancelled: there is no result",
    "registered": "registered: there is no result yet",
}
EFFECTIVE = ("effectiveDateTime", "effectivePeriod", "effectiveInstant")
PAIN_UNITS = dict.fromkeys(UNITLESS, "score")
SCORE_UNITS = {
    "t_score": dict.fromkeys(("1", "", "{T-score}", "{T-Score}", "T-score", "T-Score"), "score"),
    "z_score": dict.fromkeys(("1", "", "{Z-score}", "{Z-Score}", "Z-score", "Z-Score"), "score"),
}
BMD_UNITS = dict.fromkeys(("g/cm2", "g/cm²", "g/cm^2"), "g/cm2")
LAB_UNITS = {"ng/mL": "ng/mL", "ng/ml": "ng/mL", "nmol/L": "nmol/L", "nmol/l": "nmol/L"}
# The international pound is exactly 0.45359237 kg.
WEIGHT_UNITS = {"kg": "kg", "[lb_av]": "lb", "lb": "lb", "lbs": "lb", "g": "g"}
KILOGRAMS = {"kg": 1.0, "lb": 0.45359237, "g": 0.001}
WEEK_UNITS = {"wk": "wk", "weeks": "wk", "week": "wk", "d": "d", "days": "d", "day": "d"}
COMPARED = {"<": "below", "<=": "below", ">": "above", ">=": "above"}
# 40+0 in days.
WHOLE = 280
NOT_PREGNANT = "not pregnant: says neither when a pregnancy ended nor how"
PREGNANT_WORDS = re.compile(r"pregnan\w*|schwanger\w*|gravid\w*", re.I)
PREGNANT_SAID = re.compile(
    r"(yes,? ?)?(the patient is |she is |patientin ist )?(currently |aktuell |derzeit )?(pregnant|schwanger|gravid)\.?( \([^)?]*\))?"
    r"|(pregnancy|schwangerschaft) (confirmed|bestätigt)|(positive|bestätigte) (pregnancy|schwangerschaft)"
    r"|pregnan(t|cy)( status)?[:=?]? ?(-|–)? ?(yes|ja|y|positive)|schwanger[:=?]? ?ja|yes|ja", re.I
)  # fmt: skip
NO_WORDS = re.compile(r"(no|nein|not|none|denie[sd]|negative?|verneint)\b", re.I)
UNCERTAIN_WORDS = re.compile(
    r"unknown|unbekannt|possib|maybe|perhaps|unsure|trying|planning|late|vielleicht|möglich", re.I
)
# The body sites that do not contradict what a DXA code says was measured.
FITTING = {"hip": {"hip", "femur", "femoral_neck", "total_hip"}, "spine": {"low_back"}}


# `L1-L4`, `L1–L4`, `L1 to L4`, `L1 bis L4`; and one vertebra by itself, by number or in words.
SPAN = re.compile(r"\bL ?[1-5] ?(?:-|–|—|‑|to|bis|through|/|\.\.) ?L? ?[1-5]\b", re.I)
WHOLE_SPAN = re.compile(r"\bL ?1 ?(?:-|–|—|‑|to|bis|through|/|\.\.) ?L? ?4\b", re.I)
VERTEBRA = re.compile(
    r"\bL ?[1-5]\b|\bL(WK|WS) ?[1-5]|\b[1-5]\.? ?(lendenwirbel|lumbar vertebra)"
    r"|\b(first|second|third|fourth|fifth) lumbar|\blumbar vertebra [1-5]|lendenwirbelkörper", re.I
)  # fmt: skip
PART_OF_HIP = re.compile(r"trochanter|ward|\bshaft\b|schaft|intertroch|upper neck|lower neck", re.I)


def observation(resource: dict[str, Any], context: Context) -> list[Statement]:
    """The statements of one Observation; NotForUs or Wrong says why there are none."""
    reader = _reader(resource.get("code"))
    parts = [
        (index, part) for index, part in enumerate(listed(resource.get("component"))) if _reader(part.get("code"))
    ]
    if reader is None and not parts:
        raise NotForUs("a measurement that is not followed here")
    why = DROPPED.get(str(resource.get("status")))
    if why:
        raise NotForUs(why)
    _of_the_subject(resource)
    if _dxa in (reader, *(_reader(part.get("code")) for _, part in parts)):
        return _dxa(resource, context)
    if not parts or (reader is not None and _has_value(resource)):
        assert reader is not None
        return reader(resource, context)
    return _components(resource, parts, context)


def _of_the_subject(resource: dict[str, Any]) -> None:
    """`focus` says whom an Observation is about, where that is not the subject: a child, a husband, a device."""
    own = (resource.get("subject") or {}).get("reference")
    for focus in listed(resource.get("focus")):
        if not own or focus.get("reference") != own:
            raise NotForUs("about somebody or something else than the patient (focus)")


def _components(
    resource: dict[str, Any], parts: list[tuple[int, dict[str, Any]]], context: Context
) -> list[Statement]:
    """Values that stand in `component`: each is read as if it were an Observation of its own."""
    inner = {name: value for name, value in resource.items() if name != "component" and not name.startswith("value")}
    said = {code for _, part in parts for system, code, _ in codings(part.get("code")) if system == codes.LOINC}
    out: list[Statement] = []
    why: NotForUs | None = None
    for index, part in parts:
        if said >= set(codes.VITAMIN_D) and code_in(part.get("code"), codes.LOINC, codes.VITAMIN_D[1:]):
            context.note("vitamin D3 beside the sum of D2 and D3: the sum is kept")
            continue
        reader = _reader(part.get("code"))
        try:
            found = reader(inner | {name: value for name, value in part.items() if name != "id"}, context)
        except Wrong as error:
            raise Wrong(
                error.path.replace("Observation.", f"Observation.component[{index}].", 1), error.expected
            ) from error
        except NotForUs as error:
            why = error
            continue
        for statement in found:
            statement.part = f"component-{index}" + (f"-{statement.part}" if statement.part else "")
            out.append(statement)
    if not out and why:
        raise why
    return out


def _has_value(resource: dict[str, Any]) -> bool:
    return any(name.startswith("value") for name in resource)


def _reader(code: Any) -> Any:
    for system, value, _ in codings(code):
        if system == codes.LOINC:
            if value in codes.DXA or value == codes.DXA_PANEL:
                return _dxa
            if value in READERS:
                return READERS[value]
    return None


def _needs_value(resource: dict[str, Any]) -> None:
    if not _has_value(resource):
        raise NotForUs("it carries no value")


def _pain(resource: dict[str, Any], context: Context) -> list[Statement]:
    _needs_value(resource)
    if "valueInteger" in resource:
        path, score = "Observation.valueInteger", number("Observation.valueInteger", resource["valueInteger"])
    else:
        path = "Observation.valueQuantity.value"
        score, _ = quantity("Observation.valueQuantity", resource.get("valueQuantity"), PAIN_UNITS, "{score} or 1")
    at = place([("Observation.code", resource.get("code")), ("Observation.bodySite", resource.get("bodySite"))])
    if at.site is None and resource.get("bodySite"):
        raise NotForUs("pain at a part of the body that is not followed here")
    site = {"femoral_neck": "hip", "total_hip": "hip", "femur": "thigh"}.get(at.site or "", at.site)
    assumed = frozenset({"site"}) if site is None else frozenset[str]()
    if site is None:
        # A record of pain needs a site; the side stays unknown, so nothing is said about either hip.
        context.note("pain without a body site: taken as hip, side unknown")
        site = "hip"
    fields = {"site": site, "side": at.side or "unknown", "intensity": score}
    paths = {"intensity": path, "side": "Observation.bodySite", "site": "Observation.bodySite"}
    return [Statement("pain", when(resource, EFFECTIVE, context.zone), fields, paths, assumed=assumed)]


def _dxa(resource: dict[str, Any], context: Context) -> list[Statement]:
    """One value, or a panel with its values as components."""
    parts: list[tuple[str, dict[str, Any], codes.Dxa]] = []
    for path, part in [("Observation", resource)] + [
        (f"Observation.component[{index}]", part) for index, part in enumerate(listed(resource.get("component")))
    ]:
        code = code_in(part.get("code"), codes.LOINC, codes.DXA)
        if code and any(name.startswith("value") for name in part):
            parts.append((path, part, codes.DXA[code]))
    if not parts:
        raise NotForUs("it carries no value" if not resource.get("hasMember") else "its members carry the values")
    at = when(resource, EFFECTIVE, context.zone)
    out: dict[tuple[str, str], Statement] = {}
    for path, part, dxa in parts:
        where = place(
            [
                (f"{path}.code", part.get("code")),
                ("Observation.code", resource.get("code")),
                ("Observation.bodySite", resource.get("bodySite")),
            ],
            side=dxa.side,
        )
        site = _dxa_site(dxa, resource)
        side = "midline" if site == "lumbar_spine" else where.side or "unknown"
        value_path = f"{path}.valueQuantity"
        units, expected = (
            (BMD_UNITS, "g/cm2") if dxa.measure == "bmd" else (SCORE_UNITS[dxa.measure], "1 or {T-score}")
        )
        if dxa.measure == "z_score":
            expected = "1 or {Z-score}"
        value, _ = quantity(value_path, part.get("valueQuantity"), units, expected)
        statement = out.setdefault((site, side), Statement("dexa", at, {"site": site, "side": side}, {}))
        if dxa.measure in statement.fields:
            raise Wrong(value_path, f"expected one {dxa.measure} for this site, found two")
        statement.fields[dxa.measure] = value
        statement.paths = {**statement.paths, dxa.measure: value_path + ".value", "side": "Observation.bodySite"}
        device = (resource.get("device") or {}).get("display")
        if device:
            statement.fields["device"] = device[:120]
    panel = context.panel(resource)
    for (site, side), statement in out.items():
        statement.part = "" if len(out) == 1 else f"{site}-{side}"
        statement.merge = f"{at.recorded_at}|{site}|{side}"
        statement.group = panel or at.recorded_at
    return list(out.values())


def _dxa_site(dxa: codes.Dxa, resource: dict[str, Any]) -> str:
    """Our name for the site. A femur is only its neck, or the total hip, when the body site says so."""
    if dxa.family == "unknown":
        return "unknown"
    said_of_site = words(resource.get("bodySite"))
    if dxa.family == "spine":
        _whole_spine(f"{said_of_site} · {words(resource.get('code'))}")
    elif PART_OF_HIP.search(said_of_site):
        raise NotForUs("a region of the femur that no rule goes by (trochanter, Ward's triangle, shaft)")
    named = place([("Observation.bodySite", resource.get("bodySite"))]).site
    fitting = FITTING["spine" if dxa.family == "spine" else "hip"]
    if named is not None and named not in fitting:
        expected = "the lumbar spine" if dxa.family == "spine" else "a hip or a femur"
        raise Wrong("Observation.bodySite", f"expected {expected}, as the code says")
    if dxa.family == "spine":
        return "lumbar_spine"
    said = site_in(said_of_site)
    for precise in ("femoral_neck", "total_hip"):
        if precise in (named, said):
            return precise
    return "total_hip" if dxa.family == "hip" else "unknown"


def _whole_spine(text: str) -> None:
    """A single vertebra is never the spine's value (ISCD 2023); of several spans only L1 to L4 is one scan's value."""
    if SPAN.search(text):
        if not WHOLE_SPAN.search(text):
            raise NotForUs("a part of the lumbar spine: only its L1 to L4 is compared")
        return
    if VERTEBRA.search(text):
        raise NotForUs("a single vertebra: never the spine's value (ISCD)")


def _vitamin_d(resource: dict[str, Any], context: Context) -> list[Statement]:
    _needs_value(resource)
    path, given = "Observation.valueQuantity", resource.get("valueQuantity")
    comparator = (given or {}).get("comparator") if isinstance(given, dict) else None
    bears = "comparator" in kind_named("lab").model.model_fields
    if comparator in COMPARED and bears and isinstance(given, dict):
        given = {name: part for name, part in given.items() if name != "comparator"}
    value, unit = quantity(path, given, LAB_UNITS, "ng/mL or nmol/L")
    fields: dict[str, Any] = {"test": "vitamin_d_25oh", "value": float(value), "unit": unit}
    if comparator in COMPARED and bears:
        fields["comparator"] = COMPARED[comparator]
    return [Statement("lab", when(resource, EFFECTIVE, context.zone), fields, {"value": path + ".value"})]


def _due(resource: dict[str, Any], context: Context) -> list[Statement]:
    """The expected day of delivery, 40+0: the week on the day on which it was said follows."""
    return _by_day(resource, context, lambda there, here: WHOLE - (there - here).days)


def _last_period(resource: dict[str, Any], context: Context) -> list[Statement]:
    """The first day of the last period is 0+0."""
    return _by_day(resource, context, lambda there, here: (here - there).days)


def _by_day(resource: dict[str, Any], context: Context, days_of: Callable[[date, date], int]) -> list[Statement]:
    _needs_value(resource)
    path = "Observation.valueDateTime"
    if "valueDateTime" not in resource:
        raise Wrong(path, "expected a day")
    said_on = when(resource, EFFECTIVE, context.zone)
    there = moment(path, resource["valueDateTime"], context.zone)
    days = days_of(date.fromisoformat(there.day), date.fromisoformat(said_on.day))
    fields = {"gestation_week": round(days / 7, 4)}
    return [Statement("pregnancy", said_on, fields, {"gestation_week": path})]


def _gestation(resource: dict[str, Any], context: Context) -> list[Statement]:
    _needs_value(resource)
    path = "Observation.valueQuantity"
    value, unit = quantity(path, resource.get("valueQuantity"), WEEK_UNITS, "wk or d")
    weeks = value if unit == "wk" else round(value / 7, 4)
    paths = {"gestation_week": path + ".value"}
    return [Statement("pregnancy", when(resource, EFFECTIVE, context.zone), {"gestation_week": weeks}, paths)]


def _pregnancy(resource: dict[str, Any], context: Context) -> list[Statement]:
    _needs_value(resource)
    value = resource.get("valueCodeableConcept")
    said = {(system, code) for system, code, _ in codings(value)}
    text = words(value) if value else str(resource.get("valueString") or "")
    answers = {codes.YES_NO[one] for one in said if one in codes.YES_NO}
    if isinstance(resource.get("valueBoolean"), bool):
        answers.add("yes" if resource["valueBoolean"] else "no")
    if said & codes.NOT_PREGNANT or answers == {"no"}:
        raise NotForUs(NOT_PREGNANT)
    if (codes.SNOMED, tables.POSSIBLY_PREGNANT) in said or "unknown" in answers:
        raise NotForUs("pregnancy status not certain")
    doubt = how(text, PREGNANT_WORDS) if PREGNANT_WORDS.search(text) else None
    if doubt == DENIED or NO_WORDS.match(text.strip()):
        raise NotForUs(NOT_PREGNANT)
    if doubt or UNCERTAIN_WORDS.search(text):
        raise NotForUs("pregnancy status not certain")
    if said & codes.PREGNANT or answers == {"yes"} or PREGNANT_SAID.fullmatch(text.strip()):
        return [Statement("pregnancy", when(resource, EFFECTIVE, context.zone), {})]
    path = next(f"Observation.{name}" for name in resource if name.startswith("value"))
    raise Wrong(
        path, "expected pregnant (SNOMED CT 77386006), not pregnant or unknown; these words are not understood"
    )


def _breastfeeding(resource: dict[str, Any], context: Context) -> list[Statement]:
    _needs_value(resource)
    path = "Observation.valueCodeableConcept"
    value = resource.get("valueCodeableConcept")
    if isinstance(resource.get("valueBoolean"), bool):
        status: str | None = "yes" if resource["valueBoolean"] else "no"
    else:
        said = {codes.YES_NO[system, code] for system, code, _ in codings(value) if (system, code) in codes.YES_NO}
        status = said.pop() if len(said) == 1 else None if said else _yes_or_no(words(value))
    if status is None:
        raise Wrong(path, "expected currently breastfeeding (LOINC LA29252-6), not (LA29253-4) or unknown (LA4489-6)")
    return [Statement("breastfeeding", when(resource, EFFECTIVE, context.zone), {"status": status})]


def _yes_or_no(text: str) -> str | None:
    text = text.strip().lower()
    if text.startswith(("no", "not ")):
        return "no"
    if text.startswith(("yes", "currently breast", "breastfeeding")):
        return "yes"
    return "unknown" if "unknown" in text else None


def _body_weight(resource: dict[str, Any], context: Context) -> list[Statement]:
    _needs_value(resource)
    path = "Observation.valueQuantity"
    value, unit = quantity(path, resource.get("valueQuantity"), WEIGHT_UNITS, "kg or [lb_av]")
    kg = value if unit == "kg" else round(value * KILOGRAMS[unit], 2)
    if 0 < kg < 20:
        raise NotForUs("the body weight of a child")
    return [Statement("body_weight", when(resource, EFFECTIVE, context.zone), {"kg": kg}, {"kg": path + ".value"})]


def _smoking(resource: dict[str, Any], context: Context) -> list[Statement]:
    _needs_value(resource)
    value = resource.get("valueCodeableConcept")
    if code_in(value, codes.SNOMED, codes.SMOKES) or code_in(value, codes.LOINC, tables.SMOKES_LA):
        smokes = True
    elif code_in(value, codes.SNOMED, codes.SMOKES_NOT) or code_in(value, codes.LOINC, tables.SMOKES_NOT_LA):
        smokes = False
    else:
        raise NotForUs("smoking status unknown")
    return [Statement("habit", when(resource, EFFECTIVE, context.zone), {"tobacco": smokes})]


READERS = {
    codes.PAIN: _pain,
    codes.PREGNANCY: _pregnancy,
    **dict.fromkeys(tables.WEEKS_LOINC, _gestation),
    **dict.fromkeys(tables.DUE, _due),
    tables.LAST_PERIOD: _last_period,
    codes.BREASTFEEDING: _breastfeeding,
    codes.SMOKING: _smoking,
    codes.BODY_WEIGHT: _body_weight,
    **dict.fromkeys(codes.VITAMIN_D, _vitamin_d),
}
