"""The day of the next bone density scan, set by a clinician."""

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import CLINICIANS, KindModel, register


@register(
    "dexa_date",
    action="set_dexa_date",
    writers=CLINICIANS,
    replay=("due_on",),
    example={"due_on": "2026-06-01"},
    left_out={"demo": "nobody in the demo is at that point of their course"},
)
class DexaDate(KindModel):
    due_on: v.Day
