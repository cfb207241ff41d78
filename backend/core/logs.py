"""Structured logs as JSON lines. They hold who and what kind, never what somebody entered."""

import logging.config
import re
import traceback
from collections.abc import Iterator
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

import structlog
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

# Whatever a library puts under one of these names is dropped before it is written.
_NEVER = {
    "data",
    "body",
    "payload",
    "request_body",
    "token",
    "authorization",
    "cookie",
    "password",
    "args",
    "kwargs",
    "error",  # the words of an exception, in django-structlog's lines about tasks
}
# A calendar's address, a link in a mail, an invitation: who has the path is let in. Ids of ours are no secrets.
_SECRET = re.compile(
    r"(?<=/invitation/)[^/?#\s]+|(?<=/reset-password/)[^/?#\s]+|(?<=/calendar/)[^/?#\s]+|(?<=/unsubscribe/)[^/?#\s]+"
    r"|(?<=/shl/)(?!file/)[^/?#\s]+|(?<=/shl/file/)[^/?#\s]+"
    r"|(?<=/)(?![0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})[\w:=%.-]{20,}"
)


def _drop_values(_: Any, __: str, event: dict[str, Any]) -> dict[str, Any]:
    # A line for each message that is sent, thousands of them in an import: the worker tells of the task, with the same ids.
    if event.get("event") == "task_enqueued":
        raise structlog.DropEvent
    for name in _NEVER & event.keys():
        del event[name]
    # "GET /path?search=…": what somebody looked for is theirs.
    if isinstance(event.get("request"), str):
        event["request"] = _SECRET.sub("…", event["request"].partition("?")[0])
    if event.get("ip"):
        event["ip"] = _network_of(str(event["ip"]))
    return event


def _network_of(address: str) -> str:
    """`203.0.113.0` of `203.0.113.57`: as the proxy's log has it. It tells a flood from a visitor, not who it was."""
    try:
        found = ip_address(address)
    except ValueError:
        return "…"
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found
    return str(ip_network((found, 24 if found.version == 4 else 48), strict=False).network_address)


def _drop_words_of_others(_: Any, __: str, event: dict[str, Any]) -> dict[str, Any]:
    """Lines that Django and Celery write: paths may hold secrets, the error of a task and its answer values."""
    words, given = str(event.get("event", "")), event.pop("positional_args", None)
    if event.get("logger", "").startswith("celery."):
        words = _of_celery(str(event["_record"].msg), given, words)
    elif event.get("logger", "").startswith("django."):
        words = _SECRET.sub("…", words)
    return event | {"event": words}


# What Celery puts into its lines about a task, and what nobody entered: the rest is its error, its answer, its arguments.
_OF_A_TASK = {"name", "id", "description", "runtime"}


class _Kind:
    """Stands in a line where an error stood: of which kind it was, not its words."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


def _of_celery(pattern: str, given: Any, words: str) -> str:
    """The whole first line, with the kind of each error in the place of its words.

    The words of a server that is away are told ("Error 111 connecting to redis:6379"): they are nobody's, and what the
    operator needs.
    """
    try:
        if isinstance(given, dict):
            words = pattern % {name: _of_task(name, value) for name, value in given.items()}
        elif given:
            words = pattern % tuple(_without_words(value) for value in given)
    except (TypeError, ValueError, KeyError):
        words = pattern
    return words.strip().partition("\n")[0].rstrip()


def _of_task(name: str, value: Any) -> Any:
    if name in _OF_A_TASK:
        return value
    if name == "exc":  # already in words: "ValueError('…')"
        return _Kind(str(value).partition("(")[0].rpartition(".")[2])
    return _Kind("…")


def _without_words(value: Any) -> Any:
    if isinstance(value, BaseException) and not isinstance(value, OSError | KombuError | RedisError):
        return _Kind(type(value).__name__)
    return value


def told_without_values(exc_info: Any) -> str:
    """Where it went wrong and what kind of error it was. Not its words: those quote what somebody entered.

    An error of the database, say, names the row that it could not write.
    """
    return "\n".join(_told(exc_info[1], set()))


def _told(error: BaseException | None, seen: set[int]) -> Iterator[str]:
    if error is None or id(error) in seen:
        return
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    yield from _told(before, seen)
    for frame in traceback.extract_tb(error.__traceback__):
        yield f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
    yield f"{type(error).__module__}.{type(error).__qualname__}"


def configure(*, level: str) -> None:
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _drop_values,
    ]
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "json": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        structlog.processors.ExceptionRenderer(told_without_values),
                        structlog.processors.JSONRenderer(),
                    ],
                    "foreign_pre_chain": [*shared, _drop_words_of_others],
                    "pass_foreign_args": True,
                }
            },
            "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
            # The broker made of files has no host name, and kombu says so at every connection.
            "loggers": {"kombu.connection": {"level": "ERROR"}},
            "root": {"handlers": ["console"], "level": level},
        }
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
