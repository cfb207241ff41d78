"""Limits per person and per address; counted in the shared cache, so they hold across processes."""

from rest_framework.throttling import AnonRateThrottle, UserRateThrottle


class PersonThrottle(UserRateThrottle):
    scope = "person"


class AddressThrottle(AnonRateThrottle):
    scope = "address"
