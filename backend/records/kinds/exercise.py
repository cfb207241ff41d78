"""Exercise done on a day."""

from typing import Annotated

from pydantic import Field

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import Expect, KindModel, register
from backend.records.kinds.programme import ExerciseId


@register(
    "exercise",
    action="log_exercise",
    units={"minutes": "min", "pain": "0 to 10"},
    replay=("category", "minutes"),
    example={"category": "aquatic", "minutes": 20, "item": "water-walk", "too_hard": False, "pain": 2},
    left_out={"pdf": "the report shows what was set, and the app what was done"},
)
class Exercise(KindModel):
    """`item`: which exercise of the library; `too_hard` and `pain` (0 to 10) are of the time during it."""

    category: v.ExerciseCategory | None = None
    minutes: v.Minutes | None = None
    programme: Annotated[str | None, Field(max_length=36), Expect("the id of a programme")] = None
    item: ExerciseId | None = None
    too_hard: bool | None = None
    pain: Annotated[float | None, Field(ge=0, le=10), Expect("a number from 0 to 10")] = None
