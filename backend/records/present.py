"""How a record looks in the API: the same for the phone, the desk and scripts."""

from typing import Any

from backend.records.models import Record


def record_json(row: Record) -> dict[str, Any]:
    """Envelope and fields of the kind side by side, by the names of the replay format."""
    return {
        "id": str(row.pk),
        "kind": row.kind,
        "recorded_at": row.recorded_at.isoformat(),
        "received_at": row.received_at.isoformat(),
        "timezone": row.timezone,
        "date": row.day.isoformat(),
        "supersedes": str(row.supersedes) if row.supersedes else None,
        "group": str(row.group) if row.group else None,
        "is_current": row.is_current,
        "author": {"name": row.author_name, "role": row.author_role},
        **row.data,
        # A risk factor's own `name` and the like never hide the envelope.
        "seq": row.seq,
    }
