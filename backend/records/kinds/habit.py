"""Tobacco and alcohol."""

from typing import Annotated

from pydantic import Field

from backend.records.kinds.base import Expect, KindModel, register


@register(
    "habit",
    action="log_habit",
    units={"alcohol_drinks_per_day": "drinks/day"},
    replay=("tobacco", "alcohol_drinks_per_day"),
    example={"tobacco": True},
    left_out={"demo": "left for whoever tries the app"},
)
class Habit(KindModel):
    tobacco: bool | None = None
    alcohol_drinks_per_day: Annotated[float | None, Field(ge=0, le=100), Expect("drinks a day from 0 to 100")] = None
