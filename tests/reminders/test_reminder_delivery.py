"""Due rows are told once, looked at again first, and survive whatever happens to a worker."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from reminder_help import BY, NOON, item, wish

from backend.accounts.models import User
from backend.core import clock
from backend.patients import actions as patients
from backend.patients.models import Patient
from backend.reminders import channels, claims, deliver, recheck, sending
from backend.reminders.channels import email
from backend.reminders.channels.base import Permanent, Sent, Transient
from backend.reminders.models import Delivery, Reminder, ReminderQuerySet

pytestmark = pytest.mark.django_db


def only() -> Reminder:
    return Reminder.objects.get()


def killed(*_, **__):
    raise KeyboardInterrupt


def outside() -> list[tuple[str, str, str]]:
    rows = Delivery.objects.exclude(channel="inapp").order_by("pk")
    return list(rows.values_list("channel", "outcome", "detail"))


@pytest.fixture
def answers(monkeypatch):
    """The mail server answers what a test says, one after another; the last answer goes on."""
    said: list = []
    letters: list = []

    def send(letter):
        letters.append(letter)
        answer = said.pop(0) if len(said) > 1 else said[0]
        if isinstance(answer, BaseException):
            raise answer
        return answer

    monkeypatch.setattr(email, "send", send)
    said_ = said

    class Answers:
        def __call__(self, *given):
            said_[:] = given

        @property
        def letters(self):
            return letters

    return Answers()


def test_what_is_due_reaches_the_inbox_and_a_mail(planned, cast):
    planned(item())
    assert deliver.run(now=NOON) == 1
    row = only()
    assert (row.state, row.sent_at, row.next_at, row.claim) == ("sent", NOON, None, None)
    (letter,) = mail.outbox
    assert letter.to == ["maria@example.org"]
    assert outside() == [("email", "sent", "")]


def test_the_message_gets_the_patients_next_change_number(planned, cast):
    planned(item(), item(slot="second"))
    before = Patient.objects.get(pk=cast.maria.pk).seq
    deliver.run(now=NOON)
    assert sorted(Reminder.objects.values_list("seq", flat=True)) == [before + 1, before + 2]
    assert Patient.objects.get(pk=cast.maria.pk).seq == before + 2


def test_nothing_is_told_before_it_is_due(planned):
    planned(item(due_on=date(2026, 1, 20)))
    assert deliver.run(now=NOON) == 0
    assert not mail.outbox


def test_several_at_once_are_one_mail(planned):
    planned(item(), item(slot="second"), item("weight-bearing-review"))
    deliver.run(now=NOON)
    (letter,) = mail.outbox
    assert letter.subject == "You have 3 new messages."
    assert Delivery.objects.filter(channel="email", outcome="sent").count() == 3
    assert len(set(Delivery.objects.filter(channel="email").values_list("message_id"))) == 1


def test_what_is_no_longer_wanted_when_its_time_comes_is_not_told(planned, rules):
    planned(item("log-today", slot="2026-01-14", at="log_time"))
    rules.due = []  # the entry has come meanwhile
    deliver.run(now=NOON + timedelta(hours=8))
    row = only()
    assert (row.state, row.withdrawn_reason) == ("withdrawn", "reason-gone")
    assert not mail.outbox
    assert not Delivery.objects.exists()


def test_a_thing_of_yesterday_is_not_told_today(planned, rules):
    planned(item("log-today", slot="2026-01-14", at="log_time"))
    deliver.run(now=NOON + timedelta(days=1))
    assert (only().state, only().withdrawn_reason) == ("withdrawn", "day-over")


def test_a_late_worker_does_not_ring_in_the_night(planned, cast):
    wish(cast.maria, quiet_from="22:00", quiet_to="07:00")
    planned(item())
    deliver.run(now=datetime(2026, 1, 14, 23, 0, tzinfo=UTC))
    assert (only().state, only().next_at) == ("planned", datetime(2026, 1, 15, 7, 0, tzinfo=UTC))
    deliver.run(now=datetime(2026, 1, 15, 7, 0, tzinfo=UTC))
    assert only().state == "sent"


def test_a_date_that_moved_meanwhile_is_waited_for(planned, rules):
    planned(item())
    rules.due = [item(due_on=date(2026, 2, 1))]
    deliver.run(now=NOON)
    assert only().state == "planned"
    assert only().next_at == datetime(2026, 2, 1, 9, 0, tzinfo=UTC)


def test_two_workers_never_have_the_same_row(planned):
    planned(*(item(slot=str(number)) for number in range(7)))
    first = claims.claim(now=NOON, limit=4)
    second = claims.claim(now=NOON, limit=4)
    third = claims.claim(now=NOON, limit=4)
    assert (len(first.rows), len(second.rows), len(third.rows)) == (4, 3, 0)
    assert not {row.pk for row in first.rows} & {row.pk for row in second.rows}


def test_a_worker_with_an_old_view_of_what_is_due_takes_nothing(planned, monkeypatch):
    planned(item())
    claims.claim(now=NOON)
    everything = Reminder.objects.order_by("next_at")
    monkeypatch.setattr(ReminderQuerySet, "due", lambda rows, now: everything)
    monkeypatch.setattr(type(Reminder.objects), "due", lambda rows, now: everything)
    assert claims.claim(now=NOON).rows == ()


def test_a_worker_that_dies_after_claiming_is_followed_by_another_when_the_lease_is_over(planned):
    planned(item())
    claims.claim(now=NOON)  # and then nothing more is heard of it
    assert deliver.run(now=NOON + claims.LEASE - timedelta(seconds=1)) == 0
    assert deliver.run(now=NOON + claims.LEASE) == 1
    assert only().state == "sent"
    assert len(mail.outbox) == 1


def test_a_worker_that_dies_between_sending_and_settling_sends_the_same_letter_again(planned, answers, monkeypatch):
    planned(item())
    answers(Sent(message_id="<1>"))
    with monkeypatch.context() as broken:
        broken.setattr(sending, "_note", killed)
        with pytest.raises(KeyboardInterrupt):
            deliver.run(now=NOON)
    assert only().state == "sent", "the inbox has it"
    deliver.run(now=NOON + claims.LEASE)
    first, second = answers.letters
    assert email.message_id(first) == email.message_id(second)
    assert only().next_at is None
    assert Delivery.objects.filter(channel="inapp").count() == 1


def test_a_letter_that_was_noted_is_not_sent_again_though_its_worker_died(planned, answers, monkeypatch):
    planned(item())
    answers(Sent(message_id="<1>"))
    with monkeypatch.context() as broken:
        broken.setattr(sending, "release", killed)
        with pytest.raises(KeyboardInterrupt):
            deliver.run(now=NOON)
    deliver.run(now=NOON + claims.LEASE)
    assert len(answers.letters) == 1
    assert only().next_at is None


def test_a_worker_whose_lease_ran_out_does_not_write_over_its_successor(planned):
    planned(item())
    slow = claims.claim(now=NOON)
    deliver.run(now=NOON + claims.LEASE)
    slow.rows[0].state = "planned"
    with pytest.raises(claims.LostHold):
        claims.write(slow, slow.rows)
    assert claims.release(slow, slow.rows, next_at=NOON) == 0
    assert only().state == "sent"


def test_a_passing_failure_backs_off_and_comes_again(planned, answers):
    planned(item())
    answers(Transient("421"), Transient("421"), Sent())
    at = NOON
    deliver.run(now=at)
    assert only().next_at == at + timedelta(minutes=1)
    assert deliver.run(now=at + timedelta(seconds=59)) == 0
    at += timedelta(minutes=1)
    deliver.run(now=at)
    assert only().next_at == at + timedelta(minutes=2)
    deliver.run(now=at + timedelta(minutes=2))
    assert only().next_at is None
    assert [outcome for _, outcome, _ in outside()] == ["transient", "transient", "sent"]
    assert only().sent_at == NOON, "the inbox had it all the time"


def test_the_other_side_may_say_how_long_to_wait(planned, answers):
    planned(item())
    answers(Transient("429", wait=timedelta(minutes=30)))
    deliver.run(now=NOON)
    assert only().next_at == NOON + timedelta(minutes=30)


def test_a_permanent_refusal_ends(planned, answers):
    planned(item())
    answers(Permanent("550"))
    deliver.run(now=NOON)
    assert (only().state, only().next_at) == ("sent", None)
    assert outside() == [("email", "permanent", "550")]


def test_it_does_not_go_on_for_ever(planned, answers):
    planned(item())
    answers(Transient("timeout"))
    at, tries = NOON, 0
    while only().next_at is not None and tries < 50:
        deliver.run(now=max(at, only().next_at))
        at, tries = only().next_at or at, tries + 1
    assert only().next_at is None
    assert len(answers.letters) == claims.MOST_ATTEMPTS


def test_a_retry_ends_when_the_reason_has_gone(planned, answers, rules):
    planned(item())
    answers(Transient("421"))
    deliver.run(now=NOON)
    rules.due = []
    deliver.run(now=NOON + timedelta(minutes=1))
    assert len(answers.letters) == 1
    assert (only().state, only().next_at) == ("sent", None)


def test_after_some_patience_the_next_way_is_tried(planned, answers, monkeypatch):
    tried = []

    class Stuck:
        NAME = "webpush"

        @staticmethod
        def ready(letter):
            return True

        @staticmethod
        def send(letter):
            tried.append(letter)
            return Transient("500")

    monkeypatch.setattr(channels, "WAYS", {"push": Stuck, "email": email})
    planned(item())
    answers(Sent())
    at = NOON
    for _ in range(10):
        deliver.run(now=at)
        if only().next_at is None:
            break
        at = only().next_at
    assert len(tried) == sending.PATIENCE + 1
    assert len(answers.letters) == 1


@pytest.mark.parametrize(
    ("chosen", "order"),
    [
        (None, ["push", "email", "sms"]),
        (["sms"], ["sms", "push", "email"]),
        (["email", "sms", "push"], ["email", "sms", "push"]),
    ],
)
def test_the_ways_are_tried_in_the_order_that_the_patient_chose(planned, cast, monkeypatch, settings, chosen, order):
    settings.SMS_GATEWAY_URL = "http://127.0.0.1:9/sms"
    tried = []

    def full(name):
        return SimpleNamespace(
            NAME=name, ready=lambda letter: True, send=lambda letter: tried.append((name, letter)) or Permanent("550")
        )

    monkeypatch.setattr(channels, "WAYS", {name: full(name) for name in ("push", "email", "sms")})
    wish(cast.maria, mobile="+351912345678", **({"ways": chosen} if chosen else {}))
    planned(item())
    deliver.run(now=NOON)
    assert [name for name, _ in tried] == order
    assert {letter.phone for _, letter in tried} == {"+351912345678"}


def test_one_patients_trouble_does_not_hold_up_the_others(planned, cast, rules, monkeypatch):
    planned(item())
    planned(item(), patient=cast.jonas)
    real = recheck.build_facts

    def broken(about, rows):
        if about.birth_year == cast.maria.birth_year:
            raise ValueError("a fact that nobody foresaw")
        return real(about, rows)

    monkeypatch.setattr(recheck, "build_facts", broken)
    deliver.run(now=NOON)
    assert Reminder.objects.get(patient=cast.jonas).state == "sent"
    hers = Reminder.objects.get(patient=cast.maria)
    assert (hers.state, hers.next_at) == ("planned", NOON + timedelta(minutes=1))
    for _ in range(20):
        hers.refresh_from_db()
        if hers.next_at is None:
            break
        deliver.run(now=hers.next_at)
    assert hers.state == "failed", "an operator sees it"


def test_the_phone_is_the_only_one_that_hears_after_so_many_letters_a_day(planned):
    for number in range(deliver.OUTSIDE_PER_DAY + 3):
        planned(*(item(slot=str(one)) for one in range(number + 1)))
        deliver.run(now=NOON)
    assert len(mail.outbox) == deliver.OUTSIDE_PER_DAY
    assert Reminder.objects.filter(state="sent").count() == deliver.OUTSIDE_PER_DAY + 3


def test_a_clinician_with_many_patients_is_not_buried_in_mails(planned):
    for number in range(deliver.OUTSIDE_PER_DAY + 3):
        planned(*(item(slot=str(one), to="clinician") for one in range(number + 1)))
        deliver.run(now=NOON)
    assert len(mail.outbox) == deliver.OUTSIDE_PER_DAY


def test_contact_your_clinician_rings_even_then(planned):
    for number in range(deliver.OUTSIDE_PER_DAY):
        planned(item(slot=str(number)))
        deliver.run(now=NOON)
    planned(item("contact-clinician", slot="24h"))
    deliver.run(now=NOON)
    assert len(mail.outbox) == deliver.OUTSIDE_PER_DAY + 1


class TestWhoIsTold:
    def test_clinicians_of_the_team_before_those_of_the_clinic(self, planned, cast):
        planned(item(to="clinician"))
        deliver.run(now=NOON)
        assert [letter.to for letter in mail.outbox] == [["sofia@example.org"]]
        doctor = User.objects.create_user("doctor@example.org", "a long password 1")
        with clock.moved_to(NOON):
            patients.join_team(by=BY, patient=cast.maria, user=doctor, role="doctor")
        planned(item(to="clinician", slot="second"))
        deliver.run(now=NOON)
        assert mail.outbox[-1].to == ["doctor@example.org"]

    def test_a_clinician_of_several_patients_gets_one_mail(self, planned, cast):
        planned(item(to="clinician"))
        planned(item(to="clinician"), patient=cast.jonas)
        deliver.run(now=NOON)
        (letter,) = mail.outbox
        assert letter.subject == "You have 2 new messages."

    def test_a_patient_who_wants_no_mail_has_the_inbox(self, planned, cast):
        wish(cast.maria, email=False)
        planned(item())
        deliver.run(now=NOON)
        assert not mail.outbox
        assert only().state == "sent"

    def test_an_address_without_an_account_is_used_only_with_the_patients_word(self, planned, cast):
        Patient.objects.filter(pk=cast.maria.pk).update(user=None, email="maria@home.example")
        planned(item())
        deliver.run(now=NOON)
        assert not mail.outbox
        patients.give_consent(by=BY, patient=cast.maria, kind="email_reminders", version="1")
        planned(item(), item(slot="second"))
        deliver.run(now=NOON)
        assert [letter.to for letter in mail.outbox] == [["maria@home.example"]]

    def test_a_patient_who_has_left_is_told_nothing(self, planned, cast):
        planned(item())
        Patient.objects.filter(pk=cast.maria.pk).update(closed_at=NOON)
        deliver.run(now=NOON)
        assert (only().state, only().withdrawn_reason) == ("withdrawn", "patient-left")
        assert not mail.outbox


def test_replay_counts_as_sent_without_a_letter(planned, cast, rules):
    planned(item(), item(slot="later", due_on=date(2026, 1, 20)))
    (row,) = deliver.due_for_sending(cast.maria, NOON + timedelta(hours=11))
    assert deliver.still_wanted(row, rules.at(NOON))
    deliver.mark_sent(row, NOON)
    assert not deliver.due_for_sending(cast.maria, NOON + timedelta(hours=11))
    assert not mail.outbox
    rules.due = []
    assert not deliver.still_wanted(row, rules.at(NOON))
