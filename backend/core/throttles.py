"""Limits per person and per address; counted in the shared cache, so they hold across processes."""

from typing import Any

import structlog
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle, SimpleRateThrottle, UserRateThrottle

log = structlog.get_logger(__name__)


class OpenWithoutCount(SimpleRateThrottle):
    """While Redis is away nobody is counted: an entry of a patient matters more than a limit on entries.

    Only these two. Where a password could be guessed, no count means no try: that answers "later".
    """

    def allow_request(self, request: Request, view: Any) -> bool:
        try:
            return super().allow_request(request, view)
        except RedisError as error:
            log.warning("limits_away", error=type(error).__name__)
            return True


class PersonThrottle(OpenWithoutCount, UserRateThrottle):
    scope = "person"


class AddressThrottle(OpenWithoutCount, AnonRateThrottle):
    scope = "address"


class PasswordThrottle(UserRateThrottle):
    """For what asks for the password again: a stolen session is no place to guess it."""

    scope = "password"


class ExportThrottle(UserRateThrottle):
    """A copy of everything is work for minutes: not every minute."""

    scope = "export"
