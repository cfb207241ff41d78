"""What a clinician chooses about messages, over the API."""

import pytest
from reminder_help import BY, NOON

from backend.accounts.models import Membership
from backend.core import clock
from backend.core.models import AuditEvent
from backend.patients import actions as patients
from backend.reminders.models import StaffWishes

pytestmark = pytest.mark.django_db
PATH = "/api/v1/me/notifications"


def test_defaults_show_before_anything_was_chosen(cast, client_of):
    answer = client_of(cast.sofia).get(PATH).json()
    assert answer == {
        "email": True, "push": True, "timezone": "", "quiet_from": None, "quiet_to": None, "digest": "weekly",
        "digest_at": "08:00:00", "digest_on": 0, "next_digest_at": None,
    }  # fmt: skip
    assert not StaffWishes.objects.exists()


def test_a_choice_is_kept_audited_and_sets_the_next_hour(cast, client_of):
    body = {"digest": "daily", "digest_at": "07:15", "timezone": "Europe/Berlin", "quiet_from": "21:00"}
    Membership.objects.update(since=NOON)
    with clock.moved_to(NOON):
        answer = client_of(cast.sofia).patch(PATH, body)
    assert answer.status_code == 200
    assert answer.json()["next_digest_at"] == "2026-01-15T06:15:00Z"
    assert client_of(cast.sofia).get(PATH).json()["quiet_from"] == "21:00:00"
    assert AuditEvent.objects.filter(action="choose_notifications", actor_id=cast.sofia.pk).count() == 1
    client_of(cast.sofia).patch(PATH, {"digest": "off"})
    assert StaffWishes.objects.get().next_digest_at is None


def test_each_has_their_own(cast, client_of):
    client_of(cast.sofia).patch(PATH, {"digest": "daily"})
    assert client_of(cast.otto).get(PATH).json()["digest"] == "weekly"


def test_others_have_none(cast, client_of):
    patients.join_team(by=BY, patient=cast.maria, user=cast.nina, role="caregiver")
    for outsider in (cast.maria, cast.nina, cast.ruben):
        assert client_of(outsider).get(PATH).status_code == 403
        assert client_of(outsider).patch(PATH, {"digest": "daily"}).status_code == 403
    assert client_of(None).get(PATH).status_code == 401
    assert not StaffWishes.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("digest", "hourly"), ("digest_at", "25:00"), ("digest_at", None), ("digest_on", 7), ("digest_on", -1),
        ("timezone", "Mars/Olympus"), ("timezone", "../etc"), ("email", "perhaps"),
        ("quiet_from", "noon"),
    ],
)  # fmt: skip
def test_a_strange_choice_is_refused_by_its_name(cast, client_of, field, value):
    answer = client_of(cast.sofia).patch(PATH, {field: value})
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"][0]["field"] == field
