from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from backend.core import health, metrics, ready, views
from toh_tracker import wiring

wiring.connect()

api: list[URLPattern | URLResolver] = [
    path("", include("backend.accounts.urls")),
    path("", include("backend.patients.urls")),
    path("", include("backend.tracking.urls")),
    path("", include("backend.sync.urls")),
    path("", include("backend.reminders.urls")),
    path("", include("backend.dashboard.urls")),
    path("", include("backend.exchange.urls")),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="schema", template_name="core/api_docs.html"),
        name="docs",
    ),
]

urlpatterns = [
    path("api/v1/", include(api)),
    path("fhir/", include("backend.exchange.fhir.urls")),
    path("_allauth/", include("allauth.headless.urls")),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", ready.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    # Every other path is the app's own; what belongs to the server and is not there is a 404, not the app.
    re_path(
        r"^(?!api/|_allauth/|admin/|static/|assets/|fhir/|metrics|healthz|readyz).*$",
        views.app_shell,
        name="app",
    ),
]

handler400 = "backend.core.views.bad_request"
handler404 = "backend.core.views.not_found"
handler500 = "backend.core.views.server_error"

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]
