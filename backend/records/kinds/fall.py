"""A fall, a near-fall or a stumble."""

from typing import Literal

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import KindModel, register


@register(
    "fall",
    action="log_fall",
    replay=("outcome", "side", "hurt"),
    example={"outcome": "stumble", "side": "left", "hurt": False, "could_stand": True},
    left_out={"demo": "nobody in the demo has fallen"},
)
class Fall(KindModel):
    """`side`: the leg that gave way or was fallen on; `hurt`: whether something hurts since; `could_stand`: whether that leg
    carried weight afterwards; `told`: how the clinic heard of it, where a clinician writes it down."""

    outcome: Literal["fall", "near_fall", "stumble"]
    side: Literal["left", "right", "both", "unknown"] | None = None
    hurt: bool | None = None
    could_stand: bool | None = None
    told: v.Told | None = None
