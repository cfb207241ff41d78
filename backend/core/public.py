"""What machines ask every server: whom to tell of a weakness (RFC 9116), and what to index (nothing)."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from backend.core import clock

# RFC 9116, 2.5.5: less than a year ahead. A quarter: who runs the server may change.
GOOD_FOR = timedelta(days=90)
DAY_S = 24 * 60 * 60


@require_safe
@cache_control(public=True, max_age=DAY_S)
def security_txt(request: HttpRequest) -> HttpResponse:
    expires = (clock.now() + GOOD_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        *(f"Contact: {contact}" for contact in settings.SECURITY_CONTACT),
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en, de",
        f"Canonical: {settings.PUBLIC_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=DAY_S)
def robots_txt(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")
