from django.contrib import admin

from backend.accounts.record_admin import RecordAdmin
from backend.tracking.models import Finding


@admin.register(Finding)
class FindingAdmin(RecordAdmin):
    """Which rules speak and how often; evidence and words stay in the patient's record."""

    list_display = ["rule", "urgency", "state", "opened_on", "resolved_on", "rule_version"]
    list_filter = ["rule", "state", "urgency"]
    fields = [
        "id",
        "patient_id",
        "rule",
        "urgency",
        "state",
        "opened_on",
        "opened_at",
        "resolved_on",
        "rule_version",
    ]
