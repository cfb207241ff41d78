"""Web push (RFC 8030, 8291, 8292): encrypted for the browser, signed with the clinic's key, replaceable by topic.

The address comes from a user's browser, so only hosts on `PUSH_HOSTS` are called, without following redirects.
"""

import json
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from py_vapid import Vapid
from pywebpush import WebPusher, WebPushException

from backend.core import clock, crypto
from backend.reminders.channels.base import Answer, Letter, Permanent, Sent, Transient
from backend.reminders.models import PushSubscription

NAME = "webpush"
TIMEOUT_S = 5
TTL_S = 24 * 60 * 60  # a phone that is off for a day finds it in the app's inbox all the same
QUARTER_DAY_S = 6 * 60 * 60
LONGEST_WAIT = timedelta(hours=6)
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class _Straight(requests.Session):
    """A redirect could lead anywhere, so none is followed."""

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> requests.Response:
        return super().request(method, url, *args, **(kwargs | {"allow_redirects": False}))


_OF_THREAD = threading.local()


def _session(endpoint: str) -> _Straight:
    """One for each thread and host: a push service is one host for thousands of browsers, so its connection is kept.

    What the environment says of proxies and certificates is read once, not with every letter.
    """
    host = urlsplit(endpoint).netloc
    sessions: dict[str, _Straight] = _OF_THREAD.__dict__.setdefault("sessions", {})
    if host not in sessions:
        session = sessions[host] = _Straight()
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        around = session.merge_environment_settings(endpoint, {}, False, None, None)
        session.proxies, session.verify = around["proxies"], around["verify"]
        session.trust_env = False
    return sessions[host]


@lru_cache(maxsize=2)
def _signer(key: str) -> Vapid:
    return Vapid.from_string(private_key=key)


@lru_cache(maxsize=64)
def _signed(key: str, subject: str, audience: str, quarter: int) -> str:
    claims = {"aud": audience, "sub": subject, "exp": (quarter + 2) * QUARTER_DAY_S}
    return str(_signer(key).sign(claims)["Authorization"])


def authorization(endpoint: str) -> str:
    """Who we are, signed for this push service (RFC 8292); good for six to twelve hours and for all its browsers."""
    parts = urlsplit(endpoint)
    quarter = int(time.time()) // QUARTER_DAY_S
    return _signed(settings.VAPID_PRIVATE_KEY, settings.VAPID_SUBJECT, f"{parts.scheme}://{parts.netloc}", quarter)


def allowed(endpoint: str) -> bool:
    """HTTPS to a host of a known push service; plain HTTP only to this machine, and only if that is listed."""
    try:
        parts = urlsplit(endpoint)
        host, _ = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    if parts.username or parts.password or not host:
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
    try:
        answer = WebPusher(info, requests_session=_session(info["endpoint"])).send(
            json.dumps(payload(letter)),
            {
                "Authorization": authorization(info["endpoint"]),
                "Topic": letter.topic,
                "Urgency": "high" if letter.urgent else "normal",
            },
            ttl=TTL_S,
            timeout=TIMEOUT_S,
        )
    except requests.RequestException as error:
        return Transient(type(error).__name__[:60])
    except (WebPushException, ValueError):
        # Keys that are no keys: nothing sent to this browser could ever be read.
        subscription.delete()
        return Permanent("bad-keys")
    if answer.status_code > 202:
        return _refused(subscription, answer)
    return Sent(detail=str(answer.status_code), message_id=letter.topic)


def _refused(subscription: PushSubscription, answer: requests.Response) -> Answer:
    code = answer.status_code
    if code in (404, 410):
        subscription.delete()
        return Permanent(str(code))
    if code in (408, 425, 429) or code >= 500:
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
