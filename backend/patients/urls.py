from django.urls import path

from backend.patients import views

urlpatterns = [
    path("patients", views.PatientsView.as_view(), name="patients"),
    path("patients/<uuid:patient_id>", views.PatientView.as_view(), name="patient"),
    path("patients/<uuid:patient_id>/records", views.RecordsView.as_view(), name="records"),
]
