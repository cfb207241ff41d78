"""Whether a child is breastfed."""

from typing import Literal

from backend.records.kinds.base import KindModel, register


@register(
    "breastfeeding",
    action="record_breastfeeding",
    replay=("status",),
    example={"status": "yes"},
    left_out={
        "pdf": "it moves dates, which the report shows, and is not asked for by the reader",
        "demo": "nobody in the demo is at that point of their course",
    },
)
class Breastfeeding(KindModel):
    status: Literal["yes", "no", "unknown"]
