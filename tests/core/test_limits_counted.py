"""One call of Redis counts as DRF counts with its list; without Redis that list does."""

import pytest
from django.core.cache import caches
from rest_framework.throttling import UserRateThrottle

from backend.core import throttles
from backend.core.ids import new_id

MOMENTS = [0, 1, 1.5, 2, 30, 59.9, 60, 60.5, 61, 61.2, 62, 119, 121, 121.5, 300]


def answers(throttle_class, user, rf, start, rate=(3, 60)):
    """Let in or not, and how long to wait, at each of MOMENTS."""
    told = []
    for moment in MOMENTS:
        throttle = throttle_class()
        throttle.rate, (throttle.num_requests, throttle.duration) = "3/min", rate
        throttle.timer = lambda moment=moment: start + moment
        request = rf.get("/")
        request.user = user
        let_in = throttle.allow_request(request, None)
        told.append((let_in, None if let_in else round(throttle.wait(), 3)))
    return told


class Plain(UserRateThrottle):
    scope = "person"
    rate = "3/min"
    cache_format = "plain_%(scope)s_%(ident)s"


@pytest.fixture(params=["as configured", "database"])
def counted_in(request, monkeypatch, db):
    # Nothing is counted yet, and what others count is left alone.
    monkeypatch.setattr(caches["default"], "key_prefix", f"test-{new_id()}")
    throttles._counting.cache_clear()
    if request.param == "database":
        monkeypatch.setattr(throttles, "_counting", lambda: None)
    return request.param


def test_the_same_requests_are_let_in(counted_in, cast, rf):
    start = 1_800_000_000.0
    found = answers(throttles.PersonThrottle, cast.maria.user, rf, start)
    assert found == answers(Plain, cast.maria.user, rf, start)
    assert [let_in for let_in, _ in found].count(False) >= 4


def test_people_are_counted_apart(counted_in, cast, rf):
    start = 1_800_000_000.0
    assert answers(throttles.PersonThrottle, cast.maria.user, rf, start) == answers(
        throttles.PersonThrottle, cast.jonas.user, rf, start
    )


def test_without_a_cache_that_is_redis_the_list_of_the_framework_counts(db):
    throttles._counting.cache_clear()
    there = throttles._counting()
    assert (there is None) == ("DatabaseCache" in type(caches["default"]).__name__)
