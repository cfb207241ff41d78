"""A reminder is a row before it is a message; and every attempt to send it is a row too."""

import secrets
from datetime import datetime, time
from hashlib import sha256

from django.db import models
from django.db.models import Q

from backend.accounts.models import User
from backend.core import clock
from backend.core.ids import new_id
from backend.patients.models import Patient
from backend.tracking.models import Finding


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def due(self, now: datetime) -> "ReminderQuerySet":
        """What a worker has to look at, longest overdue first."""
        return self.filter(next_at__lte=now).order_by("next_at")

    def guided(self) -> "ReminderQuerySet":
        """Those of the guidance, without what we ring for findings ourselves and what somebody only wished for."""
        return self.exclude(kind__in=("finding-now", "month-summary"))

    def shown(self) -> "ReminderQuerySet":
        """What stands in somebody's inbox."""
        return self.filter(state__in=Reminder.SHOWN)


class Reminder(models.Model):
    """One thing to be told once. Its identity is (patient, kind, to, subject, slot), never its wording.

    `nominal_at` is when the reason asks for it, `due_at` that moment moved out of the quiet hours. `next_at` is
    the row's clock: the due moment while planned, the end of the lease while a worker has it, the next try after
    a passing failure, the end of a snooze; null when nothing is left to do. `claim` names the worker's hold.
    """

    class State(models.TextChoices):
        PLANNED = "planned"
        SENDING = "sending"
        SENT = "sent"
        WITHDRAWN = "withdrawn"
        FAILED = "failed"
        READ = "read"
        DONE = "done"
        SNOOZED = "snoozed"
        DISMISSED = "dismissed"

    SHOWN = (State.SENT, State.READ, State.DONE, State.SNOOZED, State.DISMISSED)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=40)
    to = models.CharField(max_length=10, choices=[("patient", "patient"), ("clinician", "clinician")])
    subject = models.CharField(max_length=80, blank=True)
    slot = models.CharField(max_length=80, blank=True)
    params = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)
    finding = models.ForeignKey(Finding, null=True, on_delete=models.SET_NULL, related_name="reminders")
    due_on = models.DateField(help_text="The patient's local day.")
    nominal_at = models.DateTimeField()
    due_at = models.DateTimeField()
    planned_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    withdrawn_reason = models.CharField(max_length=60, blank=True)
    next_at = models.DateTimeField(null=True)
    claim = models.UUIDField(null=True)
    moves = models.PositiveSmallIntegerField(default=0, help_text="How often it was moved, taken back or revived.")
    attempts = models.PositiveSmallIntegerField(default=0)
    round = models.PositiveSmallIntegerField(default=0, help_text="Counts snoozes: each is a new telling.")
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    snoozed_until = models.DateTimeField(null=True)
    snoozed_local = models.CharField(
        max_length=16,
        blank=True,
        db_default="",
        help_text="The clock time that was chosen, such as 2026-11-02T09:00.",
    )
    zone_data = models.CharField(
        max_length=12,
        blank=True,
        db_default="",
        help_text="Version of the zone data that its moments were computed by.",
    )
    dismissed_why = models.CharField(max_length=300, blank=True)
    seq = models.PositiveBigIntegerField(default=0)
    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "kind", "to", "subject", "slot"], name="reminder_once")
        ]
        indexes = [
            # The sweep reads only this: its size is what is still to do, not what was ever sent.
            models.Index(fields=["next_at"], name="reminder_next", condition=Q(next_at__isnull=False)),
            models.Index(fields=["patient", "seq"], name="reminder_patient_seq"),
            models.Index(fields=["claim"], name="reminder_claim", condition=Q(claim__isnull=False)),
            models.Index(fields=["patient", "state"], name="reminder_patient_state"),
            # Which were planned by older zone data: empty but for the minutes after a change of these.
            models.Index(fields=["zone_data"], name="reminder_zone_data", condition=Q(state="planned")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.to} ({self.state})"

    def line(self, language: str) -> str:
        """What it says outside the application: nothing of its own."""
        return ""

    @property
    def identity(self) -> tuple[str, str, str, str]:
        return (self.kind, self.to, self.subject, self.slot)


class MovedReminder(models.Model):
    """A planned reminder whose moment became another one because newer zone data say so; for the operator to read."""

    reminder = models.ForeignKey(Reminder, on_delete=models.CASCADE, related_name="moved")
    zone = models.CharField(max_length=64)
    older = models.CharField(max_length=12, blank=True, help_text="Version of the data before; empty: not known.")
    newer = models.CharField(max_length=12)
    before = models.DateTimeField()
    after = models.DateTimeField()
    at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.zone}: {self.before:%Y-%m-%d %H:%M} to {self.after:%Y-%m-%d %H:%M} UTC"


