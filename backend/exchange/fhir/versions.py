"""Telling another version of FHIR by its shapes: R4 is read, others are named and refused as a whole.

R4 says nowhere in a resource that it is R4, so this looks for what R4 cannot contain.
"""

from collections.abc import Sequence
from typing import Any

# Resource types that R4 no longer has.
GONE = {
    "MedicationOrder": "DSTU2", "DiagnosticOrder": "DSTU2", "Conformance": "DSTU2", "DeviceUseRequest": "DSTU2",
    "Order": "DSTU2", "OrderResponse": "DSTU2", "BodySite": "DSTU2 or STU3", "ProcedureRequest": "DSTU2 or STU3",
    "ReferralRequest": "DSTU2 or STU3", "ImagingManifest": "STU3",
    "ImagingObjectSelection": "DSTU2", "Sequence": "STU3", "DataElement": "DSTU2 or STU3",
}  # fmt: skip
# Elements that only another version has, by resource type.
FOREIGN = {
    ("Condition", "patient"): "DSTU2", ("Condition", "dateRecorded"): "DSTU2", ("Condition", "context"): "STU3",
    ("Condition", "assertedDate"): "STU3", ("Observation", "context"): "STU3", ("Observation", "comments"): "DSTU2",
    ("Procedure", "notPerformed"): "DSTU2", ("Procedure", "notDone"): "STU3", ("Procedure", "occurrenceDateTime"): "R5",
    ("Procedure", "occurrencePeriod"): "R5", ("MedicationStatement", "wasNotTaken"): "DSTU2",
    ("MedicationStatement", "patient"): "DSTU2", ("MedicationStatement", "taken"): "STU3",
    ("MedicationStatement", "medication"): "R5", ("MedicationRequest", "medication"): "R5",
    ("MedicationRequest", "context"): "STU3", ("DiagnosticReport", "codedDiagnosis"): "DSTU2 or STU3",
    ("ImagingStudy", "patient"): "DSTU2 or STU3", ("Observation", "related"): "DSTU2 or STU3",
    ("MedicationStatement", "reasonNotTaken"): "DSTU2 or STU3", ("QuestionnaireResponse", "context"): "STU3",
    ("CarePlan", "context"): "DSTU2 or STU3", ("Patient", "animal"): "DSTU2 or STU3",
    ("Condition", "participant"): "R5", ("Observation", "triggeredBy"): "R5", ("Observation", "bodyStructure"): "R5",
    ("MedicationStatement", "adherence"): "R5", ("ImagingStudy", "partOf"): "R5", ("DiagnosticReport", "study"): "R5",
    ("DiagnosticReport", "note"): "R5", ("Procedure", "recorded"): "R5", ("MedicationRequest", "device"): "R5",
    ("Encounter", "actualPeriod"): "R5", ("Encounter", "admission"): "R5",
}  # fmt: skip


def wrong_version(resources: Sequence[dict[str, Any]]) -> str | None:
    """In words, which other version this is and by what one sees it; None when nothing speaks against R4."""
    shapes: list[str] = []
    for resource in resources:
        kind = resource["resourceType"]
        if kind in GONE:
            return _words(GONE[kind], f"{kind} is no resource of R4")
        for name in resource:
            if (kind, name) in FOREIGN:
                return _words(FOREIGN[kind, name], f"{kind}.{name}")
        declared = resource.get("fhirVersion")
        if isinstance(declared, str) and not declared.startswith("4."):
            return _words(declared, f"{kind}.fhirVersion")
        found = _shape(resource)
        if found:
            shapes.append(found)
    # One odd shape is a broken resource, refused by itself; several kinds of them are another version.
    if len(set(shapes)) > 1 or (shapes and len(resources) == 1):
        return _words("DSTU2 or STU3", " and ".join(sorted(set(shapes))))
    return None


def _words(version: str, seen: str) -> str:
    return f"expected FHIR R4 (4.0.1), found {version}: {seen}"


def _shape(resource: dict[str, Any]) -> str | None:
    kind = resource["resourceType"]
    if kind == "Patient" and any(
        isinstance(name, dict) and isinstance(name.get("family"), list) for name in _list(resource.get("name"))
    ):
        return "Patient.name.family is a list"
    if kind == "Condition":
        for name in ("clinicalStatus", "verificationStatus"):
            if isinstance(resource.get(name), str):
                return f"Condition.{name} is a plain word"
    if kind == "Observation" and isinstance(resource.get("category"), dict):
        return "Observation.category is not a list"
    return None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
