"""Limits per person and per address; counted in the shared cache, so they hold across processes.

With Redis a request is counted by one call, in one step: two requests at once are two. The database's cache, which reads and
writes one after the other, stands in where there is no Redis.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import structlog
from django.core.cache import caches
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import AnonRateThrottle, SimpleRateThrottle, UserRateThrottle

log = structlog.get_logger(__name__)

# The moments of the requests that count, newest first, as `SimpleRateThrottle` keeps them in its list. Refused ones are not
# kept. Answers how many there are, whether this one was let in, and the oldest.
COUNT = """
local now, duration, most = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local oldest = redis.call('LINDEX', KEYS[1], -1)
while oldest and tonumber(oldest) <= now - duration do
    redis.call('RPOP', KEYS[1])
    oldest = redis.call('LINDEX', KEYS[1], -1)
end
local count = redis.call('LLEN', KEYS[1])
if count >= most then return {count, 0, oldest} end
redis.call('LPUSH', KEYS[1], ARGV[1])
redis.call('EXPIRE', KEYS[1], duration)
return {count + 1, 1, oldest or ARGV[1]}
"""


@cache
def _counting() -> Callable[..., Any] | None:
    """`COUNT` at the cache's Redis; None where the cache is none."""
    kept = caches["default"]
    if hasattr(kept, "_cache") and hasattr(
        kept._cache, "get_client"
    ):  # Django's own, which makes a client for each call
        client = kept._cache.get_client(write=True)
    elif hasattr(kept, "client") and hasattr(kept.client, "get_client"):  # django-redis, with sentinels
        client = kept.client.get_client(write=True)
    else:
        return None
    script: Callable[..., Any] = client.register_script(COUNT)
    return script


class CountedThrottle(SimpleRateThrottle):
    """DRF's limit, with one call of Redis where DRF reads a list, adds to it and writes it."""

    def __init__(self) -> None:
        self.num_requests, self.duration = rate_of(self.scope or "")
        self.rate = "" if self.num_requests else None

    def allow_request(self, request: Request, view: Any) -> bool:
        count = _counting()
        if count is None:
            return bool(super().allow_request(request, view))
        if self.rate is None:
            return True
        self.key = self.get_cache_key(request, view)
        if self.key is None:
            return True
        self.now = self.timer()
        seen, let_in, oldest = count(
            keys=[caches["default"].make_key(f"limit:{self.key}")], args=[self.now, self.duration, self.num_requests]
        )
        self.history = [float(oldest)] * seen  # `wait` reads how many there are, and the oldest
        return bool(let_in)


@cache
def _parsed(scope: str, rate: str | None) -> tuple[int | None, int | None]:
    found: tuple[int | None, int | None] = SimpleRateThrottle.parse_rate(_ANY, rate)
    return found


def rate_of(scope: str) -> tuple[int | None, int | None]:
    """So many requests in so many seconds, by the settings; (None, None): no limit."""
    return _parsed(scope, api_settings.DEFAULT_THROTTLE_RATES[scope])


class _Any(SimpleRateThrottle):
    def __init__(self) -> None:
        pass


_ANY = _Any()


class OpenWithoutCount(CountedThrottle):
    """While Redis is away nobody is counted: an entry of a patient matters more than a limit on entries.

    Only these two. Where a password could be guessed, no count means no try: that answers "later".
    """

    def allow_request(self, request: Request, view: Any) -> bool:
        try:
            return super().allow_request(request, view)
        except RedisError as error:
            log.warning("limits_away", kind=type(error).__name__)
            return True


class PersonThrottle(OpenWithoutCount, UserRateThrottle):
    scope = "person"


class AddressThrottle(OpenWithoutCount, AnonRateThrottle):
    scope = "address"


class PasswordThrottle(CountedThrottle, UserRateThrottle):
    """For what asks for the password again: a stolen session is no place to guess it."""

    scope = "password"


class StrengthThrottle(OpenWithoutCount, UserRateThrottle):
    """A form asks while somebody thinks of a password; it costs some milliseconds of the processor each time."""

    scope = "strength"


class ExportThrottle(CountedThrottle, UserRateThrottle):
    """A copy of everything is work for minutes: not every minute."""

    scope = "export"
