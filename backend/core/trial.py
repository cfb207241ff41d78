"""Every setting tried for real: what is wrong, each in one line that begins with its variable's name."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from backend.core import outside

WAIT_S = 5


@dataclass(frozen=True, slots=True)
class Fault:
    """`passing`: a server that is away now may be back in a minute; the setting itself can be used."""

    variable: str
    words: str
    passing: bool = False

    def __str__(self) -> str:
        return f"{self.variable}: {self.words}"


def faults() -> list[Fault]:
    """All of them, in the order of the settings. Nothing that is tried is changed."""
    return [fault for look in TRIALS for fault in look()]


def _files() -> Iterator[Fault]:
    for name, path in sorted(os.environ.items()):
        if not name.endswith("_FILE") or name.removesuffix("_FILE") not in SECRETS:
            continue
        if settings.PRODUCTION and Path(path).exists() and Path(path).stat().st_mode & 0o022:
            yield Fault(name, f"{path} can be written by others: expected a file of its owner's only")


def _hosts() -> Iterator[Fault]:
    for host in settings.ALLOWED_HOSTS:
        if "/" in host or (":" in host and not host.startswith("[")):
            yield Fault("ALLOWED_HOSTS", f"expected names without https:// and port, not {host!r}")
    parts = urlsplit(settings.PUBLIC_URL)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        yield Fault("PUBLIC_URL", f"expected https://name, not {settings.PUBLIC_URL!r}")
    elif settings.ALLOWED_HOSTS != ["*"] and not _is_allowed(parts.hostname):
        yield Fault("ALLOWED_HOSTS", f"{parts.hostname} of PUBLIC_URL is not among them: everybody would be refused")
    for origin in settings.CSRF_TRUSTED_ORIGINS:
        if not origin.startswith(("https://", "http://")):
            yield Fault("CSRF_TRUSTED_ORIGINS", f"expected an origin such as https://name, not {origin!r}")


def _is_allowed(host: str) -> bool:
    return any(
        one in ("*", host) or (one.startswith(".") and (host + ".").endswith(one + "."))
        for one in settings.ALLOWED_HOSTS
    )


def _proxies() -> Iterator[Fault]:
    count: Any = settings.REST_FRAMEWORK["NUM_PROXIES"]
    if count > 5:
        yield Fault("TRUSTED_PROXY_COUNT", f"{count} proxies in front? With too many, clients can fake their address")


def _rates() -> Iterator[Fault]:
    from rest_framework.throttling import SimpleRateThrottle

    parse = SimpleRateThrottle.parse_rate
    for name in ("person", "address"):
        rates: Any = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]
        rate = rates[name]
        try:
            number, seconds = parse(None, rate)  # type: ignore[arg-type]  # it reads nothing of itself
            good = bool(number and seconds)
        except (ValueError, KeyError, IndexError):
            good = False
        if not good:
            yield Fault(f"THROTTLE_{name.upper()}", f"expected a rate such as 120/min, not {rate!r}")


def _database() -> Iterator[Fault]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, OSError) as error:
        yield Fault("DATABASE_URL", _first_line(error), passing=True)


def _cache() -> Iterator[Fault]:
    name = "CACHE_URL" if settings.CACHE_URL != settings.REDIS_URL else "REDIS_URL"
    try:
        cache.set("check-settings", 1, WAIT_S)
        if cache.get("check-settings") != 1:
            yield Fault(name, "the cache does not keep what is put into it")
    except DatabaseError:
        yield Fault(name, "the table of the cache is missing: run manage.py migrate", passing=True)
    except (RedisError, OSError) as error:
        yield Fault(name, f"the cache: {_first_line(error)}", passing=True)


def _broker() -> Iterator[Fault]:
    from celery import current_app

    name = "BROKER_URL" if settings.BROKER_URL != settings.REDIS_URL else "REDIS_URL"
    try:
        with current_app.connection_for_write(connect_timeout=WAIT_S) as link:
            link.ensure_connection(max_retries=0, timeout=WAIT_S)
    except (KombuError, RedisError, OSError) as error:
        yield Fault(name, f"the queue: {_first_line(error)}", passing=True)


def _mail() -> Iterator[Fault]:
    trouble = outside.mail_trouble()
    if trouble:
        yield Fault("EMAIL_URL", trouble, passing=True)


def _push() -> Iterator[Fault]:
    for host in settings.PUSH_HOSTS:
        if "/" in host or ":" in host:
            yield Fault("PUSH_HOSTS", f"expected names of hosts, not {host!r}")
    if not settings.VAPID_PRIVATE_KEY:
        return
    from py_vapid import Vapid

    try:
        Vapid.from_string(private_key=settings.VAPID_PRIVATE_KEY)
    except Exception as error:  # noqa: BLE001  (whatever the library makes of it)
        yield Fault("VAPID_PRIVATE_KEY", f"expected what manage.py push_key prints ({type(error).__name__})")
    if not settings.VAPID_SUBJECT.startswith(("mailto:", "https:")):
        yield Fault("VAPID_SUBJECT", f"expected mailto:… or https://…, not {settings.VAPID_SUBJECT!r}")


def _backup() -> Iterator[Fault]:
    from backend.core.backup.box import key_from

    if settings.BACKUP_KEY:
        try:
            key_from(settings.BACKUP_KEY)
        except ValueError as error:
            yield Fault("BACKUP_KEY", str(error).removeprefix("BACKUP_KEY: "))


def _gateway() -> Iterator[Fault]:
    if settings.SMS_GATEWAY_URL and urlsplit(settings.SMS_GATEWAY_URL).scheme not in ("http", "https"):
        yield Fault("SMS_GATEWAY_URL", f"expected https://…, not {settings.SMS_GATEWAY_URL!r}")


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


SECRETS = frozenset(
    {
        "SECRET_KEY", "SECRET_KEY_FALLBACKS", "FIELD_KEYS", "DATABASE_URL", "REDIS_URL", "CACHE_URL", "BROKER_URL", "EMAIL_URL",
        "VAPID_PRIVATE_KEY", "ERROR_REPORTS_DSN", "METRICS_TOKEN", "BACKUP_KEY",
    }
)  # fmt: skip
TRIALS: tuple[Callable[[], Iterator[Fault]], ...] = (
    _files, _hosts, _proxies, _rates, _database, _cache, _broker, _mail, _push, _backup, _gateway,
)  # fmt: skip
