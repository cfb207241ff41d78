"""An entry taken back."""

from backend.records.kinds.base import KindModel, register


@register(
    "deletion",
    action="delete_entry",
    replay=None,
    example={},
    left_out={"rules": "what is deleted is not a fact"},
)
class Deletion(KindModel):
    """A tombstone: the entry named by `supersedes` was a mistake."""
