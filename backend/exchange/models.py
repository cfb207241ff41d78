"""Copies of everything that people asked for, and what clinics send to research."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q

from backend.accounts.models import Clinic, User
from backend.core import clock
from backend.core.ids import new_id
from backend.patients.models import Patient


class ExportQuerySet(models.QuerySet["Export"]):
    def standing(self, now: datetime) -> "ExportQuerySet":
        """Being made, or ready to be fetched."""
        ready = Q(state=Export.State.READY, expires_at__gt=now)
        return self.filter(Q(state__in=(Export.State.WAITING, Export.State.RUNNING)) | ready)


class Export(models.Model):
    """One copy of everything about a person, made in the background and kept for a while.

    `progress` is per cent. `next_at` is the row's clock: when a worker may take it (again), or when the file goes.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        READY = "ready"
        FAILED = "failed"
        EXPIRED = "expired"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="exports")
    patient = models.ForeignKey(Patient, null=True, on_delete=models.CASCADE, related_name="exports")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(default=clock.now)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    size = models.PositiveBigIntegerField(null=True)
    next_at = models.DateTimeField(null=True, default=clock.now)
    objects = ExportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="export_next", condition=Q(next_at__isnull=False))]

    def __str__(self) -> str:
        return f"export {self.state}"

    @property
    def path(self) -> Path:
        return Path(settings.PRIVATE_FILES) / "exports" / f"{self.pk}.zip"


class BulkExport(models.Model):
    """One export of a clinic for research, made in the background and kept for a while.

    `files` is [{"type", "count"}], with "deleted" for what is to be deleted elsewhere; `wishes` what narrows it ("types",
    "since", "patients"); `begun_at` the moment from which on a later export asks for what changed. `progress` and `next_at`
    are as in Export.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="bulk_exports")
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    url = models.CharField(max_length=2000)
    wishes = models.JSONField(default=dict, db_default={})
    begun_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=Export.State.choices, default=Export.State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    patients = models.PositiveIntegerField(default=0)
    files = models.JSONField(default=list)
    asked_at = models.DateTimeField(default=clock.now)
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True, default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="bulk_next", condition=Q(next_at__isnull=False))]

    def __str__(self) -> str:
        return f"bulk export {self.state}"

    @property
    def folder(self) -> Path:
        return Path(settings.PRIVATE_FILES) / "bulk" / str(self.pk)


class Import(models.Model):
    """One file that a clinic's clinician brought along: rehearsed first, applied by a click, undone within a day.

    `step` is what is done next or was done last; `state`, `progress` and `next_at` are as in Export: `ready` after a
    rehearsal means that it may be applied until `expires_at`, after an application that it may be undone until then.
    """

    class Step(models.TextChoices):
        REHEARSE = "rehearse"
        APPLY = "apply"
        UNDO = "undo"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="imports")
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    patient = models.ForeignKey(
        Patient, null=True, on_delete=models.CASCADE, related_name="+", help_text="Of a sheet."
    )
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=200, blank=True)
    step = models.CharField(max_length=10, choices=Step.choices, default=Step.REHEARSE)
    state = models.CharField(max_length=10, choices=Export.State.choices, default=Export.State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    summary = models.JSONField(default=dict)
    asked_at = models.DateTimeField(default=clock.now)
    applied_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True, default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="import_next", condition=Q(next_at__isnull=False))]

    def __str__(self) -> str:
        return f"import {self.step} {self.state}"

    @property
    def path(self) -> Path:
        return Path(settings.PRIVATE_FILES) / "imports" / str(self.pk)


class ImportWrite(models.Model):
    """What an import wrote about one person, noted in the transaction that wrote it: all of this is undone."""

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="writes")
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="+")
    opened = models.BooleanField(default=False)
    records = models.JSONField(default=list, help_text="Ids of the rows that it appended.")
    before = models.JSONField(default=dict, help_text="What the profile said before.")

    def __str__(self) -> str:
        return f"{len(self.records)} rows"


class HealthLinkQuerySet(models.QuerySet["HealthLink"]):
    def open(self, now: datetime) -> "HealthLinkQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=now, attempts_left__gt=0)


class HealthLink(models.Model):
    """One SMART Health Link to a patient's own summary.

    `digest` is of the secret in its address; `secret` are that and the key, encrypted, so that its patient can show the link
    again; `passcode` is a hash. `content` is the document of a link that does not follow the record, encrypted with its key.
    An ended link keeps none of `secret`, `passcode` and `content`.
    """

    class State(models.TextChoices):
        OPEN = "open"
        EXPIRED = "expired"
        REVOKED = "revoked"
        LOCKED = "locked"  # by wrong passcodes

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="health_links")
    digest = models.CharField(max_length=64, unique=True)
    secret = models.TextField(blank=True, help_text="Token and key as JSON, encrypted.")
    label = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=5)
    follows = models.BooleanField(help_text="Each opening gets the record as it is then.")
    passcode = models.CharField(max_length=128, blank=True)
    attempts_left = models.PositiveSmallIntegerField()
    content = models.TextField(blank=True)
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    objects = HealthLinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="link_to_tidy", condition=~Q(secret=""))]

    def __str__(self) -> str:
        return f"health link until {self.expires_at:%Y-%m-%d}"

    def state(self, now: datetime) -> State:
        if self.revoked_at is not None:
            return self.State.REVOKED
        if self.attempts_left == 0:
            return self.State.LOCKED
        return self.State.OPEN if now < self.expires_at else self.State.EXPIRED
