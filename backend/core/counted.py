"""django-prometheus' figures about requests, under their names, with the labels of one kind of request found once.

Looking up a dozen of labelled figures for each request costs more than adding to them.
"""

import time
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django_prometheus.middleware import Metrics

Answer = Callable[[HttpRequest], HttpResponse]
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "OPTIONS", "CONNECT", "PATCH"})
UNNAMED = "<unnamed view>"


class CountedOutside:
    """Every request, whatever answers it, and how long that took with all that lies around a view."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        figures = Metrics.get_instance()
        self.asked, self.answered = figures.requests_total.inc, figures.responses_total.inc
        self.took = figures.requests_latency_before.observe

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        self.asked()
        response = self.get_response(request)
        self.answered()
        self.took(time.perf_counter() - began)
        return response


class CountedInside:
    """Requests that reach a view, by view, method and status."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.figures: Any = Metrics.get_instance()
        self.kinds: dict[tuple[Any, ...], tuple[tuple[Callable[[], None], ...], Callable[[float], None]]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        streaming = response.streaming
        kind = (_view(request), _method(request), request.scheme, response.status_code, response.charset, streaming)
        known = self.kinds.get(kind)
        if known is None:
            known = self.kinds[kind] = self._of(*kind)
        counts, took = known
        for count in counts:
            count()
        figures = self.figures
        figures.requests_body_bytes.observe(int(request.META.get("CONTENT_LENGTH") or 0))
        if not streaming:
            figures.responses_body_bytes.observe(len(response.content))
        if request.META.get("HTTP_X_REQUESTED_WITH") == "XMLHttpRequest":
            figures.requests_ajax.inc()
        took(time.perf_counter() - began)
        return response

    def _of(
        self, view: str, method: str, transport: str | None, status: int, charset: str, streaming: bool
    ) -> tuple[tuple[Callable[[], None], ...], Callable[[float], None]]:
        figures = self.figures
        counts = [
            figures.requests_by_method.labels(method=method).inc,
            figures.requests_by_transport.labels(transport=transport).inc,
            figures.responses_by_status.labels(status=str(status)).inc,
            figures.responses_by_status_view_method.labels(status=str(status), view=view, method=method).inc,
            figures.responses_by_charset.labels(charset=charset).inc,
        ]
        if view != UNNAMED:
            seen = figures.requests_by_view_transport_method
            counts.append(seen.labels(view=view, transport=transport, method=method).inc)
        if streaming:
            counts.append(figures.responses_streaming.inc)
        return tuple(counts), figures.requests_latency_by_view_method.labels(view=view, method=method).observe

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        self.figures.exceptions_by_type.labels(type=type(exception).__name__).inc()
        self.figures.exceptions_by_view.labels(view=_view(request)).inc()


def _view(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.view_name if match else None) or UNNAMED


def _method(request: HttpRequest) -> str:
    return request.method if request.method in METHODS else "<invalid method>"
