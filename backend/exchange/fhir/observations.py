"""Observations: pain, DXA, 25-OH vitamin D, pregnancy, gestation, breastfeeding, smoking."""

from typing import Any

from backend.exchange.fhir import codes
from backend.exchange.fhir.elements import (
    UNITLESS,
    code_in,
    codings,
    listed,
    number,
    place,
    quantity,
    site_in,
    when,
    words,
)
from backend.exchange.fhir.problems import NotForUs, Wrong
from backend.exchange.fhir.statements import Context, Statement

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
WEEK_UNITS = {"wk": "wk", "weeks": "wk", "week": "wk", "d": "d", "days": "d", "day": "d"}
# The body sites that do not contradict what a DXA code says was measured.
FITTING = {"hip": {"hip", "femur", "femoral_neck", "total_hip"}, "spine": {"low_back"}}


def observation(resource: dict[str, Any], context: Context) -> list[Statement]:
    """The statements of one Observation; NotForUs or Wrong says why there are none."""
    reader = _reader(resource.get("code"))
    if reader is None and not any(_reader(part.get("code")) for part in listed(resource.get("component"))):
        raise NotForUs("a measurement that is not followed here")
    why = DROPPED.get(str(resource.get("status")))
    if why:
        raise NotForUs(why)
    if reader is None or reader is _dxa or code_in(resource.get("code"), codes.LOINC, [codes.DXA_PANEL]):
        return _dxa(resource, context)
    return reader(resource, context)


def _reader(code: Any) -> Any:
    for system, value, _ in codings(code):
        if system == codes.LOINC:
            if value in codes.DXA or value == codes.DXA_PANEL:
                return _dxa
            if value in READERS:
                return READERS[value]
    return None


def _needs_value(resource: dict[str, Any]) -> None:
    if not any(name.startswith("value") for name in resource):
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
    if site is None:
        # A record of pain needs a site; the side stays unknown, so nothing is said about either hip.
        context.note("pain without a body site: taken as hip, side unknown")
        site = "hip"
    fields = {"site": site, "side": at.side or "unknown", "intensity": score}
    paths = {"intensity": path, "side": "Observation.bodySite", "site": "Observation.bodySite"}
    return [Statement("pain", when(resource, EFFECTIVE, context.zone), fields, paths)]


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
    named = place([("Observation.bodySite", resource.get("bodySite"))]).site
    fitting = FITTING["spine" if dxa.family == "spine" else "hip"]
    if named is not None and named not in fitting:
        expected = "the lumbar spine" if dxa.family == "spine" else "a hip or a femur"
        raise Wrong("Observation.bodySite", f"expected {expected}, as the code says")
    if dxa.family == "spine":
        return "lumbar_spine"
    said = site_in(words(resource.get("bodySite")))
    for precise in ("femoral_neck", "total_hip"):
        if precise in (named, said):
            return precise
    return "total_hip" if dxa.family == "hip" else "unknown"


def _vitamin_d(resource: dict[str, Any], context: Context) -> list[Statement]:
    _needs_value(resource)
    path = "Observation.valueQuantity"
    value, unit = quantity(path, resource.get("valueQuantity"), LAB_UNITS, "ng/mL or nmol/L")
    fields = {"test": "vitamin_d_25oh", "value": float(value), "unit": unit}
    return [Statement("lab", when(resource, EFFECTIVE, context.zone), fields, {"value": path + ".value"})]


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
    text = words(value).lower()
    if said & codes.NOT_PREGNANT or text.startswith("not pregnant"):
        raise NotForUs("not pregnant: says neither when a pregnancy ended nor how")
    if said & codes.PREGNANT or text.startswith("pregnant"):
        return [Statement("pregnancy", when(resource, EFFECTIVE, context.zone), {})]
    if "unknown" in text or "possib" in text:
        raise NotForUs("pregnancy status unknown")
    raise Wrong("Observation.valueCodeableConcept", "expected pregnant (SNOMED CT 77386006), not pregnant or unknown")


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


def _smoking(resource: dict[str, Any], context: Context) -> list[Statement]:
    _needs_value(resource)
    value = resource.get("valueCodeableConcept")
    if code_in(value, codes.SNOMED, codes.SMOKES):
        smokes = True
    elif code_in(value, codes.SNOMED, codes.SMOKES_NOT):
        smokes = False
    else:
        raise NotForUs("smoking status unknown")
    return [Statement("habit", when(resource, EFFECTIVE, context.zone), {"tobacco": smokes})]


READERS = {
    codes.PAIN: _pain,
    codes.PREGNANCY: _pregnancy,
    codes.GESTATION: _gestation,
    codes.BREASTFEEDING: _breastfeeding,
    codes.SMOKING: _smoking,
    **dict.fromkeys(codes.VITAMIN_D, _vitamin_d),
}
