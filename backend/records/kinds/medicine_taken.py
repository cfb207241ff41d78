"""A dose of a medicine taken, or left out, on a day."""

from typing import Literal

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import KindModel, register


@register(
    "medicine_taken",
    action="log_medicine",
    replay=None,
    example={"name": "Alendronic acid 70 mg", "outcome": "taken", "time": "07:30"},
    left_out={
        "pdf": "the report names what was prescribed; what was taken of it is the person's own note",
        "demo": "nobody in the demo is at that point of their course",
    },
)
class MedicineTaken(KindModel):
    """`name`: as in the list of medicines; `time`: which of the planned times it was, where there are several."""

    name: v.Name
    outcome: Literal["taken", "skipped"]
    time: v.TimeOfDay | None = None
