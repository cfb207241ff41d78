"""Small parts of FHIR resources, as they are written."""

from typing import Any

from backend.exchange.fhir import codes
from backend.records.models import Record

TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/"
# SNOMED CT body structures for the words of the pain sites.
SITE_CODES = {site: code for code, (site, side) in codes.BODY.items() if side is None and code != "24136001"}
SIDED = {place: code for code, place in codes.BODY.items() if place[1] is not None}
SITE_WORDS = {
    "low_back": "lower back", "femoral_neck": "femoral neck", "total_hip": "total hip", "lumbar_spine": "lumbar spine",
}  # fmt: skip
SIDE_WORDS = {"left": "left ", "right": "right ", "both": "both ", "midline": "", "unknown": ""}
STATUS_WORDS = {
    "NWB": "No weight bearing", "TTWB": "Toe-touch weight bearing", "PWB": "Partial weight bearing",
    "WBAT": "Weight bearing as tolerated", "FWB": "Full weight bearing", "UNABLE": "Unable to bear weight",
}  # fmt: skip


def concept(system: str, code: str, display: str = "", text: str = "") -> dict[str, Any]:
    """A CodeableConcept with one coding, and words where there are any."""
    coding = {"system": system, "code": code} | ({"display": display} if display else {})
    return {"coding": [coding]} | ({"text": text or display} if text or display else {})


def words(text: str) -> dict[str, Any]:
    return {"text": text}


def category(name: str) -> list[dict[str, Any]]:
    return [concept(TERMINOLOGY + "observation-category", name)]


def quantity(value: float, unit: str) -> dict[str, Any]:
    return {"value": value, "unit": unit, "system": codes.UCUM, "code": unit}


def place_words(site: str | None, side: str | None) -> str:
    """`left hip`, `both hips`, `groin`."""
    name = SITE_WORDS.get(site or "", (site or "").replace("_", " "))
    if side == "both" and name:
        name = {"foot": "feet"}.get(name, name + "s")
    return (SIDE_WORDS.get(side or "", "") + name).strip()


def body_site(site: str | None, side: str | None) -> dict[str, Any] | None:
    """A place on the body as code and words; None when nothing is known of it."""
    text = place_words(site, side)
    if not text:
        return None
    out: dict[str, Any] = {"text": text}
    code = SIDED.get((site or "", side)) or SITE_CODES.get(site or "")
    if code:
        out["coding"] = [{"system": codes.SNOMED, "code": code}]
    return out


def moment_of(row: Record) -> str:
    """When it was, with the offset of the writer's own clock; the bare day where the two differ."""
    local = row.local
    return local.isoformat(timespec="milliseconds") if local.date() == row.day else row.day.isoformat()


def base(kind: str, row: Record, subject: str) -> dict[str, Any]:
    """What every resource that stands for a record has: its id, identifier and patient."""
    return {
        "resourceType": kind,
        "id": str(row.pk),
        "identifier": [{"system": codes.OWN_RECORD, "value": str(row.pk)}],
        "subject": {"reference": subject},
    }


def without_nothing(resource: dict[str, Any]) -> dict[str, Any]:
    """FHIR has no nulls: what is not there is left out."""
    return {name: value for name, value in resource.items() if value is not None}
