"""A `now` finding rings at the clinicians at once, and wider and again while nobody has acknowledged it.

The first ring goes to those who look after the patient (the care team, else the clinic); the later ones, after
`ESCALATION_HOURS`, to everybody of the team and the clinic who may open the record. Rings are rows like every
reminder: one for each opening and step, withdrawn when somebody acknowledges. They work through the night, because
"contact someone today" does; a clinician who wants to sleep says so, and is rung when their quiet hours end.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.conf import settings

from backend.guidance import Assessment, DueItem
from backend.guidance import FindingState as Said
from backend.tracking.models import Finding

if TYPE_CHECKING:
    from backend.reminders.models import Reminder

KIND = "finding-now"
ACKNOWLEDGED = "acknowledged"


def alarms_of(assessment: Assessment) -> list[DueItem]:
    """What rings for the findings that stand open now; pure but for the hours that the operator chose."""
    return [
        DueItem(
            reminder=KIND,
            to="clinician",
            due_on=said.opened_on,
            subject=_subject(said),
            slot=f"{said.opened_on.isoformat()}:{step}",
            at="after_finding",
            params={"finding": said.id, "subject": said.subject, "after_hours": hours, "wide": step > 0},
            reason=said.id,
        )
        for said in assessment.findings
        if said.urgency == "now" and said.state == "open" and "clinician" in said.audience
        for step, hours in enumerate((0, *settings.ESCALATION_HOURS))
    ]


def _subject(said: Said) -> str:
    return f"{said.id}:{said.subject}"[:80]


def finding_of_alarm(item: DueItem, findings: Iterable[Finding]) -> Finding | None:
    """The stored opening that rings."""
    about = (item.params["finding"], item.params["subject"], item.due_on)
    return next((row for row in findings if (row.rule, row.subject, row.opened_on) == about), None)


def acknowledged(row: "Reminder", assessment: Assessment) -> bool:
    """Has it stopped ringing because somebody has seen it?"""
    return row.kind == KIND and any(
        said.state == "acknowledged" and _subject(said) == row.subject and row.due_on == said.opened_on
        for said in assessment.findings
    )


def step_of(row: "Reminder") -> int:
    return int(row.slot.rpartition(":")[2] or 0)


def overtaken(rows: Sequence["Reminder"]) -> list["Reminder"]:
    """Of several rings for one opening that fall together (after an outage), all but the last."""
    last: dict[tuple[str, object], int] = {}
    for row in rows:
        if row.kind == KIND:
            key = (row.subject, row.due_on)
            last[key] = max(step_of(row), last.get(key, 0))
    return [row for row in rows if row.kind == KIND and step_of(row) < last[row.subject, row.due_on]]
