"""A session's last use is kept to five minutes, its place at once; reading writes nothing."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.accounts.middleware import SEEN_EVERY

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ME = "/api/v1/me"


@pytest.fixture
def browser(cast, client_of):
    with time_machine.travel(NOW, tick=False) as clock:
        client = client_of(cast.maria)
        client.clock = clock
        assert client.get(ME).status_code == 200
        yield client


def seen():
    return UserSession.objects.get()


def test_a_second_reading_writes_nothing(browser):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert browser.get(ME).status_code == 200
    assert not [one["sql"] for one in asked if not one["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
    assert any("usersession" in one["sql"] for one in asked)


def test_the_last_use_is_never_older_than_it_says(browser):
    browser.clock.shift(SEEN_EVERY - timedelta(seconds=1))
    browser.get(ME)
    assert seen().last_seen_at == NOW
    browser.clock.shift(timedelta(seconds=1))
    browser.get(ME)
    assert seen().last_seen_at == NOW + SEEN_EVERY


@pytest.mark.parametrize(
    ("changed", "field", "kept"),
    [({"REMOTE_ADDR": "192.0.2.7"}, "ip", "192.0.2.7"), ({"HTTP_USER_AGENT": "Other"}, "user_agent", "Other")],
)
def test_another_place_or_program_is_kept_at_once(browser, changed, field, kept):
    browser.get(ME, **changed)
    assert getattr(seen(), field) == kept


def test_a_session_without_its_row_gets_one_again(browser):
    UserSession.objects.all().delete()
    browser.get(ME)
    assert seen().last_seen_at == NOW


def test_nobody_and_a_token_have_no_session(client_of, db):
    assert client_of(None).get(ME).status_code == 401
    assert not UserSession.objects.exists()
