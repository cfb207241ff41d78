"""Conditions: transient osteoporosis, fractures, avascular necrosis, pregnancy, risk factors."""

import re
from datetime import date
from typing import Any

from backend.exchange.fhir import codes, tables
from backend.exchange.fhir.elements import code_in, codings, listed, place, site_in, when, words
from backend.exchange.fhir.problems import NotForUs
from backend.exchange.fhir.stated import certain_by_code, plain
from backend.exchange.fhir.statements import Context, Statement

# When the illness began; failing that, when it was written down.
BEGAN = ("onsetDateTime", "onsetPeriod", "recordedDate")
# A diagnosis counts from the day on which it was made.
DIAGNOSED = ("recordedDate", "onsetDateTime", "onsetPeriod")
ABATED = ("abatementDateTime", "abatementPeriod")
OVER = {"inactive", "remission", "resolved"}
TRANSIENT = re.compile(
    r"transient (regional |migratory )?osteoporosis|regional migratory osteoporosis"
    r"|(transitorische|transiente) osteoporose|bone marrow o?edema syndrome|knochenmarködem-?syndrom",
    re.I,
)
NECROSIS = re.compile(r"(avascular|aseptic) necrosis|osteonecrosis|(hüft|femur)kopfnekrose", re.I)
FRACTURE = re.compile(
    r"\bfractures?\b|\w*fraktur(en)?\b|\b(knochen|schenkelhals|oberschenkel|hüft|wirbel|becken|handgelenks?|knöchel)bruch\b"
    r"|\bbroken (bone|hip|leg|ankle|foot)\b",
    re.I,
)
# Words with these in them are no broken bone.
NO_FRACTURE = re.compile(r"nonunion|pseudarthros|leistenbruch|hernia|nabelbruch|zahn|tooth|teeth", re.I)
# A pregnancy of this length ends in a birth, whoever forgot to write it down.
BIRTH_AFTER = 168
BONES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (site, re.compile(text, re.I))
    for site, text in (
        ("femoral_neck", r"neck of (the )?(left |right )?femur|femoral neck|schenkelhals"),
        ("hip", r"\bhip\b|acetabul|femoral head|hüft"),
        ("femur", r"femur|femoral|oberschenkel"),
        ("knee", r"knee|patella|tibial plateau|\bknie"),
        ("ankle", r"ankle|malleol|talus|sprunggelenk"),
        ("foot", r"\bfoot\b|metatars|calcane|\btoes?\b|navicular|fuß"),
        ("pelvis", r"pelvi|sacr|becken|pubi[cs]"),
        ("vertebra", r"vertebra|spin(e|al)|wirbel"),
        ("wrist", r"wrist|radius|colles|handgelenk"),
    )
)
RISKS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(text, re.I))
    for name, text in (
        ("hypothyroidism", r"hypothyroidism|hypothyreose"),
        ("osteogenesis_imperfecta", r"osteogenesis imperfecta"),
        ("hypophosphataemia", r"hypophosphat(a)?emi|hypophosphatämi"),
        ("alcohol", r"alcohol(ism| dependence| abuse| use disorder)"),
        ("previous_fragility_fracture", r"fragility fracture|fracture due to osteoporosis|osteoporotic fracture"),
    )
)
PATHS = {"side": "Condition.bodySite", "site": "Condition.bodySite"}


def condition(resource: dict[str, Any], context: Context) -> list[Statement]:
    """The statements of one Condition."""
    text, code = words(resource.get("code")), resource.get("code")
    reader, thing = _reader(code, text)
    if reader is None:
        raise NotForUs(
            "a condition that is not followed here" if text else "a code alone that is not understood: left out"
        )
    certain_by_code(resource)
    if any(tables.AFTERWARDS.match(found) for found in _icd(code)):
        raise NotForUs("care afterwards, not the thing itself (ICD-10-CM)")
    if thing is not None:
        plain(text, thing)
    return reader(resource, text, context)


