"""Exercise done on a day."""

from typing import Annotated

from pydantic import Field

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import Expect, KindModel, register


@register(
    "exercise",
    action="log_exercise",
    units={"minutes": "min"},
    replay=("category", "minutes"),
    example={"category": "aquatic", "minutes": 20},
    left_out={"pdf": "the report shows what was set, and the app what was done"},
)
class Exercise(KindModel):
    category: v.ExerciseCategory | None = None
    minutes: v.Minutes | None = None
    programme: Annotated[str | None, Field(max_length=36), Expect("the id of a programme")] = None
