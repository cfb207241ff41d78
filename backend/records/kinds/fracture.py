"""A broken bone."""

from typing import Literal

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import KindModel, register


@register(
    "fracture",
    action="record_fracture",
    replay=("site", "side"),
    example={"site": "femoral_neck", "side": "left"},
    left_out={"demo": "nobody in the demo broke a bone"},
)
class Fracture(KindModel):
    site: (
        Literal["femoral_neck", "hip", "femur", "knee", "ankle", "foot", "pelvis", "vertebra", "wrist", "other"]
        | None
    ) = None
    side: v.Side | None = None
