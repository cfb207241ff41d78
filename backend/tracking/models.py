"""Findings: what the rules raised about a patient, and what became of it. Written by `assessment` only."""

from typing import Any

from django.db import models

from backend.core import clock
from backend.core.ids import new_id
from backend.patients.models import Patient


class FindingQuerySet(models.QuerySet["Finding"]):
    def standing(self) -> "FindingQuerySet":
        """Open or acknowledged: acknowledged still counts as open (GUIDANCE §2)."""
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
