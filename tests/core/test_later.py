"""Servers that we lean on are away: 503 with Retry-After, wherever it shows; a limit that cannot be counted lets entries pass."""

import pytest
from django.db import OperationalError
from django.test import Client
from redis.exceptions import ConnectionError as RedisAway

from backend.core import throttles
from backend.core.throttles import PersonThrottle

MIDDLEWARE = "backend.accounts.middleware.SessionSeenMiddleware.__call__"


@pytest.mark.parametrize("error", [OperationalError("database or disk is full"), RedisAway()])
@pytest.mark.parametrize("where", ["backend.patients.views.visible_patient", MIDDLEWARE])
def test_trouble_that_passes_is_later_in_a_view_and_in_a_middleware(cast, client_of, monkeypatch, where, error):
    def away(*_, **__):
        raise error

    client = client_of(cast.maria)
    client.raise_request_exception = False
    monkeypatch.setattr(where, away)
    answer = client.get(f"/api/v1/patients/{cast.maria.pk}")
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:toh-tracker:later"


def test_a_mistake_of_ours_is_not_later(db, monkeypatch):
    def wrong(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(MIDDLEWARE, wrong)
    assert Client(raise_request_exception=False).get("/api/v1/me").status_code == 500


def test_without_redis_entries_are_not_counted_but_taken(rf, cast, monkeypatch):
    def away(**_):
        raise RedisAway

    throttle = PersonThrottle()
    monkeypatch.setattr(throttles, "_counting", lambda: away)
    throttle.rate, throttle.num_requests, throttle.duration = "1/min", 1, 60
    request = rf.get("/")
    request.user = cast.maria.user
    assert all(throttle.allow_request(request, None) for _ in range(3))
