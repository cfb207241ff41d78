"""From a due row to somebody told: claim, look again whether it is still wanted, tell, settle.

The inbox comes first and cannot fail; then the first way outside that takes the letter. Every attempt is a row. A
worker that dies anywhere leaves the rows to the next one when the lease is over; a letter that was sent but not
settled goes out again with the same Message-ID and topic, so that it replaces its first copy.
"""

from collections.abc import Sequence
from copy import copy
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Count

from backend.core import clock
from backend.guidance import Assessment
from backend.patients.models import Patient
from backend.records.log.append import bump
from backend.reminders import alarms, channels, claims, monthly
from backend.reminders.claims import Hold, LostHold, claim, pause, release, write
from backend.reminders.kinds import DAILY, GONE, URGENT
from backend.reminders.models import Delivery, Reminder
from backend.reminders.recheck import Rechecked, recheck
from backend.reminders.recipients import recipients_of
from backend.reminders.sending import INBOX, Parcel, send_all
from backend.reminders.stale import fold
from backend.reminders.timing import MORNING, after_quiet, is_quiet, moment

log = structlog.get_logger(__name__)

# A default of this software: more than this on one day stays in the inbox and rings nowhere.
OUTSIDE_PER_DAY = 4
DAY = timedelta(hours=20)  # so that the first letter of today is not shut out by the last of yesterday


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
    at = now or clock.now()
    parcels: list[Parcel] = []
    try:
        parcels = tell_inboxes(hold, by_patient, told, at)
    except Exception:
        # Something is wrong with one of them, or with us: one by one, so that it holds up nobody else.
        log.exception("reminder_batch_failed")
        for key, rows in by_patient.items():
            try:
                parcels += tell_inboxes(hold, {key: rows}, told, at)
            except LostHold:
                log.warning("reminder_hold_lost", patient_id=str(key))
            except Exception:
                log.exception("reminder_failed", patient_id=str(key))
                _put_off(hold, rows, told, at)
    with channels.together():
        send_all(hold, _merged(parcels), told, now)
    return len(hold.rows)


@transaction.atomic
def tell_inboxes(
    hold: Hold, by_patient: dict[UUID, list[Reminder]], told: frozenset[UUID], now: datetime
) -> list[Parcel]:
    """Put what is still wanted into the inboxes, take back the rest; what is left to tell outside.

    The patients are locked in the order of their ids, so that two batches never wait for each other.
    """
    patients = list(
        Patient.objects.select_for_update(of=("self",))
        .select_related("user", "clinic")
        .filter(pk__in=by_patient)
        .order_by("pk")
    )
    wanted: list[tuple[Rechecked, list[Reminder]]] = []
    written: list[Reminder] = []
    for rechecked in recheck(patients, now):
        rows = [copy(row) for row in by_patient[rechecked.patient.pk]]
        if rechecked.assessment is None:
            _put_off(hold, rows, told, now)
            continue
        written += rows
        wanted.append((rechecked, fold([row for row in rows if _wanted_now(row, rechecked, now)], now)))
    parcels = _parcels(wanted, now)
    outside = {row.pk for parcel in parcels for row in parcel.rows}
    fresh: list[Reminder] = []
    for rechecked, rows in wanted:
        new = [row for row in rows if row.state not in Reminder.SHOWN or row.state == Reminder.State.SNOOZED]
        bump(rechecked.patient, new)
        fresh += new
        for row in new:
            row.state, row.sent_at, row.snoozed_until = Reminder.State.SENT, now, None
        for row in rows:
            if row.pk not in outside:
                row.next_at = row.claim = None
    write(hold, written)
    Delivery.objects.bulk_create(
        Delivery(
            reminder=row, channel=INBOX, recipient=row.to, round=row.round, at=now, outcome=Delivery.Outcome.SENT
        )
        for row in fresh
    )
    if fresh:
        Patient.objects.bulk_update([rechecked.patient for rechecked, _ in wanted], ["seq"])
    return parcels


def _merged(parcels: list[Parcel]) -> list[Parcel]:
    """One parcel for each recipient, whatever the number of patients that it is about."""
    found: dict[tuple[str, bool], Parcel] = {}
    for parcel in parcels:
        who = (parcel.recipient.key, parcel.recipient.desk)
        found.setdefault(who, Parcel(parcel.recipient, [])).rows.extend(parcel.rows)
    return list(found.values())


def still_wanted(reminder: Reminder, assessment: Assessment) -> bool:
    """Do the rules still list it, for today or an earlier day? (Not for a day to which it has moved meanwhile.)"""
    item = next((one for one in assessment.due if one.identity == reminder.identity), None)
    if item is None or item.due_on > assessment.today:
        return False
    return reminder.kind not in DAILY or item.due_on == assessment.today


