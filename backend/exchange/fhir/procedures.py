"""Procedures, reports and imaging studies of the hip and the leg, and births."""

import re
from typing import Any

from backend.exchange.fhir import codes, tables
from backend.exchange.fhir.elements import Place, code_in, label, listed, place, when, words
from backend.exchange.fhir.problems import NotForUs
from backend.exchange.fhir.stated import plain
from backend.exchange.fhir.statements import Context, Statement

UNDONE = {
    "entered-in-error": "entered in error", "not-done": "not done", "preparation": "not done yet",
    "on-hold": "not done yet", "unknown": "status unknown", "cancelled": "cancelled: there is no result",
    "registered": "registered: there is no result yet", "partial": "only a part of the result",
    "preliminary": "only a preliminary result",
}  # fmt: skip
PERFORMED = ("performedDateTime", "performedPeriod")
EFFECTIVE = ("effectiveDateTime", "effectivePeriod")
IMPLANT = re.compile(
    r"arthroplast|replacement|prosthes|endoprothes|fixation|osteosynthes|\bnail|\bscrew|\bplate\b|implant", re.I
)
REMOVAL = re.compile(r"removal|entfernung", re.I)
BIRTH = re.compile(r"^(childbirth|.*\b(vaginal|cesarean|caesarean|forceps|vacuum) (delivery|section|birth))", re.I)
TERMINATION = re.compile(
    r"termination of pregnancy|pregnancy termination|(induced|therapeutic|surgical|medical) abortion|schwangerschaftsabbruch"
    r"|interruptio|evacuation of (retained )?products of conception", re.I
)  # fmt: skip
COUNSELLING = re.compile(r"counsel|beratung|referral|consent|education", re.I)
SCAN = re.compile(r"bone densi|densitomet|\bdxa\b|\bdexa\b", re.I)
BY_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(text, re.I))
    for name, text in (
        ("mri", r"\bmri?\b|magnetic resonance|kernspin|magnetresonanz"),
        ("bone_scan", r"bone scan|scintigra|szintigra"),
        ("ct", r"\bct\b|computed tomograph|computertomogra"),
        ("xray", r"x-?ray|radiograph|röntgen|plain film"),
    )
)
RESULTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(text, re.I))
    for name, text in (
        ("osteonecrosis_pattern", r"osteonecrosis|avascular necrosis"),
        ("fracture", r"fracture|fraktur"),
        ("marrow_oedema", r"marrow (o)?edema|knochenmarködem"),
        ("demineralisation", r"deminerali[sz]ation|osteopenia"),
        ("normal", r"^(normal|unremarkable|no abnormality)"),
    )
)
DENIAL = re.compile(r"\b(no|not|without|excluded|negative)\b", re.I)
LEG = {"hip", "femoral_neck", "total_hip", "femur", "thigh", "knee", "ankle", "foot", "groin", "buttock"}
# A picture's site in the words of pain sites.
PICTURED = {"femoral_neck": "hip", "total_hip": "hip", "femur": "thigh"}


def procedure(resource: dict[str, Any], context: Context) -> list[Statement]:
    """A birth, a picture, or an operation on the hip or the leg."""
    code, text = resource.get("code"), words(resource.get("code"))
    at = place([("Procedure.code", code), ("Procedure.bodySite", resource.get("bodySite"))])
    ended = code_in(code, codes.SNOMED, tables.TERMINATED) or (
        TERMINATION.search(text) and not COUNSELLING.search(text)
    )
    birth = not ended and (code_in(code, codes.SNOMED, codes.CHILDBIRTH) or BIRTH.search(text))
    if not birth and SCAN.search(text):
        raise NotForUs("a bone density scan without its values: they come as observations")
    if not birth and not ended and at.site not in LEG:
        raise NotForUs("a procedure that is not followed here")
    why = UNDONE.get(str(resource.get("status")))
    if why:
        raise NotForUs(why)
    done = when(resource, PERFORMED, context.zone)
    paths = {"side": "Procedure.bodySite"}
    if birth or ended:
        plain(text, BIRTH if birth else TERMINATION)
        return [Statement("delivery", done, {}) if birth else Statement("pregnancy", done, {"ended": True})]
    modality = next((name for name, pattern in BY_WORDS if pattern.search(text)), None)
    if modality:
        return [Statement("imaging", done, _picture(modality, at), paths)]
    fields: dict[str, Any] = {"name": label(code)[:200], "side": at.side or "unknown"}
    if IMPLANT.search(text):
        fields["implant"] = not REMOVAL.search(text)
    return [Statement("procedure", done, fields, paths)]


def report(resource: dict[str, Any], context: Context) -> list[Statement]:
    """A DiagnosticReport: of imaging, what it found; of a DXA, nothing by itself (its results are read one by one)."""
    if code_in(resource.get("code"), codes.LOINC, [codes.DXA_PANEL]) or SCAN.search(words(resource.get("code"))):
        if not resource.get("result"):
            raise NotForUs("a DXA report that names no results")
        raise NotForUs("a DXA report: its results are read one by one and kept together as one scan")
    text = " · ".join([words(resource.get("code")), *(words(part) for part in listed(resource.get("category")))])
    modality = next((name for name, pattern in BY_WORDS if pattern.search(text)), None)
    at = place([("DiagnosticReport.code", resource.get("code"))])
    if modality is None or at.site not in LEG | {"low_back"}:
        raise NotForUs("a report that is not followed here")
    why = UNDONE.get(str(resource.get("status")))
    if why:
        raise NotForUs(why)
    fields = _picture(modality, at)
    for concept in listed(resource.get("conclusionCode")):
        said = words(concept)
        found = next((name for name, pattern in RESULTS if pattern.search(said)), None)
        if found and (found == "normal" or not DENIAL.search(said)):
            fields["result"] = found
            break
    if resource.get("conclusion"):
        # Free text is kept for people to read; nothing is concluded from it.
        fields["note"] = str(resource["conclusion"])[:2000]
    return [Statement("imaging", when(resource, EFFECTIVE, context.zone), fields, {"side": "DiagnosticReport.code"})]


def study(resource: dict[str, Any], context: Context) -> list[Statement]:
    """An ImagingStudy that no report in the file speaks for."""
    series = listed(resource.get("series"))
    kinds = listed(resource.get("modality")) + [part.get("modality") or {} for part in series]
    modality = next((codes.MODALITIES[m["code"]] for m in kinds if m.get("code") in codes.MODALITIES), None)
    bodies = [{"coding": [part["bodySite"]]} for part in series if part.get("bodySite")]
    bodies += [{"coding": [part["laterality"]]} for part in series if part.get("laterality")]
    described = {"text": resource.get("description") or ""}
    at = place(
        [("ImagingStudy.description", described), ("ImagingStudy.series.bodySite", bodies)]
        + [("ImagingStudy.procedureCode", concept) for concept in listed(resource.get("procedureCode"))]
    )
    if modality is None or at.site not in LEG | {"low_back"}:
        raise NotForUs("pictures of a part of the body that is not followed here")
    if resource.get("status") in ("entered-in-error", "cancelled", "registered"):
        raise NotForUs(UNDONE.get(resource["status"], "there is no result"))
    if context.reported(resource):
        raise NotForUs("its report is read instead")
    return [Statement("imaging", when(resource, ("started",), context.zone), _picture(modality, at))]


def _picture(modality: str, at: Place) -> dict[str, Any]:
    site = PICTURED.get(at.site or "", at.site)
    fields: dict[str, Any] = {"modality": modality, "result": "unknown", "side": at.side or "unknown"}
    if site:
        fields["site"] = site
    return fields
