"""`/healthz`, `/readyz`, `/metrics`: answered under any host name, before the application looks at it.

Monitors and orchestrators ask a process by its address ("10.0.3.7:8000", "web:8000"), which is in nobody's list of hosts.
Nothing in these answers depends on the name, and the proxy shows them to nobody outside.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import get_resolver

from backend.core import health, metrics, ready

Answer = Callable[[HttpRequest], HttpResponseBase]
WATCHED: dict[str, Answer] = {"/healthz": health.healthz, "/readyz": ready.readyz, "/metrics": metrics.metrics}


class WatchedMiddleware:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        # The apps are joined when the addresses are read; the first to ask may be a monitor.
        _ = get_resolver().url_patterns

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return WATCHED.get(request.path_info, self.get_response)(request)
