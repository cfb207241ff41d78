"""How well the patient can do something that they themselves want to do again."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import Expect, KindModel, register, wrong


def _once_spaced(text: str) -> str:
    """The words are the name of the series, so a second blank makes no second activity."""
    words = " ".join(text.split())
    if not words:
        raise ValueError("nothing")
    return words


@register(
    "goal",
    action="rate_goal",
    units={"score": "0 to 10"},
    replay=None,
    example={"activity": "Climb the stairs to the flat", "score": 3},
    left_out={
        "rules": "no rule reads what somebody wants to do again",
    },
)
class Goal(KindModel):
    """One activity and its score that day: 0 cannot do it, 10 as well as before the illness (as the Patient-Specific Functional
    Scale). The same words are the same activity. `ended`: it is not asked for any more. `told`: a clinician wrote it down."""

    activity: Annotated[
        v.Name, Field(max_length=120), AfterValidator(_once_spaced), Expect("one line of 1 to 120 characters")
    ]
    score: Annotated[float | None, Field(ge=0, le=10), Expect("a number from 0 to 10")] = None
    ended: bool | None = None
    told: v.Told | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.score is None and not self.ended:
            raise wrong("score", "a number from 0 to 10, or ended")
        return self
