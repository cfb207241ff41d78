from django.urls import path

from backend.dashboard import views

urlpatterns = [
    path("dashboard/worklist", views.WorklistView.as_view(), name="worklist"),
    path("dashboard/patients/<uuid:patient_id>/course", views.CourseView.as_view(), name="course"),
    path("guidance", views.GuidanceView.as_view(), name="guidance"),
]
