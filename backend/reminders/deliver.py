"""From a due row to somebody told: claim, look again whether it is still wanted, tell, settle.

The inbox comes first and cannot fail; then the first way outside that takes the letter. Every attempt is a row. A
worker that dies anywhere leaves the rows to the next one when the lease is over; a letter that was sent but not
settled goes out again with the same Message-ID and topic, so that it replaces its first copy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Q

from backend.core import clock
from backend.guidance import Assessment, assess
from backend.patients.log import bump
from backend.patients.models import Patient
from backend.reminders import channels, claims
from backend.reminders.channels.base import Answer, Permanent, Sent, Transient
from backend.reminders.claims import Hold, LostHold, change, claim, pause, release
from backend.reminders.models import Delivery, Reminder
from backend.reminders.plan import DAILY, GONE, URGENT, wishes_for
from backend.reminders.recipients import Recipient, recipients_of
from backend.reminders.timing import MORNING, Wishes, after_quiet, is_quiet, moment
from backend.tracking.facts import facts_of, thresholds_of

log = structlog.get_logger(__name__)

# A default of this software: more than this on one day stays in the inbox and rings nowhere.
OUTSIDE_PER_DAY = 4
# A way that keeps failing for the moment gives up its place to the next one after so many attempts.
PATIENCE = 3
INBOX = "inapp"


@dataclass(slots=True)
class Parcel:
    """What one recipient is to be told outside."""

    recipient: Recipient
    rows: list[Reminder]


def run(*, now: datetime | None = None, limit: int = claims.BATCH, patient_id: UUID | None = None) -> int:
    """Deliver one batch of what is due; how many rows it took."""
    hold = claim(now=now or clock.now(), limit=limit, patient_id=patient_id)
    if not hold.rows:
        return 0
    by_patient: dict[UUID, list[Reminder]] = {}
    for row in hold.rows:
        by_patient.setdefault(row.patient_id, []).append(row)
    # These were told before: a retry after a passing failure, a lost worker, or a snooze that is over.
    told = frozenset(row.pk for row in hold.rows if row.state in Reminder.SHOWN)
    parcels: dict[tuple[str, bool], Parcel] = {}
    for key, rows in by_patient.items():
        at = now or clock.now()
        if not hold.still_safe(at):
            break
        try:
            for parcel in tell_inbox(hold, key, rows, at):
                who = (parcel.recipient.key, parcel.recipient.desk)
                merged = parcels.setdefault(who, Parcel(parcel.recipient, []))
                merged.rows += parcel.rows
        except LostHold:
            log.warning("reminder_hold_lost", patient_id=str(key))
        except Exception:  # one patient's trouble must not hold up the others
            log.exception("reminder_failed", patient_id=str(key))
            _put_off(hold, rows, told, at)
    _send_all(hold, list(parcels.values()), told, now)
    return len(hold.rows)


@transaction.atomic
def tell_inbox(hold: Hold, patient_id: UUID, rows: Sequence[Reminder], now: datetime) -> list[Parcel]:
    """Put what is still wanted into the inbox, take back the rest; what is left to tell outside."""
    patient = Patient.objects.select_for_update(of=("self",)).select_related("user", "clinic").get(pk=patient_id)
    if patient.closed_at:
        for row in rows:
            _stop(hold, row, "patient-left")
        return []
    assessment = assess(facts_of(patient), now, thresholds_of(patient))
    wishes = wishes_for(patient)
    wanted = [row for row in rows if _wanted_now(hold, row, assessment, wishes, now)]
    if not wanted:
        return []
    parcels = _parcels(patient, wanted, wishes, now)
    outside = {row.pk for parcel in parcels for row in parcel.rows}
    fresh = [row for row in wanted if row.state not in Reminder.SHOWN or row.state == Reminder.State.SNOOZED]
    bump(patient, fresh)
    for row in wanted:
        values: dict[str, object] = {"claim": hold.token}
        if row in fresh:
            values |= {"state": Reminder.State.SENT, "sent_at": now, "seq": row.seq, "snoozed_until": None}
        if row.pk not in outside:
            values |= {"next_at": None, "claim": None}
        change(hold, row, **values)
    Delivery.objects.bulk_create(
        Delivery(
            reminder=row, channel=INBOX, recipient=row.to, round=row.round, at=now, outcome=Delivery.Outcome.SENT
        )
        for row in fresh
    )
    if fresh:
        Patient.objects.filter(pk=patient.pk).update(seq=patient.seq)
    return parcels


def still_wanted(reminder: Reminder, assessment: Assessment) -> bool:
    """Do the rules still list it, for today or an earlier day? (Not for a day to which it has moved meanwhile.)"""
    item = next((one for one in assessment.due if one.identity == reminder.identity), None)
    if item is None or item.due_on > assessment.today:
        return False
    return reminder.kind not in DAILY or item.due_on == assessment.today


def due_for_sending(patient: Patient, until: datetime) -> list[Reminder]:
    """What is planned for this patient up to and including `until`, in the order of sending."""
    rows = Reminder.objects.filter(patient=patient, state=Reminder.State.PLANNED, due_at__lte=until)
    return list(rows.order_by("due_at", "kind", "to", "subject", "slot"))


def mark_sent(reminder: Reminder, now: datetime, *, silent: bool = True) -> None:
    """Note that it was told, without telling anybody: for `replay` and for imported histories."""
    if not silent:
        raise ValueError("to really send, use run()")
    Reminder.objects.filter(pk=reminder.pk).update(state=Reminder.State.SENT, sent_at=now, next_at=None, claim=None)
    reminder.state, reminder.sent_at, reminder.next_at = Reminder.State.SENT, now, None


def _wanted_now(hold: Hold, row: Reminder, assessment: Assessment, wishes: Wishes, now: datetime) -> bool:
    """Is it to be told at this moment? If not, the row is taken back or put off here."""
    item = next((one for one in assessment.due if one.identity == row.identity), None)
    if item is None:
        _stop(hold, row, GONE)
        return False
    if row.kind in DAILY and item.due_on != assessment.today:
        _stop(hold, row, "day-over")
        return False
    state = row.state if row.state in Reminder.SHOWN else Reminder.State.PLANNED
    if item.due_on > assessment.today:
        later = max(after_quiet(moment(item.due_on, MORNING, wishes.zone), wishes), now)
        change(hold, row, state=state, claim=None, next_at=later, due_on=item.due_on)
        return False
    theirs = wishes if row.to == "patient" else Wishes(zone=wishes.zone)
    if is_quiet(now, theirs) and not (row.kind in URGENT and theirs.now_may_pass_quiet):
        change(hold, row, state=state, claim=None, next_at=after_quiet(now, theirs))
        return False
    return True


def _stop(hold: Hold, row: Reminder, why: str) -> None:
    """Told already: only its way outside ends. Not told yet: withdrawn, and the reason stays."""
    if row.state == Reminder.State.SNOOZED:
        change(hold, row, state=Reminder.State.READ, claim=None, next_at=None)
    elif row.state in Reminder.SHOWN:
        change(hold, row, claim=None, next_at=None)
    else:
        change(hold, row, state=Reminder.State.WITHDRAWN, withdrawn_reason=why, claim=None, next_at=None)


def _put_off(hold: Hold, rows: Sequence[Reminder], told: frozenset[UUID], now: datetime) -> None:
    """After trouble of our own: later again, and after many times over and out, for an operator to see."""
    for row in rows:
        over = row.attempts + 1 >= claims.MOST_ATTEMPTS
        state = Reminder.State.FAILED if over else Reminder.State.PLANNED
        next_at = None if over else now + pause(row.attempts)
        release(hold, [row], next_at=next_at, state=None if row.pk in told else state)


def _parcels(patient: Patient, rows: Sequence[Reminder], wishes: Wishes, now: datetime) -> list[Parcel]:
    """Who is to be told outside of which rows; nobody twice of what they have, nor of more than a day bears."""
    parcels: list[Parcel] = []
    for to in ("patient", "clinician"):
        mine = [row for row in rows if row.to == to]
        if not mine:
            continue
        for recipient in recipients_of(patient, to, wishes):
            if not recipient.reachable:
                continue
            new = [row for row in mine if row.kind in URGENT] if _enough(recipient, wishes, now) else mine
            if new:
                parcels.append(Parcel(recipient, new))
    return parcels


def _enough(recipient: Recipient, wishes: Wishes, now: datetime) -> bool:
    """Has this person had as many letters today as a day bears? A letter that told of several counts once."""
    if recipient.desk:
        return False
    since = moment(now.astimezone(wishes.zone).date(), wishes.quiet_to, wishes.zone)
    letters = Delivery.objects.filter(
        recipient=recipient.key, at__gte=min(since, now - timedelta(hours=12)), outcome=Delivery.Outcome.SENT
    ).exclude(channel=INBOX)
    return letters.values("message_id").distinct().count() >= OUTSIDE_PER_DAY


def _send_all(hold: Hold, parcels: list[Parcel], told: frozenset[UUID], now: datetime | None) -> None:
    """Each recipient's letter, one after another; then every row is settled by what its letters became."""
    earlier = _earlier([row for parcel in parcels for row in parcel.rows if row.pk in told])
    again: dict[UUID, timedelta] = {}
    left: set[UUID] = set()
    for parcel in parcels:
        at = now or clock.now()
        if not hold.still_safe(at):
            left |= {row.pk for row in parcel.rows}
            continue
        rows = [row for row in parcel.rows if not earlier.get((row.pk, parcel.recipient.key), {}).get("sent")]
        if not rows:
            continue
        wait = _send(parcel.recipient, rows, earlier, at)
        if wait is not None:
            again |= {row.pk: max(wait, again.get(row.pk, wait)) for row in rows}
    at = now or clock.now()
    rows_by_id = {row.pk: row for parcel in parcels for row in parcel.rows}
    done = [row for key, row in rows_by_id.items() if key not in again and key not in left]
    if done:
        release(hold, done, next_at=None)
    for key, wait in again.items():
        row = rows_by_id[key]
        over = row.attempts + 1 >= claims.MOST_ATTEMPTS
        release(hold, [row], next_at=None if over else at + wait)


