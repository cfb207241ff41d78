"""Web push (RFC 8030, 8291, 8292): encrypted for the browser, signed with the clinic's key, replaceable by topic.

The address comes from a user's browser, so only hosts on `PUSH_HOSTS` are called, without following redirects.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from backend.core import clock, crypto
from backend.reminders.channels.base import Answer, Letter, Permanent, Sent, Transient
from backend.reminders.models import PushSubscription

if TYPE_CHECKING:
    import requests

NAME = "webpush"
TIMEOUT_S = 5
LONGEST_WAIT = timedelta(hours=6)
_PLAIN = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]{1,1000}")  # what an address may hold (RFC 3986, 2)
_HOST = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?|::1")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def allowed(endpoint: str) -> bool:
    """HTTPS to a host of a known push service; plain HTTP only to this machine, and only if that is listed."""
    # urlsplit passes over line breaks and tabs, and other libraries read odd signs in a host each in its own way.
    if not _PLAIN.fullmatch(endpoint):
        return False
    try:
        parts = urlsplit(endpoint)
        host, _ = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    if "@" in parts.netloc or not _HOST.fullmatch(host):
        return False
    listed = any(host == entry or (entry.startswith(".") and host.endswith(entry)) for entry in settings.PUSH_HOSTS)
    if host in LOOPBACK:
        return listed and parts.scheme in ("http", "https")
    return listed and parts.scheme == "https" and parts.port in (None, 443)


def ready(letter: Letter) -> bool:
    return bool(settings.VAPID_PRIVATE_KEY and letter.subscriptions)


def payload(letter: Letter) -> dict[str, str]:
    """What the service worker shows: neutral words, and which screen a tap opens."""
    return {
        "title": "TOH Tracker",
        "body": letter.says,
        "topic": letter.topic,
        "url": letter.path,
    }


def send(letter: Letter) -> Answer:
    """To each of the person's browsers. One that took it is enough; those that are gone are forgotten."""
    answers = [_call(subscription, letter) for subscription in letter.subscriptions]
    taken = [answer for answer in answers if isinstance(answer, Sent)]
    if taken:
        return taken[0]
    later = [answer for answer in answers if isinstance(answer, Transient)]
    if later:
        return max(later, key=lambda answer: answer.wait or timedelta())
    return answers[0] if answers else Permanent("none")


def _call(subscription: PushSubscription, letter: Letter) -> Answer:
    info = json.loads(crypto.decrypt(subscription.secret))
    if not allowed(info["endpoint"]):
        return Permanent("host-not-allowed")
    from backend.reminders.channels import push_service  # its HTTP libraries are loaded by the first message

    try:
        answer = push_service.call(info, payload(letter), letter, timeout=TIMEOUT_S)
    except push_service.Unreachable as error:
        return Transient(str(error)[:60])
    except push_service.BadKeys:
        subscription.delete()
        return Permanent("bad-keys")
    if answer.status_code > 202:
        return _refused(subscription, answer)
    return Sent(detail=str(answer.status_code), message_id=letter.topic)


def _refused(subscription: PushSubscription, answer: "requests.Response") -> Answer:
    code = answer.status_code
    if code in (404, 410):
        subscription.delete()
        return Permanent(str(code))
    # 401, 403: our signature or our clock is not taken, a matter of this server and not of that browser.
    if code in (401, 403, 408, 425, 429) or code >= 500:
        return Transient(str(code), wait=retry_after(answer.headers, clock.now()))
    return Permanent(str(code))


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """`Retry-After` in seconds or as a date (RFC 9110 §10.2.3), at most six hours."""
    said = headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return min(timedelta(seconds=int(said[:9])), LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(said)
    except (ValueError, TypeError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max(at - now, timedelta()), LONGEST_WAIT)
