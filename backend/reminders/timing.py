"""When a reminder is sent: the patient's own clocks, their chosen hours, never in their quiet hours.

Moments in and out are aware UTC; local times are what the clocks of the patient's zone show. A local time
that a change to summer time leaves out counts as the first moment after the gap; one that a change back shows
twice counts as the first of the two.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from backend.core import clock

MORNING = time(9, 0)  # defaults of this software, not of any source
EVENING = time(18, 0)
NONE = time(0, 0)  # equal ends: nobody has quiet hours who did not ask for them
QUIET_FROM = time(22, 0)  # what the other end is when only one was chosen
QUIET_TO = time(7, 0)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the patient chose; where nothing was chosen, the defaults of this software."""

    zone: ZoneInfo
    log_at: time | None = None
    quiet_from: time = NONE
    quiet_to: time = NONE
    now_may_pass_quiet: bool = False
    email: bool = True
    push: bool = True
    ways: tuple[str, ...] = ()
    mobile: str = ""
    monthly: bool = False

    def of_clinicians(self) -> "Wishes":
        """For a reminder to the clinicians: the patient's clocks, but not the patient's quiet hours."""
        return Wishes(zone=self.zone)


def wishes_of(zone_name: str, settings: Iterable[Mapping[str, Any]]) -> Wishes:
    """The wishes as `settings` (oldest first) leave them: of each field the latest value stands.

    The zone is the one of the patient's profile, which the app offers to change when the phone's clock is elsewhere.
    """
    chosen: dict[str, Any] = {}
    for data in settings:
        chosen |= data
    quiet_from, quiet_to = _time(chosen.get("quiet_from")), _time(chosen.get("quiet_to"))
    wanted = quiet_from is not None or quiet_to is not None
    return Wishes(
        zone=clock.zone(zone_name),
        log_at=_time(chosen.get("log_reminder_at")),
        quiet_from=(quiet_from or QUIET_FROM) if wanted else NONE,
        quiet_to=(quiet_to or QUIET_TO) if wanted else NONE,
        now_may_pass_quiet=bool(chosen.get("now_may_pass_quiet")),
        email=chosen.get("email") is not False,
        push=chosen.get("push") is not False,
        ways=tuple(chosen.get("ways") or ()),
        mobile=chosen.get("mobile") or "",
        monthly=bool(chosen.get("monthly_summary")),
    )


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment at which the clocks of `zone` show `at` on `day`, in UTC."""
    local = datetime.combine(day, at, tzinfo=zone)
    there = local.astimezone(UTC)
    if there.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return there
    # In a gap both readings are off: the later offset's reading lies before the gap, the earlier one's after it.
    return _end_of_gap(local, zone)


def _end_of_gap(local: datetime, zone: ZoneInfo) -> datetime:
    """The moment of the jump over `local`: where the offset changes between the two readings of it."""
    low = local.replace(fold=1).astimezone(UTC)
    high = local.replace(fold=0).astimezone(UTC)
    low, high = min(low, high), max(low, high)
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


def days_after(start: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same time of day, `days` days later, where the clocks show `zone`."""
    local = start.astimezone(zone)
    return moment(local.date() + timedelta(days=days), local.time(), zone)


def is_quiet(at: datetime, wishes: Wishes) -> bool:
    """Is `at` in the quiet hours (from the first minute up to, not including, the last)? Equal hours: none."""
    start, end = wishes.quiet_from, wishes.quiet_to
    now = at.astimezone(wishes.zone).time()
    if start == end:
        return False
    return start <= now < end if start < end else now >= start or now < end


def after_quiet(at: datetime, wishes: Wishes) -> datetime:
    """`at`, or when it falls into the quiet hours, the moment at which they end."""
    if not is_quiet(at, wishes):
        return at
    local = at.astimezone(wishes.zone)
    day = local.date()
    if wishes.quiet_from > wishes.quiet_to and local.time() >= wishes.quiet_from:
        day += timedelta(days=1)
    end = moment(day, wishes.quiet_to, wishes.zone)
    while is_quiet(end, wishes) or end < at:
        # Clocks put back over the end show the quiet hour twice: go on until both have passed.
        end = max(end, at) + timedelta(minutes=1)
    return end


def due_moment(
    *, nominal: datetime, earliest: datetime, wishes: Wishes, same_day: bool = False, urgent: bool = False
) -> datetime:
    """When to send what is asked for at `nominal` and known since `earliest`.

    `same_day`: a thing of that day only; where the quiet hours would carry it into the next day it comes just
    before they begin instead. `urgent`: may come in the quiet hours if the patient allows that.
    """
    wanted = max(nominal, earliest)
    if urgent and wishes.now_may_pass_quiet:
        return wanted
    moved = after_quiet(wanted, wishes)
    if same_day and moved != wanted:
        today = wanted.astimezone(wishes.zone).date()
        if moved.astimezone(wishes.zone).date() != today:
            before = moment(today, wishes.quiet_from, wishes.zone) - timedelta(minutes=1)
            if before >= earliest and not is_quiet(before, wishes):
                return before
    return moved


def _time(text: Any) -> time | None:
    return time.fromisoformat(text) if isinstance(text, str) and text else None