def _send(
    recipient: Recipient, rows: list[Reminder], earlier: dict[tuple[UUID, str], dict[str, set[str]]], at: datetime
) -> timedelta | None:
    """Try the ways in order until one takes the letter. None: settled; else how long to wait before the next try."""
    letter = recipient.letter(rows)
    attempts = max(row.attempts for row in rows)
    dead = set.intersection(*(earlier.get((row.pk, recipient.key), {}).get("permanent", set()) for row in rows))
    wait: timedelta | None = None
    for channel in channels.ORDER:
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


def _note(rows: list[Reminder], channel: str, recipient: str, answer: Answer, at: datetime) -> None:
    outcome = {Sent: Delivery.Outcome.SENT, Permanent: Delivery.Outcome.PERMANENT}.get(
        type(answer), Delivery.Outcome.TRANSIENT
    )
    Delivery.objects.bulk_create(
        Delivery(
            reminder=row,
            channel=channel,
            recipient=recipient,
            round=row.round,
            at=at,
            outcome=outcome,
            detail=answer.detail[:60],
            message_id=answer.message_id if isinstance(answer, Sent) else "",
        )
        for row in rows
    )


def _earlier(rows: Sequence[Reminder]) -> dict[tuple[UUID, str], dict[str, set[str]]]:
    """What became of earlier attempts of this round: (row, recipient) -> outcome -> channels."""
    if not rows:
        return {}
    found: dict[tuple[UUID, str], dict[str, set[str]]] = {}
    wanted = Q()
    for row in rows:
        wanted |= Q(reminder_id=row.pk, round=row.round)
    for key, who, outcome, channel in (
        Delivery.objects.filter(wanted).exclude(channel=INBOX).values_list("reminder_id", "recipient", "outcome", "channel")
    ):  # fmt: skip
        found.setdefault((key, who), {}).setdefault(outcome, set()).add(channel)
    return found
