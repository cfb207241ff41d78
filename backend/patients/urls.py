from django.urls import path

from backend.patients import views
from backend.patients.care import urls as relation_urls
from backend.patients.privacy import views as privacy
from backend.patients.programmes import views as programme_views

urlpatterns = [
    path("patients", views.PatientsView.as_view(), name="patients"),
    path("patients/<uuid:patient_id>", views.PatientView.as_view(), name="patient"),
    path(
        "clinics/<uuid:clinic_id>/programme-templates",
        programme_views.TemplatesView.as_view(),
        name="programme-templates",
    ),
    path(
        "clinics/<uuid:clinic_id>/programme-templates/<uuid:template_id>",
        programme_views.TemplateView.as_view(),
        name="programme-template",
    ),
    path("patients/<uuid:patient_id>/seen", privacy.SeenView.as_view(), name="seen"),
    path("erasure", privacy.ErasureView.as_view(), name="erasure"),
    *relation_urls.urlpatterns,
]
