from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularSwaggerSplitView

from backend.accounts.sign_on import views as sign_on
from backend.core import health, metrics, public, ready, views
from backend.core.schema_view import SchemaView
from toh_tracker import wiring

wiring.connect()

api: list[URLPattern | URLResolver] = [
    # What phones ask all day stands first: an address is looked for from the top.
    path("", include("backend.sync.urls")),
    path("", include("backend.records.urls")),
    path("", include("backend.accounts.urls")),
    path("", include("backend.patients.urls")),
    path("", include("backend.tracking.urls")),
    path("", include("backend.reminders.urls")),
    path("", include("backend.dashboard.urls")),
    path("", include("backend.exchange.urls")),
    path("schema/", SchemaView.as_view(), name="schema"),
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
    path("_allauth/clinic/<uuid:clinic_id>/callback", sign_on.callback, name="sign-on-callback"),
    path("admin/", admin.site.urls),
    path(".well-known/security.txt", public.security_txt, name="security-txt"),
    path("robots.txt", public.robots_txt, name="robots-txt"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", ready.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("link", views.link_page, name="link-page"),
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
