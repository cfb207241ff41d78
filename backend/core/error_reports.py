"""Errors to a service that keeps them together (Sentry or one that speaks like it): off unless ERROR_REPORTS_DSN is set.

A report is built anew from the few things that hold nothing of a person: which error, where in the code, on which route or
in which task. Words of an exception, values, addresses, headers, bodies and who was signed in stay here.
"""

from typing import Any

import structlog

# Of a frame: where it is. Not `vars`, and not the lines around it.
_FRAME = ("filename", "function", "module", "lineno", "in_app")
_WHOLE = ("event_id", "timestamp", "level", "platform", "release", "environment", "logger")
_NUMBERS = ("request_id", "task_id")


def configure(*, dsn: str, environment: str) -> None:
    """Send errors to `dsn`; nothing at all when it is empty."""
    if not dsn:
        return
    import sentry_sdk

    sentry_sdk.init(
        dsn=dsn,
        environment=environment,
        before_send=bare,  # type: ignore[arg-type]  # a report is a dict
        send_default_pii=False,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        traces_sample_rate=None,
        auto_session_tracking=False,
        send_client_reports=False,
        server_name="",
    )


def bare(report: dict[str, Any], _: Any = None) -> dict[str, Any]:
    """Only what names the error and its place; the ids under which the log has the rest."""
    told = {name: report[name] for name in _WHOLE if name in report}
    # The route or the task, as the code names it: a path that fits no route would be somebody's words.
    if (report.get("transaction_info") or {}).get("source") in ("route", "component", "task"):
        told["transaction"] = report["transaction"]
    told["exception"] = {"values": [_bare(one) for one in (report.get("exception") or {}).get("values", [])]}
    bound = structlog.contextvars.get_contextvars()
    told["tags"] = {name: str(bound[name]) for name in _NUMBERS if name in bound}
    return told


def _bare(error: dict[str, Any]) -> dict[str, Any]:
    frames = (error.get("stacktrace") or {}).get("frames", [])
    return {
        "type": error.get("type"),
        "module": error.get("module"),
        "stacktrace": {"frames": [{name: frame.get(name) for name in _FRAME} for frame in frames]},
    }
