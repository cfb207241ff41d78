"""The patient logs nothing for a while, and says until when."""

from typing import Literal

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import KindModel, register


@register(
    "pause",
    action="log_pause",
    replay=("until_on", "reason"),
    example={"until_on": "2026-06-01", "reason": "travel"},
    left_out={
        "pdf": "a day without an entry is shown as one, whatever its reason",
        "demo": "nobody in the demo is at that point of their course",
    },
)
class Pause(KindModel):
    """`until_on`: the last day of it; `told`: how the clinic heard of it, where a clinician writes it down."""

    until_on: v.Day
    reason: Literal["ill", "travel", "birth", "other"] | None = None
    told: v.Told | None = None
