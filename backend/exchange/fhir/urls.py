"""To be mounted at `/fhir/`."""

from django.urls import URLPattern, path, re_path

from backend.exchange.bulk import views as bulk
from backend.exchange.fhir import views

urlpatterns: list[URLPattern] = [
    path("metadata", views.CapabilityView.as_view(), name="fhir-metadata"),
    path("Group/<uuid:clinic_id>/$export", bulk.KickOffView.as_view(), name="fhir-bulk"),
    path("bulk/<uuid:export_id>", bulk.StatusView.as_view(), name="fhir-bulk-status"),
    path("bulk/<uuid:export_id>/<str:kind>.ndjson", bulk.FileView.as_view(), name="fhir-bulk-file"),
    path("Patient/<str:resource_id>/$everything", views.EverythingView.as_view(), name="fhir-everything"),
    re_path(r"^(?P<kind>[A-Z][A-Za-z]+)$", views.SearchView.as_view(), name="fhir-search"),
    re_path(
        r"^(?P<kind>[A-Z][A-Za-z]+)/(?P<resource_id>[A-Za-z0-9.-]{1,64})$", views.ReadView.as_view(), name="fhir-read"
    ),
    re_path(r"^(?P<rest>.*)$", views.NothingView.as_view(), name="fhir-nothing"),
]
