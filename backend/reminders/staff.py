"""What each clinician chose: how they are reached, when not, and when their digest comes."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from backend.accounts.models import Membership, User
from backend.accounts.staff import main_clinic
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.patients.models import CareTeamMember
from backend.reminders.models import StaffWishes
from backend.reminders.timing import NONE, QUIET_FROM, QUIET_TO, Wishes, moment


def is_clinician(user: User) -> bool:
    """A physiotherapist or doctor: of a clinic, or of somebody's care team."""
    works = Membership.objects.active().filter(user=user, role__in=Membership.CLINICAL)
    cares = CareTeamMember.objects.active().filter(user=user).exclude(role=CareTeamMember.Role.CAREGIVER)
    return works.exists() or cares.exists()


def zone_of(row: StaffWishes) -> ZoneInfo:
    """Their own zone, else that of the clinic in which they work."""
    name = row.timezone
    if not name:
        clinic = main_clinic(row.user_id)
        name = clinic.timezone if clinic else "UTC"
    try:
        return clock.zone(name)
    except ValueError:
        return clock.zone("UTC")


def wishes_of_staff(users: Iterable[int]) -> dict[int, StaffWishes]:
    """The rows of `users`; who never chose anything has none."""
    return {row.user_id: row for row in StaffWishes.objects.filter(user_id__in=set(users))}


def quiet_of(row: StaffWishes) -> Wishes:
    """Their quiet hours, in the form that the patients' have."""
    wanted = row.quiet_from is not None or row.quiet_to is not None
    return Wishes(
        zone=zone_of(row),
        quiet_from=(row.quiet_from or QUIET_FROM) if wanted else NONE,
        quiet_to=(row.quiet_to or QUIET_TO) if wanted else NONE,
    )


def next_digest(row: StaffWishes, after: datetime) -> datetime | None:
    """When their next digest is due, strictly after a moment; None: they want none."""
    if row.digest == StaffWishes.Digest.OFF:
        return None
    zone = zone_of(row)
    day = after.astimezone(zone).date() - timedelta(days=1)
    while True:
        day += timedelta(days=1)
        if row.digest == StaffWishes.Digest.WEEKLY and day.weekday() != row.digest_on:
            continue
        at = moment(day, row.digest_at, zone)
        if at > after:
            return at


@transaction.atomic
def choose(*, by: Actor, user: User, now: datetime, **chosen: Any) -> StaffWishes:
    """A clinician changes how they are reached; the next digest follows at once."""
    StaffWishes.objects.get_or_create(user=user)
    row = StaffWishes.objects.select_for_update().get(user=user)
    for name, value in chosen.items():
        setattr(row, name, value)
    row.next_digest_at = next_digest(row, now)
    row.save()
    audit.write(Act(action="choose_notifications", object_id=str(row.pk)), by=by)
    return row
