"""What is reached without signing in, by a secret or signed address: the calendar and the end of e-mails."""

from html import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from drf_spectacular.utils import extend_schema
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from backend.accounts.models import User
from backend.core import clock
from backend.core.actor import Actor
from backend.reminders.channels.words import say
from backend.reminders.models import CalendarFeed
from backend.reminders.unsubscribe import read_token, stop_mail


class _AnyType(BaseContentNegotiation):
    """Calendar programs ask for all sorts of types; there is one answer."""

    def select_parser(self, request, parsers):  # type: ignore[no-untyped-def]  # DRF's own signature
        return parsers[0]

    def select_renderer(self, request, renderers, format_suffix=None):  # type: ignore[no-untyped-def]  # as above
        return renderers[0], renderers[0].media_type


class CalendarView(APIView):
    """A patient's dates as iCalendar, under a secret address that the patient can revoke. No clinical words."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    content_negotiation_class = _AnyType

    @extend_schema(responses={(200, "text/calendar"): str}, auth=[])
    def get(self, request: Request, secret: str) -> HttpResponse:
        feed = (
            CalendarFeed.objects.select_related("patient__user")
            .filter(
                digest=CalendarFeed.digest_of(secret),
                revoked_at=None,
                patient__closed_at=None,
                patient__rests_since=None,
            )
            .first()
        )
        if feed is None:
            raise Http404
        now = clock.now()
        CalendarFeed.objects.filter(pk=feed.pk).update(last_read_at=now)
        from backend.reminders.calendar import calendar_of  # its library is loaded by the first calendar

        answer = HttpResponse(calendar_of(feed.patient, now=now), content_type="text/calendar; charset=utf-8")
        answer["Cache-Control"] = "private, no-store"
        answer["Referrer-Policy"] = "no-referrer"
        return answer


@csrf_exempt  # RFC 8058: the mail program posts by itself; the signed address says who and what
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks (a mail scanner that follows links must not unsubscribe anybody), POST does it."""
    read = read_token(token)
    if read is None:
        return _page(say("unknown", "en"), language="en", code=404)
    recipient, kinds = read
    language = _language(recipient)
    if request.method == "POST":
        stop_mail(by=Actor.system("unsubscribe link"), recipient=recipient, kinds=kinds)
        return _page(say("stopped", language), language=language)
    button = f'<form method="post"><button>{escape(say("stop", language))}</button></form>'
    return _page(say("really", language), language=language, more=button)


def _language(recipient: str) -> str:
    number = recipient.removeprefix("user:")
    known = User.objects.filter(pk=int(number)).values_list("language", flat=True) if number.isdigit() else ()
    return next(iter(known), "en")


def _page(words: str, *, language: str, code: int = 200, more: str = "") -> HttpResponse:
    html = (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f"<title>TOH Tracker</title></head><body><main><p>{escape(words)}</p>{more}</main></body></html>"
    )
    return HttpResponse(html, status=code)