def _icd(code: Any) -> list[str]:
    return [value.strip().upper() for system, value, _ in codings(code) if system in tables.ICD_10]


def _coded(code: Any, pattern: re.Pattern[str]) -> bool:
    return any(pattern.match(found) for found in _icd(code))


def _reader(code: Any, text: str) -> tuple[Any, re.Pattern[str] | None]:
    """Who reads this condition, and the words by which it was known."""
    if TRANSIENT.search(text) or code_in(code, codes.OWN_DISORDER, [codes.TRANSIENT_OSTEOPOROSIS]):
        return _transient, TRANSIENT
    if code_in(code, codes.SNOMED, codes.PREGNANCY_ENDED) or _coded(code, tables.ENDED_EARLY):
        return _pregnancy_ended, None
    if _coded(code, tables.BORN):
        return _delivery, None
    american = [value for system, value, _ in codings(code) if system in tables.ICD_10_CM]
    if any(tables.WEEKS.match(value.upper()) for value in american):
        return _weeks, None
    if code_in(code, codes.SNOMED, codes.PREGNANCY_CONDITIONS) or _coded(code, tables.PREGNANT_STATE):
        return _pregnancy, None
    if NECROSIS.search(text) or _coded(code, tables.NECROSIS_OF_HIP):
        return _necrosis, NECROSIS
    if _coded(code, tables.HISTORY_OF_FRAGILITY):
        return _risk, None
    if FRACTURE.search(text) and not NO_FRACTURE.search(text):
        return _fracture, FRACTURE
    if any(_coded(code, pattern) for _, pattern in tables.FRACTURES) or _coded(code, tables.FRAGILITY):
        return _fracture, FRACTURE
    for _, pattern in RISKS:
        if pattern.search(text):
            return _risk, pattern
    if any(_coded(code, pattern) for _, pattern in tables.RISKS):
        return _risk, None
    return None, None


def _place(resource: dict[str, Any]) -> Any:
    side = _coded_side(resource.get("code"))
    named = [("Condition.code", resource.get("code")), ("Condition.bodySite", resource.get("bodySite"))]
    return place(named, side=side, said_by="the code")


def _coded_side(concept: Any) -> str | None:
    """The side as ICD-10-GM says it beside the code (`seitenlokalisation`), or ICD-10-CM within it."""
    sides: set[str] = set()
    for coding in listed((concept or {}).get("coding")):
        for extension in listed(coding.get("extension")):
            if "seitenlokalisation" in str(extension.get("url") or "").lower():
                said = extension.get("valueCode") or (extension.get("valueCoding") or {}).get("code")
                sides |= {{"L": "left", "R": "right", "B": "both"}.get(str(said), "")}
        if coding.get("system") in tables.ICD_10_CM:
            match = re.match(r"(?:S72\.?\d\d|M87\.?\d5)([12])", str(coding.get("code") or "").upper())
            sides |= {{"1": "right", "2": "left"}[match[1]]} if match else set()
    sides.discard("")
    return sides.pop() if len(sides) == 1 else None


def is_over(resource: dict[str, Any]) -> bool:
    return any(value in OVER for _, value, _ in codings(resource.get("clinicalStatus")))


def _transient(resource: dict[str, Any], text: str, context: Context) -> list[Statement]:
    at = _place(resource)
    site = {"femoral_neck": "hip", "total_hip": "hip", "femur": "hip"}.get(at.site or "", at.site)
    fields: dict[str, Any] = {"side": at.side or "unknown"}
    if site:
        fields["site"] = site
    if not is_over(resource):
        return [Statement("diagnosis", when(resource, DIAGNOSED, context.zone), fields, PATHS)]
    # Over, but nobody here says on which basis: an earlier episode, not a resolution of ours.
    at_end = when(resource, ("abatementDateTime", "abatementPeriod", *DIAGNOSED), context.zone)
    context.note("transient osteoporosis that is over: taken as a previous episode")
    return [Statement("previous_episode", at_end, fields, PATHS)]


