"""Keyset paging: stable while rows are added, and as fast on the last page as on the first."""

from rest_framework.pagination import CursorPagination


class KeysetPagination(CursorPagination):
    """`?cursor=` from the `next` link; newest first unless the view names another order."""

    page_size = 100
    page_size_query_param = "limit"
    max_page_size = 500
    ordering: str | tuple[str, ...] = "-id"