def due_for_sending(patient: Patient, until: datetime) -> list[Reminder]:
    """What is planned for this patient up to and including `until`, in the order of sending."""
    rows = Reminder.objects.guided().filter(patient=patient, state=Reminder.State.PLANNED, due_at__lte=until)
    return list(rows.order_by("due_at", "kind", "to", "subject", "slot"))


def mark_sent(reminder: Reminder, now: datetime, *, silent: bool = True) -> None:
    """Note that it was told, without telling anybody: for `replay` and for imported histories."""
    if not silent:
        raise ValueError("to really send, use run()")
    Reminder.objects.filter(pk=reminder.pk).update(state=Reminder.State.SENT, sent_at=now, next_at=None, claim=None)
    reminder.state, reminder.sent_at, reminder.next_at = Reminder.State.SENT, now, None


def _wanted_now(row: Reminder, rechecked: Rechecked, now: datetime) -> bool:
    """Is it to be told at this moment? If not, the row is taken back or put off here (and written by the caller)."""
    assert rechecked.assessment is not None
    if rechecked.patient.closed_at:
        return _stop(row, "patient-left")
    today, wishes = rechecked.assessment.today, rechecked.wishes
    item = rechecked.item_of(row)
    if item is None:
        return _stop(row, alarms.ACKNOWLEDGED if alarms.acknowledged(row, rechecked.assessment) else GONE)
    if row.kind in DAILY and item.due_on != today:
        return _stop(row, "day-over")
    if item.due_on > today:
        row.due_on = item.due_on
        return _wait(row, max(after_quiet(moment(item.due_on, MORNING, wishes.zone), wishes), now))
    theirs = wishes if row.to == "patient" else wishes.of_clinicians()
    if is_quiet(now, theirs) and not (row.kind in URGENT and theirs.now_may_pass_quiet):
        return _wait(row, after_quiet(now, theirs))
    if row.kind == monthly.KIND and row.state not in Reminder.SHOWN:
        row.params = monthly.told(rechecked.answers())
    return True


def _wait(row: Reminder, until: datetime) -> bool:
    """Not yet."""
    if row.state not in Reminder.SHOWN:
        row.state = Reminder.State.PLANNED
    row.claim, row.next_at = None, until
    return False


def _stop(row: Reminder, why: str) -> bool:
    """Told already: only its way outside ends. Not told yet: withdrawn, and the reason stays."""
    row.claim = row.next_at = None
    if row.state == Reminder.State.SNOOZED:
        row.state = Reminder.State.READ
    elif row.state not in Reminder.SHOWN:
        row.state, row.withdrawn_reason = Reminder.State.WITHDRAWN, why
    return False


def _put_off(hold: Hold, rows: Sequence[Reminder], told: frozenset[UUID], now: datetime) -> None:
    """After trouble of our own: later again, and after many times over and out, for an operator to see."""
    for row in rows:
        over = row.attempts + 1 >= claims.MOST_ATTEMPTS
        state = Reminder.State.FAILED if over else Reminder.State.PLANNED
        next_at = None if over else now + pause(row.attempts)
        release(hold, [row], next_at=next_at, state=None if row.pk in told else state)


def _parcels(wanted: Sequence[tuple[Rechecked, list[Reminder]]], now: datetime) -> list[Parcel]:
    """Who is to be told outside of which rows; nobody of more letters than a day bears."""
    asked = [
        (rechecked, to, mine) for rechecked, rows in wanted for to in ("patient", "clinician", "clinic")
        if (mine := [row for row in rows if _audience(row) == to])
    ]  # fmt: skip
    if not asked:
        return []
    people = recipients_of((rechecked.patient, to, rechecked.wishes) for rechecked, to, _ in asked)
    full = _had_enough({one.key for found in people.values() for one in found if one.reachable}, now)
    parcels: list[Parcel] = []
    for rechecked, to, mine in asked:
        for recipient in people[rechecked.patient.pk, to]:
            rows = [row for row in mine if row.kind in URGENT] if recipient.key in full else mine
            if rows and recipient.reachable:
                parcels.append(Parcel(recipient, [*rows]))
    return parcels


def _audience(row: Reminder) -> str:
    """`clinic`: beyond those who look after the patient, because they have not answered."""
    return "clinic" if row.params.get("wide") else row.to


def _had_enough(recipients: set[str], now: datetime) -> set[str]:
    """Who has had as many letters in the last day as one bears? A letter that told of several counts once."""
    if not recipients:
        return set()
    letters = (
        Delivery.objects.filter(recipient__in=recipients, at__gte=now - DAY, outcome=Delivery.Outcome.SENT)
        .exclude(channel=INBOX)
        .values("recipient")
        .annotate(letters=Count("message_id", distinct=True))
        .order_by()
    )
    return {row["recipient"] for row in letters if row["letters"] >= OUTSIDE_PER_DAY}
