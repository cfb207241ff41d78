"""Under which names a record goes out in FHIR, also when it is there no more."""

from uuid import uuid5

from backend.exchange.fhir.nameless import LEFT_OUT
from backend.records.models import Record

TYPES = {
    "diagnosis": "Condition", "fracture": "Condition", "avascular_necrosis": "Condition", "previous_episode": "Condition",
    "procedure": "Procedure", "delivery": "Procedure", "imaging": "DiagnosticReport", "medicine": "MedicationStatement",
    "programme": "CarePlan", "prescription": "CarePlan", "questionnaire_response": "QuestionnaireResponse",
}  # fmt: skip


def names_of(row: Record) -> list[str]:
    """`Type/id` of each resource that stands for this record in an export for research."""
    if row.kind == Record.DELETION or row.kind in LEFT_OUT:
        return []
    names = [f"{TYPES.get(row.kind, 'Observation')}/{row.pk}"]
    return [*names, f"Goal/{uuid5(row.pk, 'goal')}"] if row.kind == "prescription" else names
