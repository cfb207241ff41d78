"""Conditions: transient osteoporosis, fractures, avascular necrosis, pregnancy, risk factors."""

import re
from typing import Any

from backend.exchange.fhir import codes
from backend.exchange.fhir.elements import code_in, codings, place, site_in, when, words
from backend.exchange.fhir.problems import NotForUs
from backend.exchange.fhir.statements import Context, Statement

# When the illness began; failing that, when it was written down.
BEGAN = ("onsetDateTime", "onsetPeriod", "recordedDate")
# A diagnosis counts from the day on which it was made.
DIAGNOSED = ("recordedDate", "onsetDateTime", "onsetPeriod")
OVER = {"inactive", "remission", "resolved"}
DOUBTFUL = {
    "entered-in-error": "entered in error",
    "refuted": "refuted: the patient does not have it",
    "unconfirmed": "not confirmed",
    "provisional": "not confirmed",
    "differential": "not confirmed",
}
TRANSIENT = re.compile(
    r"transient (regional |migratory )?osteoporosis|regional migratory osteoporosis"
    r"|(transitorische|transiente) osteoporose|bone marrow o?edema syndrome|knochenmarködem-?syndrom",
    re.I,
)
NECROSIS = re.compile(r"(avascular|aseptic) necrosis|osteonecrosis|(hüft|femur)kopfnekrose", re.I)
FRACTURE = re.compile(r"\bfractures?\b|fraktur|\bbroken (bone|hip|leg|ankle|foot)\b", re.I)
NO_FRACTURE = re.compile(r"\b(no|without|risk of|history of|healed)\b.{0,40}fracture|nonunion", re.I)
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
    reader = _reader(code, text)
    if reader is None:
        raise NotForUs("a condition that is not followed here")
    verified = {value for _, value, _ in codings(resource.get("verificationStatus"))}
    for status, why in DOUBTFUL.items():
        if status in verified:
            raise NotForUs(why)
    return reader(resource, text, context)


def _reader(code: Any, text: str) -> Any:
    if TRANSIENT.search(text) or code_in(code, codes.OWN_DISORDER, [codes.TRANSIENT_OSTEOPOROSIS]):
        return _transient
    if code_in(code, codes.SNOMED, codes.PREGNANCY_ENDED):
        return _pregnancy_ended
    if code_in(code, codes.SNOMED, codes.PREGNANCY_CONDITIONS):
        return _pregnancy
    if NECROSIS.search(text):
        return _necrosis
    if FRACTURE.search(text) and not NO_FRACTURE.search(text):
        return _fracture
    if any(pattern.search(text) for _, pattern in RISKS):
        return _risk
    return None


def _place(resource: dict[str, Any]) -> Any:
    return place([("Condition.code", resource.get("code")), ("Condition.bodySite", resource.get("bodySite"))])


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
    if (at.site or site_in(text)) not in ("hip", "femoral_neck", "total_hip", "femur"):
        raise NotForUs("a necrosis of a bone that is not followed here")
    return [
        Statement("avascular_necrosis", when(resource, BEGAN, context.zone), {"side": at.side or "unknown"}, PATHS)
    ]


def _fracture(resource: dict[str, Any], text: str, context: Context) -> list[Statement]:
    at = _place(resource)
    said = f"{text} · {words((resource.get('bodySite') or [{}])[0])}"
    bone = next((site for site, pattern in BONES if pattern.search(said)), None)
    bone = bone or (at.site if at.site in ("hip", "femur", "femoral_neck", "knee", "ankle", "foot") else "other")
    began = when(resource, BEGAN, context.zone)
    fields = {"site": bone, "side": at.side or "unknown"}
    out = [Statement("fracture", began, fields, PATHS)]
    if any(name == "previous_fragility_fracture" and pattern.search(text) for name, pattern in RISKS):
        out.append(Statement("risk_factor", began, {"name": "previous_fragility_fracture"}, part="risk"))
    return out


def _risk(resource: dict[str, Any], text: str, context: Context) -> list[Statement]:
    name = next(name for name, pattern in RISKS if pattern.search(text))
    return [Statement("risk_factor", when(resource, BEGAN, context.zone), {"name": name})]


def _pregnancy(resource: dict[str, Any], text: str, context: Context) -> list[Statement]:
    """A pregnancy begins; how it ended is told by the birth, not by the end of the condition."""
    return [Statement("pregnancy", when(resource, BEGAN, context.zone), {})]


def _pregnancy_ended(resource: dict[str, Any], text: str, context: Context) -> list[Statement]:
    return [Statement("pregnancy", when(resource, BEGAN, context.zone), {"ended": True})]
