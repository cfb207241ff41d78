from django.urls import path

from backend.dashboard import csv_views, overview_views, views

urlpatterns = [
    path("dashboard/worklist", views.WorklistView.as_view(), name="worklist"),
    path("dashboard/worklist.csv", csv_views.WorklistCsvView.as_view(), name="worklist-csv"),
    path("dashboard/overview", overview_views.OverviewView.as_view(), name="overview"),
    path("dashboard/patients/<uuid:patient_id>/course", views.CourseView.as_view(), name="course"),
    path("dashboard/patients/<uuid:patient_id>/replay", views.ReplayView.as_view(), name="course-replay"),
    path("dashboard/views", views.SavedViewsView.as_view(), name="saved-views"),
    path("dashboard/views/<uuid:view_id>", views.SavedViewView.as_view(), name="saved-view"),
    path("guidance", views.GuidanceView.as_view(), name="guidance"),
]
