"""Any zone, any day: never in the quiet hours, never before it was known, right across changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backend.reminders.timing import Wishes, after_quiet, days_after, due_moment, is_quiet, moment, wishes_of

ZONES = [
    "Europe/Lisbon", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kolkata",
    "Pacific/Apia", "Pacific/Chatham", "Africa/Casablanca", "America/St_Johns", "Asia/Tehran", "UTC",
]  # fmt: skip
zones = st.sampled_from(ZONES).map(ZoneInfo)
days = st.dates(date(2007, 1, 1), date(2037, 12, 31))
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
moments = st.datetimes(datetime(2007, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))
wishes = st.builds(Wishes, zone=zones, quiet_from=times, quiet_to=times, now_may_pass_quiet=st.booleans())


@settings(max_examples=300, deadline=None)
@given(nominal=moments, known=moments, chosen=wishes, daily=st.booleans())
def test_never_in_the_quiet_hours_and_never_before_it_was_known(nominal, known, chosen, daily):
    at = due_moment(nominal=nominal, earliest=known, wishes=chosen, same_day=daily)
    assert not is_quiet(at, chosen)
    assert at >= known
    if not daily:
        assert at >= nominal


@settings(max_examples=300, deadline=None)
@given(nominal=moments, known=moments, chosen=wishes)
def test_it_is_put_off_by_less_than_a_day(nominal, known, chosen):
    wanted = max(nominal, known)
    assert due_moment(nominal=nominal, earliest=known, wishes=chosen) - wanted < timedelta(hours=26)


@settings(max_examples=300, deadline=None)
@given(day=days, at=times, zone=zones)
def test_the_clocks_show_the_chosen_time_or_the_end_of_the_gap(day, at, zone):
    shown = moment(day, at, zone).astimezone(zone)
    if shown.replace(tzinfo=None) == datetime.combine(day, at):
        return
    # The time does not exist that day: the clocks jumped over it, so a minute earlier they showed less.
    before = (moment(day, at, zone) - timedelta(minutes=1)).astimezone(zone)
    assert before.replace(tzinfo=None) < datetime.combine(day, at) < shown.replace(tzinfo=None)


@settings(max_examples=300, deadline=None)
@given(first=days, at=times, zone=zones, chosen=wishes)
def test_a_weekly_medicine_keeps_its_weekday_through_the_year(first, at, zone, chosen):
    assume(zone.key != "Pacific/Apia")  # a whole day was skipped there, once
    assume(chosen.quiet_from > chosen.quiet_to)
    for week in range(0, 60, 4):
        day = first + timedelta(weeks=week)
        due = due_moment(
            nominal=moment(day, time(9, 0), zone),
            earliest=moment(day, time(0, 0), zone) - timedelta(days=3),
            wishes=Wishes(zone=zone),
        )
        assert due.astimezone(zone).weekday() == first.weekday()


@pytest.mark.parametrize(
    ("day", "at", "expected"),
    [
        (date(2026, 3, 29), time(2, 30), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),  # gap: 02:00 became 03:00
        (date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # twice: the first one
        (date(2026, 7, 1), time(9, 0), datetime(2026, 7, 1, 7, 0, tzinfo=UTC)),
    ],
)
def test_berlin_across_both_changes_of_the_clocks(day, at, expected):
    assert moment(day, at, ZoneInfo("Europe/Berlin")) == expected


def test_a_day_later_is_the_same_time_on_the_wall():
    zone = ZoneInfo("Europe/Berlin")
    start = datetime(2026, 3, 28, 17, 0, tzinfo=UTC)  # 18:00, the evening before the change
    assert days_after(start, 1, zone) == datetime(2026, 3, 29, 16, 0, tzinfo=UTC)


def test_quiet_hours_end_where_they_say():
    chosen = Wishes(zone=ZoneInfo("Europe/Lisbon"), quiet_from=time(22), quiet_to=time(7))
    assert is_quiet(datetime(2026, 1, 14, 22, 0, tzinfo=UTC), chosen)
    assert not is_quiet(datetime(2026, 1, 14, 7, 0, tzinfo=UTC), chosen)
    assert after_quiet(datetime(2026, 1, 14, 23, 0, tzinfo=UTC), chosen) == datetime(2026, 1, 15, 7, tzinfo=UTC)
    assert after_quiet(datetime(2026, 1, 14, 3, 0, tzinfo=UTC), chosen) == datetime(2026, 1, 14, 7, tzinfo=UTC)


def test_an_urgent_one_passes_the_quiet_hours_only_where_the_patient_allows_it():
    night = datetime(2026, 1, 14, 23, 0, tzinfo=UTC)
    for allowed in (True, False):
        chosen = Wishes(zone=ZoneInfo("UTC"), quiet_from=time(22), quiet_to=time(7), now_may_pass_quiet=allowed)
        at = due_moment(nominal=night, earliest=night, wishes=chosen, urgent=True)
        assert (at == night) is allowed


def test_nobody_has_quiet_hours_who_did_not_ask_for_them():
    chosen = wishes_of("Europe/Lisbon", [{"log_reminder_at": "20:00"}])
    assert not any(is_quiet(datetime(2026, 1, 14, hour, tzinfo=UTC), chosen) for hour in range(24))


def test_the_latest_value_of_each_setting_stands_and_null_means_default():
    chosen = wishes_of("Europe/Lisbon", [{"quiet_from": "20:00"}, {"quiet_to": "06:00"}, {"quiet_from": None}])
    assert (chosen.quiet_from, chosen.quiet_to) == (time(22, 0), time(6, 0))
