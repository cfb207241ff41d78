"""A browser is called for the person of its session, and not after that session, whichever way it ends."""

import base64

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from backend.reminders.browsers import called
from backend.reminders.models import PushSubscription

pytestmark = pytest.mark.django_db
ENDPOINT = "https://fcm.googleapis.com/fcm/send/"
KEYS = {
    "p256dh": base64.urlsafe_b64encode(b"k" * 65).decode().rstrip("="),
    "auth": base64.urlsafe_b64encode(b"a" * 16).decode().rstrip("="),
}
SESSION = "/_allauth/browser/v1/auth/session"


@pytest.fixture
def phone(cast, client_of):
    """A signed-in browser of Maria's that may be called."""

    def make(name="one", who=cast.maria):
        client = client_of(who)
        answer = client.post("/api/v1/push/subscriptions", {"endpoint": ENDPOINT + name, "keys": KEYS}, format="json")
        assert answer.status_code == 201, answer.content
        return client

    return make


def rows():
    return list(PushSubscription.objects.select_related("user").order_by("pk"))


def test_it_is_kept_with_its_session_and_called(phone):
    client = phone()
    (row,) = rows()
    assert row.session_key == client.session.session_key
    assert called(rows()) == [row]


def test_signing_out_ends_it(phone):
    phone("elsewhere")
    client = phone()
    assert client.delete(SESSION).status_code == 401
    assert len(rows()) == 1


def test_ending_the_session_from_elsewhere_ends_it(phone):
    client = phone()
    UserSession.objects.get(session_key=client.session.session_key).end()
    assert rows() == []


def test_another_persons_sign_in_in_the_same_browser_ends_it(cast, phone):
    client = phone()
    client.force_login(cast.jonas.user)
    assert rows() == []


def test_a_browser_that_changes_hands_is_called_for_its_new_person_only(cast, phone):
    phone()
    phone(who=cast.jonas)
    assert [row.user for row in rows()] == [cast.jonas.user]


def test_a_new_password_ends_all_and_this_browser_says_so_anew(phone):
    phone("elsewhere")
    here = phone()
    change = {"current_password": "correct horse battery", "new_password": "another horse battery"}
    answer = here.post("/_allauth/browser/v1/account/password/change", change, format="json")
    assert answer.status_code == 200, answer.content
    assert rows() == []
    body = {"endpoint": ENDPOINT + "one", "keys": KEYS}
    assert here.post("/api/v1/push/subscriptions", body, format="json").status_code == 201
    assert len(called(rows())) == 1


def test_a_session_that_is_void_is_not_called(cast, phone):
    phone()
    user = cast.maria.user
    user.set_password("another horse battery")
    user.save()
    assert called(rows()) == []
    assert rows() == [], "and is forgotten"


def test_a_session_that_is_over_is_not_called(phone):
    phone()
    Session.objects.update(expire_date="2026-01-01T00:00:00Z")
    assert called(rows()) == []


def test_what_was_registered_before_or_by_a_token_is_called(cast):
    PushSubscription.objects.create(user=cast.maria.user, digest="a" * 64, secret="x")
    assert len(called(rows())) == 1


def test_delivery_asks(cast, phone, settings, monkeypatch):
    from backend.reminders.recipients import Recipient, with_ways

    phone()
    settings.VAPID_PRIVATE_KEY = "of this server"
    monkeypatch.setattr("backend.reminders.channels.push_key.fingerprint", lambda: "")
    one = Recipient(f"user:{cast.maria.user.pk}", "en", address="")
    assert len(with_ways({1: [one]})[1][0].subscriptions) == 1
    Session.objects.all().delete()
    assert with_ways({1: [one]})[1][0].subscriptions == ()
