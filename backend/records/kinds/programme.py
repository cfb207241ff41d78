"""Exercises set by a clinician."""

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import CLINICIANS, KindModel, register


@register(
    "programme",
    action="set_programme",
    writers=CLINICIANS,
    units={"minutes": "min"},
    replay=("category", "minutes", "weekdays", "until_on"),
    example={"category": "strengthening", "minutes": 15, "weekdays": ["mon", "thu"], "until_on": "2099-12-31"},
)
class Programme(KindModel):
    """Exercises of one category on the given weekdays (none given: every day), until a day."""

    category: v.ExerciseCategory | None = None
    minutes: v.Minutes | None = None
    weekdays: list[v.Weekday] | None = None
    until_on: v.Day | None = None
    instructions: v.Words | None = None
