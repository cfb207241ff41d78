"""A clinician asks for a questionnaire."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import CLINICIANS, Expect, KindModel, register
from backend.records.questionnaires import forms

QuestionnaireId = Annotated[str, Field(pattern=r"^[0-9a-f-]{36}$"), Expect("the id of a questionnaire")]


@register(
    "questionnaire",
    action="ask_questionnaire",
    writers=CLINICIANS,
    replay=None,
    example={"questionnaire": "019a0000-0000-7000-8000-000000000001", "every": "week", "until_on": "2027-01-01"},
    left_out={
        "rules": "a request says nothing of the hip",
        "pdf": "what was asked is the clinic's own planning",
        "demo": "left for whoever tries the desk",
    },
)
class QuestionnaireKind(KindModel):
    """A clinician's request to answer a questionnaire: once, or `every` so often, until a day or until ended."""

    questionnaire: QuestionnaireId
    every: Literal["once", "day", "week", "month"] = "once"
    until_on: v.Day | None = None
    ended: bool | None = None

    @model_validator(mode="after")
    def _is_known(self) -> Self:
        forms.known(self.questionnaire)
        return self
