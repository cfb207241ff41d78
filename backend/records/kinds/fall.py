"""A fall, a near-fall or a stumble."""

from typing import Literal

from backend.records.kinds.base import KindModel, register


@register(
    "fall",
    action="log_fall",
    replay=("outcome", "side", "hurt"),
    example={"outcome": "stumble", "side": "left", "hurt": False},
    left_out={"demo": "nobody in the demo has fallen"},
)
class Fall(KindModel):
    """`side`: the leg that gave way or was fallen on; `hurt`: whether something was hurt by it."""

    outcome: Literal["fall", "near_fall", "stumble"]
    side: Literal["left", "right", "both", "unknown"] | None = None
    hurt: bool | None = None
