"""Ids: UUIDv7 (RFC 9562), so that rows made together lie together in an index."""

from uuid import UUID

from uuid6 import uuid7 as _uuid7


def new_id() -> UUID:
    return UUID(int=_uuid7().int)
