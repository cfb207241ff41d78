"""The audit trail. Append-only, chained by hash, without foreign keys and without health values."""

from typing import Any, NoReturn

from django.db import models

from backend.core import audit_key, clock


class AppendOnly(Exception):
    """Raised by any attempt to change or delete a row that is only ever added."""


class AuditEvent(models.Model):
    """One act: who did or read what kind of thing, of whom, when and from where.

    `scope` is the chain that the row belongs to: the patient's id, else `user:<id>` or `system`. `number`
    counts from 1 within it, and `hash` covers the row and the hash of the row before it, so that a row
    changed, removed or slipped in by SQL shows, as the key is not in the database (`manage.py verify_audit`). `count` is how many records one
    act wrote; `seq_from`/`seq_to` are their change numbers.
    """

    scope = models.CharField(max_length=60)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    kind = models.CharField(max_length=40, blank=True)
    actor_id = models.BigIntegerField(null=True)
    actor_role = models.CharField(max_length=20)
    actor_name = models.CharField(max_length=150, blank=True)
    address = models.GenericIPAddressField(null=True)
    token_id = models.BigIntegerField(null=True)
    patient_id = models.UUIDField(null=True)
    object_id = models.CharField(max_length=60, blank=True)
    count = models.PositiveIntegerField(default=1)
    seq_from = models.PositiveBigIntegerField(null=True)
    seq_to = models.PositiveBigIntegerField(null=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "number"], name="audit_one_number_per_scope")]
        indexes = [
            models.Index(fields=["patient_id", "-at"], name="audit_patient_at"),
            # An auditor's pages, newest first.
            models.Index(fields=["-at", "-id"], name="audit_at"),
            # Whom a person's lists have shown today: asked at every opening of a worklist.
            models.Index(
                fields=["actor_id", "kind", "at"],
                name="audit_lists",
                condition=models.Q(action="read", kind__in=["worklist", "list", "messages"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_role} {self.action} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("an audit row is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("an audit row is never deleted")

    def digest(self) -> str:
        """A keyed hash over everything the row says and over the hash of the row before it."""
        return audit_key.keyed(self)


class AuditHead(models.Model):
    """The last number and hash of each chain; locked while a row is added."""

    scope = models.CharField(max_length=60, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    streamed = models.PositiveBigIntegerField(default=0, db_default=0, help_text="How far it was told elsewhere.")

    class Meta:
        indexes = [
            models.Index(
                fields=["scope"], name="audit_to_stream", condition=models.Q(number__gt=models.F("streamed"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.scope} #{self.number}"


class Heartbeat(models.Model):
    """When a named process last showed that it lives (`beat`): one row each, read by `/readyz`.

    `seconds`: of a row `clock HOST`, by how much that host's clock is ahead of the database's.
    """

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    seconds = models.FloatField(null=True)

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M:%S}"


class Restored(models.Model):
    """Which course of events this database tells: a new one since each restore, none before the first.

    A phone that has seen another one knows that what it was told may be gone: it reads everything again, and sends again
    what its person entered.
    """

    history = models.UUIDField(primary_key=True)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.history} {self.at:%Y-%m-%d %H:%M:%S}"
