"""Addresses of relations: who may see a record, how people come in, who works in a clinic."""

from django.urls import path

from backend.patients.auditing import views as audit_views
from backend.patients.care import clinic_views
from backend.patients.care import views as relation_views
from backend.patients.consents import views as consent_views
from backend.patients.emergency import views as emergency_views
from backend.patients.invitations import views as invitation_views
from backend.patients.keeping import views as keeping_views

urlpatterns = [
    # Who may see it
    path("patients/<uuid:patient_id>/team", relation_views.TeamView.as_view(), name="team"),
    path(
        "patients/<uuid:patient_id>/team/<int:user_id>", relation_views.TeamMemberView.as_view(), name="team-member"
    ),
    path("patients/<uuid:patient_id>/leave-clinic", relation_views.LeaveClinicView.as_view(), name="leave-clinic"),
    path("patients/<uuid:patient_id>/transfers", relation_views.TransfersView.as_view(), name="transfers"),
    path(
        "patients/<uuid:patient_id>/transfers/<uuid:transfer_id>",
        relation_views.TransferView.as_view(),
        name="transfer",
    ),
    path("patients/<uuid:patient_id>/consents", consent_views.ConsentsView.as_view(), name="consents"),
    path(
        "patients/<uuid:patient_id>/consents/<str:kind>/withdraw",
        consent_views.WithdrawConsentView.as_view(),
        name="withdraw-consent",
    ),
    path("consent-texts", consent_views.ConsentTextsView.as_view(), name="consent-texts"),
    path("clinics/<uuid:clinic_id>/emergencies", emergency_views.EmergencyListView.as_view(), name="emergencies"),
    path(
        "clinics/<uuid:clinic_id>/emergencies/<uuid:access_id>",
        emergency_views.EmergencyView.as_view(),
        name="emergency",
    ),
    # How people come in
    path("me/patient", invitation_views.OwnRecordView.as_view(), name="own-record"),
    path("invitations", invitation_views.InvitationsView.as_view(), name="invitations"),
    path("invitations/look", invitation_views.LookView.as_view(), name="look-at-invitation"),
    path("invitations/take", invitation_views.TakeView.as_view(), name="take-invitation"),
    path("invitations/<uuid:invitation_id>", invitation_views.InvitationView.as_view(), name="invitation"),
    # A clinic's people
    path("clinics", clinic_views.ClinicsView.as_view(), name="clinics"),
    path("clinics/<uuid:clinic_id>/precision", clinic_views.PrecisionView.as_view(), name="clinic-precision"),
    path("clinics/<uuid:clinic_id>/telephone", clinic_views.TelephoneView.as_view(), name="clinic-telephone"),
    path("clinics/<uuid:clinic_id>/members", clinic_views.StaffView.as_view(), name="clinic-members"),
    path(
        "clinics/<uuid:clinic_id>/members/<int:membership_id>",
        clinic_views.StaffMemberView.as_view(),
        name="clinic-member",
    ),
    path(
        "clinics/<uuid:clinic_id>/former-patients",
        clinic_views.FormerPatientsView.as_view(),
        name="former-patients",
    ),
    path(
        "clinics/<uuid:clinic_id>/former-patients/<uuid:patient_id>/signed",
        clinic_views.SignedHereView.as_view(),
        name="signed-here",
    ),
    path("clinics/<uuid:clinic_id>/keeping", keeping_views.KeepingView.as_view(), name="clinic-keeping"),
    # Who saw or changed what
    path("clinics/<uuid:clinic_id>/audit", audit_views.AuditView.as_view(), name="clinic-audit"),
    path("clinics/<uuid:clinic_id>/audit.csv", audit_views.AuditSheetView.as_view(), name="clinic-audit-csv"),
    path("clinics/<uuid:clinic_id>/audit/record", audit_views.AuditRecordView.as_view(), name="clinic-audit-record"),
]