class StaffWishes(models.Model):
    """How a clinician wants to be told. `next_digest_at` is the row's clock; null: no digest."""

    class Digest(models.TextChoices):
        OFF = "off"
        DAILY = "daily"
        WEEKLY = "weekly"

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="staff_wishes")
    email = models.BooleanField(default=True)
    push = models.BooleanField(default=True)
    timezone = models.CharField(max_length=64, blank=True, help_text="Empty: the clinic's.")
    quiet_from = models.TimeField(null=True)
    quiet_to = models.TimeField(null=True)
    digest = models.CharField(max_length=6, choices=Digest.choices, default=Digest.WEEKLY)
    digest_at = models.TimeField(default=time(8, 0))
    digest_on = models.PositiveSmallIntegerField(default=0, help_text="Of a weekly one: 0 is Monday.")
    next_digest_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"wishes of user {self.user_id}"


class DigestQuerySet(models.QuerySet["Digest"]):
    def due(self, now: datetime) -> "DigestQuerySet":
        return self.filter(next_at__lte=now).order_by("next_at")


class Digest(models.Model):
    """Who needs attention, told once for each slot to one clinician; it has the clock and the hold of a reminder."""

    State = Reminder.State
    SHOWN = Reminder.SHOWN
    kind = "digest"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="digests")
    slot = models.CharField(max_length=20, help_text="The clinician's local day.")
    due_at = models.DateTimeField()
    waiting = models.PositiveIntegerField(default=0, help_text="How many patients needed attention when it was told.")
    today = models.PositiveIntegerField(default=0, help_text="How many of them today.")
    state = models.CharField(max_length=10, choices=Reminder.State.choices, default=Reminder.State.PLANNED)
    withdrawn_reason = models.CharField(max_length=60, blank=True)
    next_at = models.DateTimeField(null=True)
    claim = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    round = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    objects = DigestQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "slot"], name="digest_once")]
        indexes = [models.Index(fields=["next_at"], name="digest_next", condition=Q(next_at__isnull=False))]

    def __str__(self) -> str:
        return f"digest {self.slot} ({self.state})"

    def line(self, language: str) -> str:
        """Numbers and no name: others see lock screens."""
        from backend.reminders.channels.words import digest

        return digest(self.waiting, self.today, language)


class Delivery(models.Model):
    """One attempt on one channel for one recipient, and what became of it. Carries no address and no words."""

    class Outcome(models.TextChoices):
        SENT = "sent"
        TRANSIENT = "transient"
        PERMANENT = "permanent"

    reminder = models.ForeignKey(Reminder, null=True, on_delete=models.CASCADE, related_name="deliveries")
    digest = models.ForeignKey(Digest, null=True, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=12)
    recipient = models.CharField(max_length=60, help_text="user:ID, patient, or subscription:ID.")
    round = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    detail = models.CharField(max_length=60, blank=True, help_text="A machine code, such as 410 or timeout.")
    message_id = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = [
            models.Index(fields=["at"], name="delivery_at"),
            # How much one person has had today, however much went to others.
            models.Index(fields=["recipient", "at"], name="delivery_recipient_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reminder=None) ^ Q(digest=None), name="delivery_of_a_reminder_or_a_digest"
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.outcome} {self.detail}"


class PushSubscription(models.Model):
    """A browser that may be called. The address and its keys are secrets of that browser: kept encrypted.

    It belongs to the session in which it was registered and ends with it (`reminders.browsers`).
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="push_subscriptions")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the endpoint.")
    secret = models.TextField(help_text="Endpoint and keys as JSON, encrypted.")
    server_key = models.CharField(
        max_length=16, blank=True, db_default="", help_text="Of which VAPID key it is; empty: not known."
    )
    session_key = models.CharField(
        max_length=40,
        blank=True,
        db_default="",
        db_index=True,
        help_text="Empty: registered by a token, or before this was kept.",
    )
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"subscription {self.pk}"

    @staticmethod
    def digest_of(endpoint: str) -> str:
        return sha256(endpoint.encode()).hexdigest()


class CalendarFeed(models.Model):
    """A secret address under which a calendar reads a patient's dates; only its digest is kept."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="calendar_feeds")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    last_read_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"calendar feed {self.pk}"

    @staticmethod
    def digest_of(secret: str) -> str:
        return sha256(secret.encode()).hexdigest()

    @staticmethod
    def new_secret() -> str:
        return secrets.token_urlsafe(32)


class MailStop(models.Model):
    """Somebody does not want e-mail of one kind any more (the link in each message); the inbox stays."""

    recipient = models.CharField(max_length=60, help_text="user:ID or patient:ID.")
    kind = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "kind"], name="mail_stop_once")]

    def __str__(self) -> str:
        return f"no {self.kind} mail"
