"""Who may call at all. What they may see is decided by querysets (`visible_to`), never here alone."""

from typing import Any

from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request


class SignedIn(IsAuthenticated):
    """A signed-in person. What a token may do is decided where it is read (`backend.accounts.scopes`)."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return bool(super().has_permission(request, view))
