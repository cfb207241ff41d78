"""Findings: what the rules raised about a patient, and what became of it (written by `assessment` only);
and what clinicians did about it at the desk."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from backend.core import clock
from backend.core.ids import new_id
from backend.patients.models import Patient
from backend.tracking.questionnaires.models import Questionnaire

__all__ = ["Finding", "FindingQuerySet", "Questionnaire"]


class FindingQuerySet(models.QuerySet["Finding"]):
    def standing(self) -> "FindingQuerySet":
        """Open or acknowledged: acknowledged still counts as open (clinical contract §2)."""
        return self.exclude(state__in=(Finding.State.RESOLVED, Finding.State.WITHDRAWN))

    def shown_to_patient(self) -> "FindingQuerySet":
        return self.filter(for_patient=True)


class Finding(models.Model):
    """One opening of one rule about one subject, with its evidence and its end."""

    class State(models.TextChoices):
        OPEN = "open"
        ACKNOWLEDGED = "acknowledged"
        RESOLVED = "resolved"
        # The entries that opened it were corrected or deleted: seen from today it never was.
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="findings")
    rule = models.CharField(max_length=60)
    rule_version = models.CharField(max_length=20)
    subject = models.CharField(max_length=60, blank=True)
    side = models.CharField(max_length=10, blank=True)
    site = models.CharField(max_length=20, blank=True)
    urgency = models.CharField(max_length=10)
    for_patient = models.BooleanField()
    for_clinician = models.BooleanField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    opened_on = models.DateField()
    opened_at = models.DateTimeField(default=clock.now)
    acknowledged_on = models.DateField(null=True)
    acknowledged_by = models.UUIDField(null=True, help_text="The record that says so.")
    resolved_on = models.DateField(null=True)
    resolved_reason = models.CharField(max_length=60, blank=True)
    resolved_note = models.TextField(blank=True)
    evidence = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    params = models.JSONField(default=dict)
    seq = models.PositiveBigIntegerField(default=0)
    objects = FindingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["patient", "seq"], name="finding_patient_seq"),
            models.Index(fields=["patient", "rule", "subject"], name="finding_patient_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} ({self.state})"

    # What a re-assessment may change; compared before anything is written.
    SETTLED = (
        "rule_version", "side", "site", "urgency", "for_patient", "for_clinician", "state", "opened_on",
        "acknowledged_on", "acknowledged_by", "resolved_on", "resolved_reason", "resolved_note", "evidence",
        "sources", "params",
    )  # fmt: skip

    def take(self, values: dict[str, Any]) -> bool:
        """Take over what the rules say now; True when anything differs."""
        changed = False
        for name in self.SETTLED:
            if getattr(self, name) != values[name]:
                setattr(self, name, values[name])
                changed = True
        return changed


class FindingChange(models.Model):
    """One step in the life of a finding: the state that it came to, when, and by whose word. Only ever added.

    The finding's own row says how things stand; taking back an acknowledgement leaves two rows here, not none.
    """

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=Finding.State.choices)
    author_id = models.BigIntegerField(null=True, help_text="Null: the rules, not a person.")
    author_name = models.CharField(max_length=150, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    seq = models.PositiveBigIntegerField(default=0, help_text="The patient's change number of that step.")

    class Meta:
        indexes = [models.Index(fields=["finding", "at"], name="finding_change_at")]

    def __str__(self) -> str:
        return f"{self.state} {self.at:%Y-%m-%d %H:%M}"


class DeskActQuerySet(models.QuerySet["DeskAct"]):
    def standing(self) -> "DeskActQuerySet":
        """Not taken back."""
        return self.filter(undone_at=None)

    def to_undo(self, *, batch: UUID, author_id: int | None, since: datetime) -> "DeskActQuerySet":
        return self.standing().filter(batch=batch, author_id=author_id, at__gte=since)


class DeskAct(models.Model):
    """What a clinician did about one patient at the desk: reviewed, acknowledged, resolved, recorded, corrected, contacted.

    Kept for good, with who and when; taking it back sets `undone_at` and leaves the row. Acts of one press on
    several patients share their `batch`. `records` are the ids of what the act wrote in the log.
    """

    class Kind(models.TextChoices):
        STAMP = "stamp"
        ACKNOWLEDGE = "acknowledge"
        RESOLVE = "resolve"
        RECORD = "record"
        CORRECT = "correct"
        ERROR = "error"
        CONTACT = "contact"

    class Outcome(models.TextChoices):
        """What came of trying to reach somebody."""

        REACHED = "reached"
        NO_ANSWER = "no_answer"
        MESSAGE_LEFT = "message_left"
        AGAIN = "again"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    batch = models.UUIDField(db_index=True)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="desk_acts")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField(default=clock.now)
    author_id = models.BigIntegerField(null=True)
    author_name = models.CharField(max_length=150, blank=True)
    seen = models.PositiveBigIntegerField(null=True, help_text="The change number that was on the screen.")
    note = models.TextField(blank=True)
    records = models.JSONField(default=list)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True, default="", db_default="")
    again_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    objects = DeskActQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["patient", "-at"], name="desk_act_patient_at")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
