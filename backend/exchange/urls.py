from django.urls import URLPattern, URLResolver, include, path

from backend.exchange.report.views import AppointmentView, ProgrammeView, ReportView

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("backend.exchange.questionnaires.urls")),
    path("", include("backend.exchange.export.urls")),
    path("", include("backend.exchange.csv.urls")),
    path("", include("backend.exchange.imports.urls")),
    path("", include("backend.exchange.links.urls")),
    path("patients/<uuid:patient_id>/report.pdf", ReportView.as_view(), name="report"),
    path("patients/<uuid:patient_id>/appointment.pdf", AppointmentView.as_view(), name="appointment-page"),
    path("patients/<uuid:patient_id>/programme.pdf", ProgrammeView.as_view(), name="home-programme"),
]
