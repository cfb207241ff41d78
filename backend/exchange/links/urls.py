from django.urls import URLPattern, path

from backend.exchange.links import manifest, views

urlpatterns: list[URLPattern] = [
    path("patients/<uuid:patient_id>/health-links", views.HealthLinksView.as_view(), name="health-links"),
    path(
        "patients/<uuid:patient_id>/health-links/<uuid:link_id>", views.HealthLinkView.as_view(), name="health-link"
    ),
    path("shl/file/<str:ticket>", manifest.FileView.as_view(), name="shl-file"),
    path("shl/<str:token>", manifest.ManifestView.as_view(), name="shl"),
]
