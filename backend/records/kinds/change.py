"""Whether it got better or worse."""

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import KindModel, register


@register(
    "change",
    action="log_change",
    replay=("direction", "site", "side"),
    example={"direction": "worse", "site": "hip", "side": "left"},
)
class Change(KindModel):
    direction: v.Direction
    site: v.PainSite | None = None
    side: v.Side | None = None
