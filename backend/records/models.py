"""The log: one append-only row for everything dated that anybody says about a patient."""

import datetime as tz
from datetime import datetime, timedelta
from typing import Any, NoReturn

from django.db import models
from django.db.models.functions import Least

from backend.core import clock
from backend.core.models import AppendOnly
from backend.patients.models import Patient


class RecordQuerySet(models.QuerySet["Record"]):
    def current(self) -> "RecordQuerySet":
        """Neither superseded nor deleted, oldest first."""
        return self.filter(is_current=True).exclude(kind=Record.DELETION)

    def of_kind(self, *kinds: str) -> "RecordQuerySet":
        return self.filter(kind__in=kinds)

    def in_order(self, *first: str) -> "RecordQuerySet":
        """As they count (GUIDANCE §1): by day, then by moment, and a moment is never later than its receipt."""
        return self.annotate(at=Least("recorded_at", "received_at")).order_by(*first, "day", "at", "id")

    def after(self, seq: int) -> "RecordQuerySet":
        """What a device that knows changes up to `seq` has not seen, in order."""
        return self.filter(seq__gt=seq).order_by("seq")


class Record(models.Model):
    """One dated statement: an entry, a result, a decision. Never changed; a newer row supersedes it.

    `data` holds the fields of its kind by the names of the replay format, validated before it gets here (see `kinds`).
    `recorded_at` and `timezone` are the writer's, `day` the local day that was meant, `received_at` ours.
    Only the bookkeeping may change later: `is_current` when a row supersedes this one, and then `seq`.
    """

    DELETION = "deletion"

    id = models.UUIDField(primary_key=True)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="records")
    kind = models.CharField(max_length=30)
    day = models.DateField()
    data = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    timezone = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    utc_offset = models.SmallIntegerField(
        null=True, help_text="Minutes by which the writer's clock was ahead of UTC."
    )
    clock_off = models.IntegerField(
        null=True, help_text="Seconds by which the writer's clock was ahead of ours on sending; null: not known."
    )
    # Who said it: the id (no foreign key: the statement outlives the account), the role, the name shown.
    author_id = models.BigIntegerField(null=True)
    author_role = models.CharField(max_length=20)
    author_name = models.CharField(max_length=150, blank=True)
    source = models.CharField(max_length=40, blank=True, help_text="Empty for people; else fhir, csv, replay.")
    supersedes = models.UUIDField(null=True)
    group = models.UUIDField(null=True, help_text="Records of one act, such as the sites of one scan.")
    is_current = models.BooleanField(default=True)
    seq = models.PositiveBigIntegerField()
    objects = RecordQuerySet.as_manager()

    class Meta:
        # The table was made when records and people were one app: its name and its migrations stay there.
        app_label = "patients"
        constraints = [models.UniqueConstraint(fields=["patient", "seq"], name="record_seq_once")]
        indexes = [
            models.Index(fields=["patient", "day"], name="record_patient_day"),
            models.Index(
                fields=["supersedes"], name="record_supersedes", condition=models.Q(supersedes__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("records are only appended, by backend.records.log")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("records are never deleted one by one; a deletion is a record too")

    @property
    def counts_at(self) -> datetime:
        """When it counts as said: by the device's clock, but never later than it was received."""
        return min(self.recorded_at, self.received_at)

    @property
    def local(self) -> datetime:
        """`recorded_at` as the writer's own clock showed it."""
        if self.utc_offset is not None:
            return self.recorded_at.astimezone(tz.timezone(timedelta(minutes=self.utc_offset)))
        try:
            return self.recorded_at.astimezone(clock.zone(self.timezone))
        except ValueError:
            return self.recorded_at
