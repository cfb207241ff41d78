"""Dead bone in the head of the femur."""

from typing import Literal

from backend.records.kinds.base import KindModel, register


@register(
    "avascular_necrosis",
    action="record_avascular_necrosis",
    replay=("side",),
    example={"side": "right"},
    left_out={"demo": "nobody in the demo has it: it is another illness"},
)
class AvascularNecrosis(KindModel):
    side: Literal["left", "right", "both", "unknown"] | None = None
