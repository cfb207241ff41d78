from django.urls import path

from backend.tracking import desk_views, programme_views, record_views, views

urlpatterns = [
    path("patients/<uuid:patient_id>/findings", views.FindingsView.as_view(), name="findings"),
    path(
        "patients/<uuid:patient_id>/findings/history",
        desk_views.FindingHistoryView.as_view(),
        name="findings-history",
    ),
    path("patients/<uuid:patient_id>/reviews", desk_views.StampsView.as_view(), name="reviews"),
    path("patients/<uuid:patient_id>/contacts", record_views.ContactsView.as_view(), name="contacts"),
    path("patients/<uuid:patient_id>/desk-records", record_views.DeskRecordsView.as_view(), name="desk-records"),
    path(
        "patients/<uuid:patient_id>/records/<uuid:record_id>/versions",
        record_views.VersionsView.as_view(),
        name="record-versions",
    ),
    path(
        "patients/<uuid:patient_id>/records/<uuid:record_id>/correct",
        record_views.CorrectView.as_view(),
        name="record-correct",
    ),
    path(
        "patients/<uuid:patient_id>/records/<uuid:record_id>/entered-in-error",
        record_views.InErrorView.as_view(),
        name="record-in-error",
    ),
    path("findings/acknowledge", desk_views.AcknowledgeManyView.as_view(), name="acknowledge-many"),
    path("desk-acts/<uuid:act_id>/undo", desk_views.UndoView.as_view(), name="undo"),
    path("patients/<uuid:patient_id>/thresholds", views.PatientLimitsView.as_view(), name="patient-limits"),
    path("patients/<uuid:patient_id>/programme", programme_views.GiveProgrammeView.as_view(), name="give-programme"),
    path("clinics/<uuid:clinic_id>/thresholds", views.ClinicLimitsView.as_view(), name="clinic-limits"),
    path("findings/<uuid:finding_id>/acknowledge", views.AcknowledgeView.as_view(), name="acknowledge"),
    path("findings/<uuid:finding_id>/resolve", views.ResolveView.as_view(), name="resolve"),
]
