"""A pregnancy, or its end without a birth."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import Expect, KindModel, register, wrong


@register(
    "pregnancy",
    action="record_pregnancy",
    units={"gestation_week": "weeks"},
    replay=("gestation_week", "due_on", "ended"),
    example={"gestation_week": 32.5},
)
class Pregnancy(KindModel):
    """Gestation in decimal weeks on that day (32.5 is 32 weeks 3.5 days), the expected delivery (40+0), or that it ended
    without delivery."""

    gestation_week: Annotated[float | None, Field(ge=0, le=45), Expect("decimal weeks from 0 to 45")] = None
    due_on: v.Day | None = None
    ended: bool | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if self.gestation_week is not None and self.due_on is not None:
            raise wrong("due_on", "a week or an expected delivery, not both")
        return self
