from typing import Any

from django.contrib import admin


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """Operators look; every change goes through an action, so that it is audited."""

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False
