from django.urls import path

from backend.exchange.imports import views

urlpatterns = [
    path("clinics/<uuid:clinic_id>/imports", views.ImportsView.as_view(), name="imports"),
    path("imports/<uuid:import_id>", views.ImportView.as_view(), name="import"),
    path("imports/<uuid:import_id>/apply", views.ApplyView.as_view(), name="import-apply"),
    path("imports/<uuid:import_id>/undo", views.UndoView.as_view(), name="import-undo"),
]
