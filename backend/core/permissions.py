"""Who may call at all. What they may see is decided by querysets (`visible_to`), never here alone."""

from typing import Any

from rest_framework.permissions import SAFE_METHODS, IsAuthenticated
from rest_framework.request import Request


class SignedIn(IsAuthenticated):
    """A signed-in person; a token of scope `read` may not write."""

    message = "This token may only read."

    def has_permission(self, request: Request, view: Any) -> bool:
        if not super().has_permission(request, view):
            return False
        token = request.auth
        return not (token and getattr(token, "scope", "write") == "read" and request.method not in SAFE_METHODS)
