"""Which prescriptions of a history that is only read had ended by themselves: the rules' own answer, without a stored summary."""

from collections.abc import Sequence
from uuid import UUID

from backend.guidance import PatientFacts, build_facts, load_in_force
from backend.records.decisions import Ended
from backend.records.log.rows import Draft
from backend.records.models import Record


def ended_in(history: Sequence[Draft], draft: Draft, patient_id: UUID | None = None) -> Ended:
    """For `draft`, of what was told until its day: in the same file (`history`), and before in the patient's log."""

    def ended(side: str) -> set[str]:
        rows = [(str(one.id), one.kind, one.day, one.recorded_at, one.data) for one in history]
        if patient_id is not None:
            stored = Record.objects.current().filter(patient_id=patient_id)
            rows += [(str(one.pk), one.kind, one.day, one.counts_at, one.data) for one in stored]
        facts = build_facts(PatientFacts(), rows)
        return {
            term.key
            for one in (("left", "right") if side == "unknown" else (side,))
            for term in load_in_force(facts, one, draft.day).terms
            if term.ended_by_itself
        }

    return ended
