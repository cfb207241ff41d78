"""Every write that a person makes about reminders: read, done, later, not for me; browsers and calendars."""

import json
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction

from backend.accounts.models import User
from backend.core import audit, clock, crypto
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Conflict, Refused
from backend.patients.models import Patient
from backend.records.log.append import bump, lock
from backend.reminders.channels import push_key
from backend.reminders.channels.webpush import allowed
from backend.reminders.models import CalendarFeed, PushSubscription, Reminder
from backend.reminders.plan import wishes_for
from backend.reminders.timing import EVENING, MORNING, after_quiet, moment

State = Reminder.State
# Most browsers one person may have called.
MOST_SUBSCRIPTIONS = 20
SNOOZES = ("hour", "evening", "tomorrow")


@transaction.atomic
def _settle(*, by: Actor, reminder: Reminder, action: str, **values: Any) -> Reminder:
    """Change a message that was told, under the patient's lock, so that phones hear of it in order."""
    patient = lock(reminder.patient_id)
    row = Reminder.objects.select_for_update(of=("self",)).get(pk=reminder.pk)
    if row.state not in Reminder.SHOWN:
        raise Conflict("state", "expected a message that was sent")
    if all(getattr(row, name) == value for name, value in values.items()):
        return row
    for name, value in values.items():
        setattr(row, name, value)
    bump(patient, [row])
    row.save(update_fields=[*values, "seq"])
    Patient.objects.filter(pk=patient.pk).update(seq=patient.seq)
    audit.write(
        Act(action=action, object_id=str(row.pk), seq_from=row.seq, seq_to=row.seq), by=by, patient_id=patient.pk
    )
    return row


def mark_read(*, by: Actor, reminder: Reminder) -> Reminder:
    """Seen. What was done or put off stays so; the same again changes nothing."""
    reminder.refresh_from_db()
    if reminder.state in (State.READ, State.DONE, State.DISMISSED, State.SNOOZED):
        return reminder
    return _settle(by=by, reminder=reminder, action="read_message", state=State.READ, read_at=clock.now())


def mark_done(*, by: Actor, reminder: Reminder) -> Reminder:
    """What it asked for is done: it is not told again."""
    reminder.refresh_from_db()
    values = {"state": State.DONE, "read_at": reminder.read_at or clock.now()}
    return _settle(by=by, reminder=reminder, action="message_done", **values, **_QUIET)


def snooze(*, by: Actor, reminder: Reminder, until: str) -> Reminder:
    """Tell me again: in an `hour`, this `evening`, or `tomorrow` morning; never in the quiet hours."""
    reminder.refresh_from_db()
    at = snooze_until(reminder.patient, until, clock.now())
    # An hour from now is the same moment on every clock; nine in the morning is one of the patient's clocks.
    local = "" if until == "hour" else f"{at.astimezone(clock.zone(reminder.patient.timezone)):%Y-%m-%dT%H:%M}"
    return _settle(
        by=by, reminder=reminder, action="message_snoozed", state=State.SNOOZED, snoozed_until=at, next_at=at,
        snoozed_local=local, claim=None, attempts=0, round=reminder.round + 1, read_at=reminder.read_at or clock.now(),
    )  # fmt: skip


def dismiss(*, by: Actor, reminder: Reminder, why: str = "") -> Reminder:
    """Not for me, and perhaps why."""
    reminder.refresh_from_db()
    values = {"state": State.DISMISSED, "dismissed_why": why[:300], "read_at": reminder.read_at or clock.now()}
    return _settle(by=by, reminder=reminder, action="message_dismissed", **values, **_QUIET)


# Nothing more goes out of the house for this row.
_QUIET: dict[str, Any] = {"next_at": None, "claim": None, "snoozed_until": None}


def snooze_until(patient: Patient, until: str, now: datetime) -> datetime:
    """The moment that `until` names on the patient's clocks."""
    wishes = wishes_for(patient)
    today = now.astimezone(wishes.zone).date()
    if until == "hour":
        at = now + timedelta(hours=1)
    elif until in ("evening", "tomorrow"):
        hour: time = EVENING if until == "evening" else MORNING
        at = moment(today if until == "evening" else today + timedelta(days=1), hour, wishes.zone)
        if at <= now:
            raise Refused("until", "expected a time that is still to come", code="past")
    else:
        raise Refused("until", "expected one of " + ", ".join(SNOOZES))
    return after_quiet(at, wishes)


@transaction.atomic
def register_browser(
    *, by: Actor, user: User, endpoint: str, p256dh: str, auth: str, session_key: str = ""
) -> PushSubscription:
    """Let a browser of this person be called; a browser that changes hands is called for its new person only."""
    if not allowed(endpoint):
        raise Refused("endpoint", "expected an address of a push service that this server may call", code="host")
    User.objects.select_for_update().get(pk=user.pk)
    secret = crypto.encrypt(json.dumps({"endpoint": endpoint, "keys": {"p256dh": p256dh, "auth": auth}}))
    row, _ = PushSubscription.objects.update_or_create(
        digest=PushSubscription.digest_of(endpoint),
        defaults={
            "user": user,
            "secret": secret,
            "server_key": push_key.fingerprint(),
            "session_key": session_key,
        },
    )
    kept = PushSubscription.objects.filter(user=user).order_by("-pk").values("pk")[:MOST_SUBSCRIPTIONS]
    PushSubscription.objects.filter(user=user).exclude(pk__in=[one["pk"] for one in kept]).delete()
    audit.write(Act(action="register_browser", object_id=str(row.pk)), by=by)
    return row


@transaction.atomic
def forget_browser(*, by: Actor, user: User, endpoint: str) -> bool:
    """Do not call this browser any more; False when it was not this person's."""
    gone, _ = PushSubscription.objects.filter(user=user, digest=PushSubscription.digest_of(endpoint)).delete()
    if gone:
        audit.write(Act(action="forget_browser"), by=by)
    return bool(gone)


@transaction.atomic
def open_calendar(*, by: Actor, patient: Patient) -> str:
    """A new secret address of the calendar; the ones before it stop working. The secret, shown this once."""
    CalendarFeed.objects.filter(patient=patient, revoked_at=None).update(revoked_at=clock.now())
    secret = CalendarFeed.new_secret()
    feed = CalendarFeed.objects.create(patient=patient, digest=CalendarFeed.digest_of(secret))
    audit.write(Act(action="open_calendar", object_id=str(feed.pk)), by=by, patient_id=patient.pk)
    return secret


@transaction.atomic
def close_calendar(*, by: Actor, patient: Patient) -> bool:
    """The secret address stops working at once; False when there was none."""
    closed = CalendarFeed.objects.filter(patient=patient, revoked_at=None).update(revoked_at=clock.now())
    if closed:
        audit.write(Act(action="close_calendar"), by=by, patient_id=patient.pk)
    return bool(closed)
