"""To be mounted at `/fhir/`."""

from django.urls import URLPattern, path, re_path

from backend.exchange.bulk import views as bulk
from backend.exchange.fhir import search_views, views

urlpatterns: list[URLPattern] = [
    path("metadata", views.CapabilityView.as_view(), name="fhir-metadata"),
    path("Group/<uuid:clinic_id>/$export", bulk.KickOffView.as_view(), name="fhir-bulk"),
    path("bulk/<uuid:export_id>", bulk.StatusView.as_view(), name="fhir-bulk-status"),
    path("bulk/<uuid:export_id>/<str:kind>.ndjson", bulk.FileView.as_view(), name="fhir-bulk-file"),
    path("Patient/<str:resource_id>/$everything", views.EverythingView.as_view(), name="fhir-everything"),
    path("Patient/<str:resource_id>/$summary", views.SummaryView.as_view(), name="fhir-summary"),
    re_path(
        r"^(?P<kind>[A-Z][A-Za-z]+)$", search_views.SearchView.as_view(http_method_names=["get"]), name="fhir-search"
    ),
    re_path(
        r"^(?P<kind>[A-Z][A-Za-z]+)/_search$",
        search_views.SearchView.as_view(http_method_names=["get", "post"]),
        name="fhir-search-form",
    ),
    re_path(
        r"^Patient/(?P<patient_id>[A-Za-z0-9.-]{1,64})/(?P<kind>[A-Z][A-Za-z]+)$",
        search_views.SearchView.as_view(http_method_names=["get"]),
        name="fhir-compartment",
    ),
    re_path(
        r"^Patient/(?P<patient_id>[A-Za-z0-9.-]{1,64})/(?P<kind>[A-Z][A-Za-z]+)/_search$",
        search_views.SearchView.as_view(http_method_names=["get", "post"]),
        name="fhir-compartment-form",
    ),
    re_path(
        r"^(?P<kind>[A-Z][A-Za-z]+)/(?P<resource_id>[A-Za-z0-9.-]{1,64})$", views.ReadView.as_view(), name="fhir-read"
    ),
    re_path(r"^(?P<rest>.*)$", views.NothingView.as_view(), name="fhir-nothing"),
]
