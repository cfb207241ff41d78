"""When and from where a session was last used, without a write for every request; and the language at the door."""

from collections.abc import Callable
from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.usersessions.middleware import UserSessionsMiddleware
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_request, override

from backend.core import clock

SEEN_EVERY = timedelta(minutes=5)


class SessionSeenMiddleware(UserSessionsMiddleware):
    """allauth's, when there is something new to keep. Otherwise each page that is read would wait for its turn to write."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_known(request):
            answer: HttpResponse = self.get_response(request)
            return answer
        return super().__call__(request)


def is_known(request: HttpRequest) -> bool:
    """Is it on record that this session was used a moment ago, by the same person from the same place?"""
    key = request.session.session_key
    if not key or not request.user.is_authenticated:
        return False
    found = getattr(request.session, "found", None)
    if found is None or found.session_key != key or found.user_id != request.user.pk:
        return False
    longest = UserSession._meta.get_field("user_agent").max_length
    return bool(
        found.last_seen_at > clock.now() - SEEN_EVERY
        and found.user_agent == request.META.get("HTTP_USER_AGENT", "")[:longest]
        and found.ip == get_adapter().get_client_ip(request)
    )


class DoorLanguageMiddleware:
    """What the sign-in service refuses ("too common a password") is said to people as it is: in their language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/_allauth/"):
            return self.get_response(request)
        with override(get_language_from_request(request)):
            return self.get_response(request)
