from django.urls import path

from backend.exchange.csv import views

urlpatterns = [
    path("patients/<uuid:patient_id>/course.csv", views.CourseCsvView.as_view(), name="course-csv"),
    path("patients/<uuid:patient_id>/import-csv", views.ImportCsvView.as_view(), name="import-csv"),
]
