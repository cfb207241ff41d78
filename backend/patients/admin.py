from django.contrib import admin

from backend.accounts.record_admin import RecordAdmin
from backend.patients.models import CareTeamMember, Patient


@admin.register(Patient)
class PatientAdmin(RecordAdmin):
    """Whether the machinery runs for a patient; no clinical content."""

    patient_path = "pk"

    list_display = ["id", "clinic", "reassess_at", "assessed_at", "rules_version", "seq"]
    fields = [
        "id",
        "clinic",
        "timezone",
        "created_at",
        "closed_at",
        "reassess_at",
        "assessed_at",
        "rules_version",
        "seq",
    ]
    list_select_related = ["clinic"]


@admin.register(CareTeamMember)
class CareTeamAdmin(RecordAdmin):
    list_display = ["patient_id", "user_id", "role", "since", "until"]
    fields = ["patient_id", "user_id", "role", "since", "until"]
