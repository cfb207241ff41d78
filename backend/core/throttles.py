"""Limits per person and per address; counted in the shared cache, so they hold across processes."""

from rest_framework.throttling import AnonRateThrottle, UserRateThrottle


class PersonThrottle(UserRateThrottle):
    scope = "person"


class AddressThrottle(AnonRateThrottle):
    scope = "address"


class PasswordThrottle(UserRateThrottle):
    """For what asks for the password again: a stolen session is no place to guess it."""

    scope = "password"


class ExportThrottle(UserRateThrottle):
    """A copy of everything is work for minutes: not every minute."""

    scope = "export"
