from typing import Any

from django.contrib import admin
from django.db.models import F
from django.http import HttpRequest, HttpResponse

from backend.accounts.record_admin import PeopleAdmin, RecordAdmin
from backend.core import clock
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
    """What waits, failed and was told; then the rows, next to be looked at first. Not of what: that is of the record."""

    ordering = [F("next_at").asc(nulls_last=True), "-due_at"]
    show_full_result_count = False

    list_display = ["due_at", "id", "to", "state", "withdrawn_reason", "attempts", "next_at", "sent_at"]
    list_filter = ["state", "to"]
    date_hierarchy = "due_at"
    fields = [
        "id", "patient_id", "to", "state", "withdrawn_reason", "nominal_at", "due_at", "next_at", "attempts", "round", "planned_at", "sent_at", "read_at",
    ]  # fmt: skip
    inlines = [DeliveryInline]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"standing": standing(clock.now()), **(extra_context or {})})


@admin.register(Delivery)
class DeliveryAdmin(RecordAdmin):
    """Every attempt."""

    patient_path = "reminder__patient_id"

    list_display = ["at", "channel", "outcome", "detail", "recipient"]
    fields = ["reminder_id", "at", "channel", "outcome", "detail", "recipient", "message_id"]
    list_filter = ["channel", "outcome"]
    date_hierarchy = "at"


@admin.register(Digest)
class DigestAdmin(PeopleAdmin):
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
    fields = [
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
