"""The overview of a clinician: once a slot, at their hour, with numbers and no names, and not when nobody waits."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from hypothesis import given, settings
from hypothesis import strategies as st
from reminder_help import BY, NOON

from backend.accounts.models import Membership
from backend.core import clock
from backend.patients import actions as patients
from backend.records.actions import record_one
from backend.reminders import claims, digests, tasks
from backend.reminders.models import Delivery, Digest, StaffWishes
from backend.reminders.staff import next_digest
from backend.tracking.assessment import reassess

EIGHT = datetime(2026, 1, 15, 8, 0, tzinfo=UTC)  # a Thursday


def at(moment):
    with clock.moved_to(moment):
        return tasks.send_digests()


@pytest.fixture
def daily(cast):
    """Sofia wants it every morning at eight; Jonas has broken a leg. Otto of the other clinic has no worry."""
    Membership.objects.update(since=NOON - timedelta(days=9))
    for user in (cast.sofia, cast.otto):
        StaffWishes.objects.create(user=user, digest="daily", next_digest_at=EIGHT)
    with clock.moved_to(NOON):
        record_one(patient=cast.jonas, by=BY, kind="fracture", site="hip", side="left")
        for patient in (cast.jonas, cast.maria, cast.zoe):
            reassess(patient.pk)
    return cast


@pytest.mark.django_db
class TestTold:
    def test_it_comes_once_at_its_hour_with_numbers_and_without_names(self, daily):
        assert at(EIGHT - timedelta(minutes=1)) == 0
        at(EIGHT)
        (letter,) = mail.outbox
        assert letter.to == ["sofia@example.org"]
        assert letter.subject == "1 on your list, 1 of them for today."
        for word in ("Jonas", "fracture", "patients/"):
            assert word not in letter.body.split("/unsubscribe/")[0]
        for minute in range(1, 5):
            at(EIGHT + timedelta(minutes=minute))
        assert len(mail.outbox) == 1
        assert Delivery.objects.get().digest.user == daily.sofia

    def test_where_nobody_waits_nothing_is_sent_and_the_row_says_why(self, daily):
        at(EIGHT)
        row = Digest.objects.get(user=daily.otto)
        assert (row.state, row.withdrawn_reason) == ("withdrawn", "nobody-waits")

    def test_a_care_team_has_its_own_patients_and_not_the_others(self, daily):
        with clock.moved_to(NOON):
            patients.join_team(by=BY, patient=daily.jonas, user=daily.nina, role="physiotherapist")
        StaffWishes.objects.create(user=daily.nina, digest="daily", next_digest_at=EIGHT)
        at(EIGHT)
        assert [letter.to for letter in mail.outbox] == [["nina@example.org"]]

    def test_a_caregiver_and_an_administrator_get_none(self, daily):
        with clock.moved_to(NOON):
            patients.join_team(by=BY, patient=daily.jonas, user=daily.nina, role="caregiver")
        at(EIGHT)
        assert set(StaffWishes.objects.values_list("user__email", flat=True)) == {
            "sofia@example.org",
            "otto@example.org",
        }

    def test_who_turned_it_off_meanwhile_is_told_nothing(self, daily):
        with clock.moved_to(EIGHT):
            digests.plan_due(now=EIGHT)
            StaffWishes.objects.update(digest="off")
            digests.run()
        assert not mail.outbox
        assert set(Digest.objects.values_list("withdrawn_reason", flat=True)) == {"off"}

    def test_a_worker_that_dies_is_followed_by_another(self, daily):
        digests.plan_due(now=EIGHT)
        claims.claim(now=EIGHT, queue=Digest)
        at(EIGHT + timedelta(minutes=1))
        assert not mail.outbox
        at(EIGHT + claims.LEASE)
        assert len(mail.outbox) == 1

    def test_a_mail_server_that_is_away_is_asked_again_with_the_same_id(self, daily, settings):
        working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "nowhere.Backend"
        at(EIGHT)
        settings.EMAIL_BACKEND = working
        row = Digest.objects.get(user=daily.sofia)
        at(row.next_at)
        (letter,) = mail.outbox
        assert letter.extra_headers["Message-ID"].startswith(f"<{row.pk}.0.")
        row.refresh_from_db()
        assert row.next_at is None

    def test_after_a_standstill_there_is_one_and_not_one_a_day(self, daily):
        at(EIGHT + timedelta(days=5, hours=3))
        assert Digest.objects.filter(user=daily.sofia).count() == 1
        assert StaffWishes.objects.get(user=daily.sofia).next_digest_at == EIGHT + timedelta(days=6)

    def test_who_never_chose_gets_a_weekly_one(self, daily):
        StaffWishes.objects.all().delete()
        at(EIGHT)
        row = StaffWishes.objects.get(user=daily.sofia)
        assert (row.digest, row.next_digest_at) == ("weekly", datetime(2026, 1, 19, 8, 0, tzinfo=UTC))


@settings(max_examples=150, deadline=None)
@given(
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Chatham"]),
    start=st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),
    hour=st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    weekday=st.integers(0, 6),
    how=st.sampled_from(["daily", "weekly"]),
)
def test_each_next_one_is_the_next_day_or_week_at_the_chosen_hour(zone, start, hour, weekday, how):
    row = StaffWishes(timezone=zone, digest=how, digest_at=hour, digest_on=weekday)
    first = next_digest(row, start)
    second = next_digest(row, first)
    days = [moment.astimezone(ZoneInfo(zone)).date() for moment in (first, second)]
    assert first > start
    assert first - start <= timedelta(days=8)
    assert days[1] - days[0] == timedelta(days=7 if how == "weekly" else 1)
    if how == "weekly":
        assert days[0].weekday() == weekday


def test_an_hour_that_the_clocks_leave_out_comes_right_after():
    row = StaffWishes(timezone="Europe/Berlin", digest="daily", digest_at=time(2, 30))
    gap = next_digest(row, datetime(2026, 3, 28, 12, tzinfo=UTC))
    assert gap.astimezone(ZoneInfo("Europe/Berlin")).date() == date(2026, 3, 29)
    assert gap == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
