"""Projections: what the rules make of the log, kept so that lists are one query. Written by `tracking` only."""

from django.db import models

from backend.core.ids import new_id
from backend.patients.models.patient import Patient


class Episode(models.Model):
    """One illness period of one patient, as the records tell it."""

    class State(models.TextChoices):
        SUSPECTED = "suspected"
        ACTIVE = "active"
        IMPROVING = "improving"
        RESOLVED = "resolved"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="episodes")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=State.choices)
    onset = models.DateField(null=True)
    diagnosed_on = models.DateField(null=True)
    resolved_on = models.DateField(null=True)
    resolved_basis = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient", "number"], name="episode_number_once")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"episode {self.number} ({self.state})"


class EpisodeSite(models.Model):
    """One site of an episode with its own onset and resolution."""

    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="sites")
    site = models.CharField(max_length=12)
    side = models.CharField(max_length=10)
    onset = models.DateField(null=True)
    resolved_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["episode", "site", "side"], name="episode_site_once")]

    def __str__(self) -> str:
        return f"{self.site} {self.side}"


class PatientSummary(models.Model):
    """One row that answers the worklist for a patient: never computed while somebody waits.

    `load`, `load_terms`, `pain`, `pregnancy` and `gates` are small JSON documents in the API's own shape. `pain` holds for
    each side the highest hip-area pain of each of 28 days up to `pain_until` (null: nothing logged). `rank` is the place of
    the urgency, the worst first; `reasons` and the days logged are bits (`tracking.summary`, `tracking.adherence`).
    """

    patient = models.OneToOneField(Patient, on_delete=models.CASCADE, related_name="summary", primary_key=True)
    clinic_id = models.UUIDField(null=True)
    state = models.CharField(max_length=12, blank=True)
    category = models.CharField(max_length=30)
    rank = models.PositiveSmallIntegerField(default=99)
    reasons = models.PositiveIntegerField(default=0, db_default=0)
    since = models.DateField(null=True)
    reason = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    load = models.JSONField(default=dict)
    load_terms = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    pain = models.JSONField(default=dict)
    pain_until = models.DateField(null=True)
    pregnancy = models.JSONField(default=dict)
    gates = models.JSONField(default=dict)
    last_entry_on = models.DateField(null=True)
    entry_days = models.PositiveIntegerField(default=0, db_default=0)
    practice_days = models.PositiveIntegerField(default=0, db_default=0)
    exercises_done = models.PositiveSmallIntegerField(default=0, db_default=0)
    exercises_planned = models.PositiveSmallIntegerField(default=0, db_default=0)
    next_review_on = models.DateField(null=True)
    spoken_on = models.DateField(null=True, help_text="When the patient last said that they spoke with the clinic.")
    contact = models.JSONField(null=True, help_text="How the clinic last tried to reach them, and what came of it.")
    overdue = models.JSONField(null=True, help_text="Reminder -> the day since when a scan or review is due.")
    # The latest review stamp that was not taken back; all of them are in `tracking`'s desk acts.
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=150, blank=True)
    revision = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["clinic_id", "rank", "since"], name="worklist_order")]

    def __str__(self) -> str:
        return f"{self.category}"
