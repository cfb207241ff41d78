from typing import Any

from django.contrib import admin
from django.db.models import F
from django.http import HttpRequest, HttpResponse

from backend.accounts.record_admin import RecordAdmin
from backend.core import clock
from backend.core.admin import ReadOnlyAdmin
from backend.reminders.models import Delivery, Digest, Reminder
from backend.reminders.operators import standing


class DeliveryInline(admin.TabularInline[Delivery, Reminder]):
    model = Delivery
    extra = 0
    can_delete = False
    readonly_fields = ["at", "channel", "recipient", "outcome", "detail", "message_id"]

    def has_add_permission(self, request: object, obj: object = None) -> bool:
        return False


@admin.register(Reminder)
class ReminderAdmin(RecordAdmin):
    """What waits, failed and was told, and why; then the rows, next to be looked at first. No words, no name."""

    ordering = [F("next_at").asc(nulls_last=True), "-due_at"]
    show_full_result_count = False

    list_display = ["due_at", "kind", "to", "state", "withdrawn_reason", "attempts", "next_at", "sent_at"]
    list_filter = ["state", "kind", "to"]
    date_hierarchy = "due_at"
    fields = [
        "id", "patient_id", "kind", "to", "slot", "state", "reason", "withdrawn_reason", "due_on", "nominal_at",
        "due_at", "next_at", "attempts", "round", "planned_at", "sent_at", "read_at",
    ]  # fmt: skip
    inlines = [DeliveryInline]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"standing": standing(clock.now()), **(extra_context or {})})


@admin.register(Delivery)
class DeliveryAdmin(RecordAdmin):
    """Every attempt."""

    patient_path = "reminder__patient_id"

    list_display = ["at", "channel", "outcome", "detail", "recipient"]
    list_filter = ["channel", "outcome"]
    date_hierarchy = "at"


@admin.register(Digest)
class DigestAdmin(ReadOnlyAdmin):
    """What each clinician's overview became: numbers, no name of a patient."""

    list_display = [
        "due_at",
        "user_id",
        "slot",
        "state",
        "withdrawn_reason",
        "waiting",
        "today",
        "attempts",
        "sent_at",
    ]
    list_filter = ["state"]
    date_hierarchy = "due_at"
