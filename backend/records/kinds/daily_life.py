"""Something of daily life: the patient asks whether they may do it, and a clinician decides."""

from typing import Literal, Self

from pydantic import model_validator

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import KindModel, register, wrong


@register(
    "daily_life",
    action="say_daily_life",
    replay=None,
    example={"doing": "drive", "answer": "yes", "from_on": "2026-06-01", "for_patient": "Short ways first"},
    clinicians=frozenset({"answer", "from_on", "for_patient"}),
    left_out={
        "rules": "nothing is published on it for this illness: a clinician decides, and no rule does",
        "demo": "left for whoever tries the desk",
    },
)
class DailyLife(KindModel):
    """Without `answer` it is a question. `from_on`: the clinician's own date; no number of weeks is ever proposed."""

    doing: Literal[
        "drive", "desk_work", "standing_work", "climb_stairs", "lift", "carry_baby", "cycle", "run"
    ]  # fmt: skip
    question: v.ShortWords | None = None
    answer: Literal["yes", "not_yet"] | None = None
    from_on: v.Day | None = None
    for_patient: v.ShortWords | None = None
    told: v.Told | None = None

    @model_validator(mode="after")
    def _a_day_belongs_to_a_yes(self) -> Self:
        if self.from_on is not None and self.answer != "yes":
            raise wrong("from_on", "a day with the answer yes only")
        if self.for_patient is not None and self.answer is None:
            raise wrong("answer", "yes or not_yet with words for the patient")
        return self