def _necrosis(resource: dict[str, Any], text: str, context: Context) -> list[Statement]:
    at = _place(resource)
    of_hip = _coded(resource.get("code"), tables.NECROSIS_OF_HIP)
    if not of_hip and (at.site or site_in(text)) not in ("hip", "femoral_neck", "total_hip", "femur"):
        raise NotForUs("a necrosis of a bone that is not followed here")
    return [
        Statement("avascular_necrosis", when(resource, BEGAN, context.zone), {"side": at.side or "unknown"}, PATHS)
    ]


def _fracture(resource: dict[str, Any], text: str, context: Context) -> list[Statement]:
    at = _place(resource)
    said = f"{text} · {words((resource.get('bodySite') or [{}])[0])}"
    bone = next((site for site, pattern in BONES if pattern.search(said)), None)
    bone = bone or next((site for site, pattern in tables.FRACTURES if _coded(resource.get("code"), pattern)), None)
    bone = bone or (at.site if at.site in ("hip", "femur", "femoral_neck", "knee", "ankle", "foot") else "other")
    began = when(resource, BEGAN, context.zone)
    fields = {"site": bone, "side": at.side or "unknown"}
    out = [Statement("fracture", began, fields, PATHS)]
    fragile = any(name == "previous_fragility_fracture" and pattern.search(text) for name, pattern in RISKS)
    if fragile or _coded(resource.get("code"), tables.FRAGILITY):
        out.append(Statement("risk_factor", began, {"name": "previous_fragility_fracture"}, part="risk"))
    return out


def _risk(resource: dict[str, Any], text: str, context: Context) -> list[Statement]:
    by_code = (name for name, pattern in tables.RISKS if _coded(resource.get("code"), pattern))
    name = next((name for name, pattern in RISKS if pattern.search(text)), None) or next(by_code)
    return [Statement("risk_factor", when(resource, BEGAN, context.zone), {"name": name})]


def _pregnancy(resource: dict[str, Any], text: str, context: Context) -> list[Statement]:
    """A pregnancy begins; it ends where its own resource says so, or by a birth that is told elsewhere."""
    began = when(resource, BEGAN, context.zone)
    out = [Statement("pregnancy", began, {})]
    if not is_over(resource):
        return out
    if not any(name in resource for name in ABATED):
        context.note("a pregnancy that is over on a day that is not given: its end is not known here")
        return out
    end = when(resource, ABATED, context.zone)
    days = (date.fromisoformat(end.day) - date.fromisoformat(began.day)).days
    if days >= BIRTH_AFTER:
        context.note("a pregnancy of 24 weeks or more that is over: taken as a birth on that day")
        return [*out, Statement("delivery", end, {}, part="end")]
    return [*out, Statement("pregnancy", end, {"ended": True}, part="end")]


def _weeks(resource: dict[str, Any], text: str, context: Context) -> list[Statement]:
    """ICD-10-CM Z3A.nn: the week that was complete on that day."""
    found = [tables.WEEKS.match(one) for one in _icd(resource.get("code"))]
    week = next(int(match[1]) for match in found if match)
    if not 8 <= week <= 42:
        raise NotForUs("weeks of pregnancy that are not given as a number (Z3A.00, Z3A.01, Z3A.49)")
    return [Statement("pregnancy", when(resource, DIAGNOSED, context.zone), {"gestation_week": week})]


def _delivery(resource: dict[str, Any], text: str, context: Context) -> list[Statement]:
    return [Statement("delivery", when(resource, BEGAN, context.zone), {})]


def _pregnancy_ended(resource: dict[str, Any], text: str, context: Context) -> list[Statement]:
    return [Statement("pregnancy", when(resource, BEGAN, context.zone), {"ended": True})]
