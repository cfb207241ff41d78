from typing import Any

from django.contrib import admin

from backend.core.models import AuditEvent

admin.site.site_header = admin.site.site_title = "TOH Tracker, for operators"
admin.site.index_title = "What runs, and what does not"


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """Operators look; every change goes through an action, so that it is audited."""

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor_role", "actor_name", "action", "kind", "patient_id", "count"]
    list_filter = ["action", "actor_role"]
    date_hierarchy = "at"
