"""A birth."""

from backend.records.kinds.base import KindModel, register


@register(
    "delivery",
    action="record_delivery",
    replay=(),
    example={},
    left_out={"demo": "nobody in the demo is at that point of their course"},
)
class Delivery(KindModel):
    pass
