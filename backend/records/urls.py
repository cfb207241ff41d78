from django.urls import path

from backend.records import views

urlpatterns = [
    path("patients/<uuid:patient_id>/records", views.RecordsView.as_view(), name="records"),
]
