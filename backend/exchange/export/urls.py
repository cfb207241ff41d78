from django.urls import path

from backend.exchange.export import views

urlpatterns = [
    path("exports", views.ExportsView.as_view(), name="exports"),
    path("exports/<uuid:export_id>", views.ExportView.as_view(), name="export"),
    path("exports/<uuid:export_id>/file", views.ExportFileView.as_view(), name="export-file"),
]
