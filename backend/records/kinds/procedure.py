"""An operation or another procedure."""

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import KindModel, register


@register(
    "procedure",
    action="record_procedure",
    replay=("name", "side", "implant"),
    example={"name": "Osteosynthesis of the left hip", "side": "left", "implant": True},
    left_out={"demo": "nobody in the demo was operated on"},
)
class Procedure(KindModel):
    name: v.Name | None = None
    side: v.Side | None = None
    implant: bool | None = None
