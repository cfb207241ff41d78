"""Structured logs as JSON lines. They hold who and what kind, never what somebody entered."""

import logging.config
from typing import Any

import structlog

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
}


def _drop_values(_: Any, __: str, event: dict[str, Any]) -> dict[str, Any]:
    for name in _NEVER & event.keys():
        del event[name]
    # "GET /path?search=…": what somebody looked for is theirs.
    if isinstance(event.get("request"), str):
        event["request"] = event["request"].partition("?")[0]
    return event


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
                        structlog.processors.format_exc_info,
                        structlog.processors.JSONRenderer(),
                    ],
                    "foreign_pre_chain": shared,
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
