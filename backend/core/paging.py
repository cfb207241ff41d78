"""Keyset paging: stable while rows are added, and as fast on the last page as on the first."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError
from rest_framework.pagination import CursorPagination

from backend.core.errors import Refused
from backend.core.parsers import has_nul

NOT_OURS = "expected what a `next` link of this list says"


class KeysetPagination(CursorPagination):
    """`?cursor=` from the `next` link; newest first unless the view names another order."""

    page_size = 100
    page_size_query_param = "limit"
    max_page_size = 500
    ordering: str | tuple[str, ...] = "-id"

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any] | None:
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValueError, TypeError, ValidationError, DataError) as error:
            # A cursor is the place where a page ended: a date, a name, an id. Another one fits no column.
            if self.cursor_query_param not in request.query_params:
                raise
            raise Refused(self.cursor_query_param, NOT_OURS) from error

    def decode_cursor(self, request: Any) -> Any:
        cursor = super().decode_cursor(request)
        if cursor is not None and has_nul(str(cursor.position)):
            raise Refused(self.cursor_query_param, NOT_OURS)
        return cursor
