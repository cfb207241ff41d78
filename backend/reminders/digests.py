"""Who needs attention, told to each clinician once a day or once a week, when they chose.

A digest is a row before it is a message, held and settled as reminders are. Its numbers are counted when it is told.
Where nobody needs attention nothing is sent, daily or weekly: a mail that says "nobody" teaches people not to read.
Names stand in the worklist, to which it leads, and nowhere else.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from backend.accounts.models import Clinic, Membership, User
from backend.core import clock
from backend.patients.models import CareTeamMember, Patient, PatientSummary
from backend.reminders import channels, claims
from backend.reminders.claims import release
from backend.reminders.models import Digest, StaffWishes
from backend.reminders.recipients import clinician, with_ways
from backend.reminders.sending import Parcel, send_all
from backend.reminders.staff import next_digest, wishes_of_staff, zone_of

# Of the worklist's categories those in which nobody waits for a clinician.
NOBODY_WAITS = ("on_course", "no_data")
TODAY = "contact_today"
NEW_STAFF = 500  # so many at most get their first clock in one round
State = Digest.State


def plan_due(*, now: datetime) -> int:
    """Write the digests whose hour has struck, and set each clock to the next; how many.

    After a standstill there is one digest, not one for each hour that was missed.
    """
    _start_clocks(now)
    with transaction.atomic():
        due = list(
            StaffWishes.objects.select_for_update(skip_locked=True)
            .filter(next_digest_at__lte=now)
            .order_by("next_digest_at")[: claims.BATCH * 10]
        )
        rows = []
        for wishes in due:
            at = wishes.next_digest_at
            assert at is not None
            slot = at.astimezone(zone_of(wishes)).date().isoformat()
            rows.append(Digest(user_id=wishes.user_id, slot=slot, due_at=at, next_at=now))
            wishes.next_digest_at = next_digest(wishes, now)
        Digest.objects.bulk_create(rows, ignore_conflicts=True)
        StaffWishes.objects.bulk_update(due, ["next_digest_at"])
    return len(due)


def _start_clocks(now: datetime) -> None:
    """Clinicians who never chose anything get the default."""
    works = Membership.objects.active(now).filter(role__in=Membership.CLINICAL)
    cares = CareTeamMember.objects.active().exclude(role=CareTeamMember.Role.CAREGIVER)
    new: set[int] = set()
    for rows in (works, cares):
        without = rows.filter(user__staff_wishes=None, user__is_active=True)
        new |= set(without.values_list("user_id", flat=True).distinct()[:NEW_STAFF])
    for key in sorted(new):
        row = StaffWishes(user_id=key)
        row.next_digest_at = next_digest(row, now)
        StaffWishes.objects.bulk_create([row], ignore_conflicts=True)


def cared_for(user: User) -> QuerySet[Patient]:
    """Whose clinician `user` is: of their care team, or of a clinic that looks after patients without a team."""
    teams = CareTeamMember.objects.active().exclude(role=CareTeamMember.Role.CAREGIVER)
    clinics = Membership.objects.active().filter(user=user, role__in=Membership.CLINICAL).values("clinic_id")
    somebody = Exists(teams.filter(patient=OuterRef("pk")))
    return Patient.objects.filter(
        Q(pk__in=teams.filter(user=user).values("patient_id"))
        | Q(~somebody, clinic_id__in=clinics, clinic__access=Clinic.Access.CLINIC),
        closed_at=None,
    ).exclude(user=user)


def attention(user: User) -> tuple[int, int]:
    """How many of their patients need attention, and how many of these today; one query."""
    rows = PatientSummary.objects.filter(patient__in=cared_for(user)).exclude(category__in=NOBODY_WAITS)
    counts = rows.aggregate(waiting=Count("pk"), today=Count("pk", filter=Q(category=TODAY)))
    return counts["waiting"], counts["today"]


def run(*, now: datetime | None = None) -> int:
    """Tell one batch of digests; how many rows it took."""
    at = now or clock.now()
    hold = claims.claim(now=at, queue=Digest)
    if not hold.rows:
        return 0
    told = frozenset(row.pk for row in hold.rows if row.state in Digest.SHOWN)
    chosen = wishes_of_staff(row.user_id for row in hold.rows)
    users = {user.pk: user for user in User.objects.filter(pk__in=[row.user_id for row in hold.rows])}
    wanted: list[tuple[User, Digest]] = []
    for row in hold.rows:
        why = _not_wanted(row, users[row.user_id], chosen.get(row.user_id), told)
        if why:
            if release(hold, [row], next_at=None, state=State.SENT if row.pk in told else State.WITHDRAWN):
                Digest.objects.filter(pk=row.pk).update(withdrawn_reason=why)
            continue
        if row.pk not in told:
            ours = Digest.objects.filter(pk=row.pk, claim=hold.token)
            if not ours.update(state=State.SENT, sent_at=at, waiting=row.waiting, today=row.today):
                continue
        wanted.append((users[row.user_id], row))
    people = with_ways({row.pk: [clinician(user, chosen.get(user.pk))] for user, row in wanted})
    # It comes at the hour that they chose for it: their quiet hours do not put it off.
    parcels = [Parcel(replace(people[row.pk][0], asleep=None), [row]) for _, row in wanted]
    _settle_unreachable(hold, parcels)
    with channels.together():
        send_all(hold, [parcel for parcel in parcels if parcel.recipient.reachable], told, now)
    return len(hold.rows)


def _not_wanted(row: Digest, user: User, chosen: StaffWishes | None, told: frozenset[UUID]) -> str:
    """Why it is not told (any more); empty when it is. Counts who waits."""
    if not user.is_active:
        return "left"
    if chosen and chosen.digest == StaffWishes.Digest.OFF:
        return "off"
    if row.pk not in told:
        row.waiting, row.today = attention(user)
        if not row.waiting:
            return "nobody-waits"
    return ""


def _settle_unreachable(hold: claims.Hold, parcels: list[Parcel]) -> None:
    rows = [row for parcel in parcels if not parcel.recipient.reachable for row in parcel.rows]
    if rows:
        release(hold, rows, next_at=None)
