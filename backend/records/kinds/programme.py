"""Exercises set by a clinician."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from backend.records.exercises import library
from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import CLINICIANS, Expect, KindModel, register, wrong


def _known(key: str) -> str:
    if key not in library():
        raise ValueError("not in the library")
    return key


ExerciseId = Annotated[str, AfterValidator(_known), Expect("the id of an exercise of the library")]


class ProgrammeExercise(BaseModel):
    """One exercise of the library, as it is to be done.

    `reason`: why it is given although the hip bears as much in it as in walking and that is not allowed yet.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    exercise: ExerciseId
    side: Literal["left", "right", "both"] | None = None
    sets: Annotated[int | None, Field(ge=1, le=10)] = None
    repetitions: Annotated[int | None, Field(ge=1, le=100)] = None
    hold_seconds: Annotated[int | None, Field(ge=1, le=600)] = None
    rest_seconds: Annotated[int | None, Field(ge=0, le=600)] = None
    tempo: Literal["slow", "even", "brisk"] | None = None
    resistance: Annotated[str | None, Field(max_length=80)] = None
    aid: v.Aid | None = None
    weekdays: list[v.Weekday] | None = None
    note: v.ShortWords | None = None
    reason: v.ShortWords | None = None


@register(
    "programme",
    action="set_programme",
    writers=CLINICIANS,
    units={"minutes": "min"},
    replay=("category", "minutes", "weekdays", "until_on"),
    example={
        "category": "strengthening",
        "minutes": 15,
        "weekdays": ["mon", "thu"],
        "until_on": "2099-12-31",
        "items": [{"exercise": "clam", "side": "left", "sets": 3, "repetitions": 8, "rest_seconds": 60}],
    },
)
class Programme(KindModel):
    """Exercises of one category on the given weekdays (none given: every day), until a day; `items` says which."""

    category: v.ExerciseCategory | None = None
    minutes: v.Minutes | None = None
    weekdays: list[v.Weekday] | None = None
    until_on: v.Day | None = None
    instructions: v.Words | None = None
    items: Annotated[
        list[ProgrammeExercise] | None, Field(max_length=20), Expect("a list of at most 20 exercises of the category")
    ] = None

    @model_validator(mode="after")
    def _of_the_category(self) -> Self:
        for item in self.items or ():
            if library()[item.exercise].category != self.category:
                raise wrong("items", f"exercises of the category {self.category}: {item.exercise} is none")
        return self
