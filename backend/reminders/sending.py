"""Telling somebody outside the application: the first of their ways that takes the letter. Every attempt is a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db.models import Q

from backend.core import clock
from backend.reminders import channels, claims
from backend.reminders.channels.base import Answer, Permanent, Sent, Transient
from backend.reminders.claims import Hold, Row, pause, release
from backend.reminders.models import Delivery, Digest
from backend.reminders.recipients import Recipient

log = structlog.get_logger(__name__)

# A way that keeps failing for the moment gives up its place to the next one after so many attempts.
PATIENCE = 3
INBOX = "inapp"


@dataclass(slots=True)
class Parcel:
    """What one recipient is to be told outside."""

    recipient: Recipient
    rows: list[Row]


def send_all(hold: Hold, parcels: list[Parcel], told: frozenset[UUID], now: datetime | None) -> None:
    """Each recipient's letter, one after another; then every row is settled by what its letters became."""
    earlier = _earlier([row for parcel in parcels for row in parcel.rows if row.pk in told])
    again: dict[UUID, timedelta] = {}
    asleep: dict[UUID, timedelta] = {}
    left: set[UUID] = set()
    for parcel in parcels:
        at = now or clock.now()
        if not hold.still_safe(at):
            left |= {row.pk for row in parcel.rows}
            continue
        rows = [row for row in parcel.rows if not earlier.get((row.pk, parcel.recipient.key), {}).get("sent")]
        if not rows:
            continue
        quiet = parcel.recipient.quiet_for(at)
        if quiet:
            asleep |= {row.pk: min(quiet, asleep.get(row.pk, quiet)) for row in rows}
            continue
        wait = _send(parcel.recipient, rows, earlier, at)
        if wait is not None:
            again |= {row.pk: max(wait, again.get(row.pk, wait)) for row in rows}
    # Who sleeps is told when they wake; a failure is tried again before, and finds them asleep still.
    again = asleep | again
    at = now or clock.now()
    # What there was no time for goes to the next worker at once.
    late = [row for parcel in parcels for row in parcel.rows if row.pk in left and row.pk not in again]
    release(hold, late, next_at=at)
    rows_by_id = {row.pk: row for parcel in parcels for row in parcel.rows}
    done = [row for key, row in rows_by_id.items() if key not in again and key not in left]
    if done:
        release(hold, done, next_at=None)
    for key, wait in again.items():
        row = rows_by_id[key]
        over = row.attempts + 1 >= claims.MOST_ATTEMPTS
        release(hold, [row], next_at=None if over else at + wait)


def _send(
    recipient: Recipient, rows: list[Row], earlier: dict[tuple[UUID, str], dict[str, set[str]]], at: datetime
) -> timedelta | None:
    """Try the ways in order until one takes the letter. None: settled; else how long to wait before the next try."""
    letter = recipient.letter(rows)
    attempts = max(row.attempts for row in rows)
    dead = set.intersection(*(earlier.get((row.pk, recipient.key), {}).get("permanent", set()) for row in rows))
    wait: timedelta | None = None
    for channel in channels.in_order(recipient.ways):
        if channel.NAME in dead or not channel.ready(letter):
            continue
        try:
            answer: Answer = channel.send(letter)
        except Exception as error:  # a channel's own bug is trouble that may pass, and is shown
            log.exception("channel_failed", channel=channel.NAME)
            answer = Transient(type(error).__name__[:60])
        _note(rows, channel.NAME, recipient.key, answer, at)
        if isinstance(answer, Sent):
            return None
        if isinstance(answer, Transient):
            wait = max(answer.wait or timedelta(), pause(attempts), wait or timedelta())
            if attempts < PATIENCE:
                return wait
    return wait


def _note(rows: list[Row], channel: str, recipient: str, answer: Answer, at: datetime) -> None:
    outcome = {Sent: Delivery.Outcome.SENT, Permanent: Delivery.Outcome.PERMANENT}.get(
        type(answer), Delivery.Outcome.TRANSIENT
    )
    notes = [
        Delivery(
            **_about(row),
            channel=channel,
            recipient=recipient,
            round=row.round,
            at=at,
            outcome=outcome,
            detail=answer.detail[:60],
            message_id=answer.message_id if isinstance(answer, Sent) else "",
        )
        for row in rows
    ]
    if len(notes) == 1:
        notes[0].save(force_insert=True)  # one statement, where several need a transaction of three
    else:
        Delivery.objects.bulk_create(notes)


def _about(row: Row) -> dict[str, Any]:
    return {"digest": row} if isinstance(row, Digest) else {"reminder": row}


def _earlier(rows: Sequence[Row]) -> dict[tuple[UUID, str], dict[str, set[str]]]:
    """What became of earlier attempts of this round: (row, recipient) -> outcome -> channels."""
    if not rows:
        return {}
    found: dict[tuple[UUID, str], dict[str, set[str]]] = {}
    wanted = Q()
    for row in rows:
        wanted |= Q(**_about(row), round=row.round)
    columns = ("reminder_id", "digest_id", "recipient", "outcome", "channel")
    for reminder, digest, who, outcome, channel in (
        Delivery.objects.filter(wanted).exclude(channel=INBOX).values_list(*columns)
    ):  # fmt: skip
        found.setdefault((reminder or digest, who), {}).setdefault(outcome, set()).add(channel)
    return found
