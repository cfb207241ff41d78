"""The calls to push services: signed, encrypted, over a connection that is kept for each host.

A module of its own because its HTTP libraries cost a third of a second to load, and only a worker that sends needs them.
"""

import json
import threading
import time
from functools import lru_cache
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from py_vapid import Vapid
from pywebpush import WebPusher, WebPushException

from backend.reminders.channels.base import Letter

TTL_S = 24 * 60 * 60  # a phone that is off for a day finds it in the app's inbox all the same
QUARTER_DAY_S = 6 * 60 * 60


class Unreachable(Exception):
    """The push service did not answer; the kind of error, without its words."""


class BadKeys(Exception):
    """The browser's keys are no keys: nothing sent to it could ever be read."""


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


def call(info: dict[str, Any], payload: dict[str, str], letter: Letter, *, timeout: float) -> requests.Response:
    """One message to one browser. Raises Unreachable or BadKeys."""
    try:
        answer: requests.Response = WebPusher(info, requests_session=_session(info["endpoint"])).send(
            json.dumps(payload),
            {
                "Authorization": authorization(info["endpoint"]),
                "Topic": letter.topic,
                "Urgency": "high" if letter.urgent else "normal",
            },
            ttl=TTL_S,
            timeout=timeout,
        )
    except requests.RequestException as error:
        raise Unreachable(type(error).__name__) from error
    except (WebPushException, ValueError) as error:
        raise BadKeys from error
    return answer
