"""From a request to the actor who acts in it."""

from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from backend.accounts.models import AccessToken, User
from backend.core.actor import Actor, Role


def address_of(request: Request) -> str | None:
    """The caller's address as far as the trusted proxies tell it; None when it is not an address."""
    import ipaddress

    ident = SimpleRateThrottle.get_ident(_ANY, request)
    try:
        return str(ipaddress.ip_address(str(ident)))
    except ValueError:
        return None


def person(request: Request) -> User:
    """The signed-in person; every view asks for one before it comes to this."""
    assert isinstance(request.user, User)
    return request.user


def actor_of(request: Request, *, role: Role) -> Actor:
    """The signed-in person, acting in `role`."""
    user = person(request)
    token = request.auth if isinstance(request.auth, AccessToken) else None
    return Actor(
        role=role,
        user_id=user.pk,
        name=user.get_full_name(),
        address=address_of(request),
        token_id=token.pk if token else None,
    )


def themselves(request: HttpRequest | None, user: User) -> Actor:
    """`user` at the door, where nobody is signed in yet, or about their own account."""
    return Actor(
        role="patient" if hasattr(user, "patient") else "clinician",
        user_id=user.pk,
        name=user.get_full_name(),
        address=address_of(request) if request else None,  # type: ignore[arg-type]  # reads the headers only
    )


def operator_of(request: HttpRequest) -> Actor:
    """Who keeps the server running has no role beside a patient; their name stands in the trail all the same."""
    user = request.user
    assert isinstance(user, User)
    address = address_of(request)  # type: ignore[arg-type]  # reads the headers only
    return Actor(role="system", user_id=user.pk, name=user.get_full_name(), address=address)


class _AnyThrottle(SimpleRateThrottle):
    """Only for its reading of forwarded addresses; never counts."""

    def __init__(self) -> None:
        pass


_ANY = _AnyThrottle()
