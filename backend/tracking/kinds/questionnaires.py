"""Asking a patient to answer a questionnaire, and the answers."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from backend.patients.kinds import words as w
from backend.patients.kinds.base import CLINICIANS, Expect, KindModel, register, wrong

QuestionnaireId = Annotated[str, Field(pattern=r"^[0-9a-f-]{36}$"), Expect("the id of a questionnaire")]


@register("questionnaire", action="ask_questionnaire", writers=CLINICIANS)
class QuestionnaireKind(KindModel):
    """A clinician's request to answer a questionnaire: once, or `every` so often, until a day or until ended."""

    questionnaire: QuestionnaireId
    every: Literal["once", "day", "week", "month"] = "once"
    until_on: w.Day | None = None
    ended: bool | None = None

    @model_validator(mode="after")
    def _is_known(self) -> Self:
        _form(self.questionnaire)
        return self


@register("questionnaire_response", action="answer_questionnaire")
class QuestionnaireResponse(KindModel):
    """Answers by the question's id: true/false, a number, text, an ISO day, an option's code or a list of codes."""

    questionnaire: QuestionnaireId
    answers: Annotated[dict[str, Any], Field(max_length=500), Expect("an object with an answer for each question")]

    @model_validator(mode="after")
    def _fits_its_questionnaire(self) -> Self:
        from backend.core.errors import Refused
        from backend.tracking.questionnaires.answers import check

        try:
            check(_form(self.questionnaire), self.answers)
        except Refused as error:
            raise wrong(error.field or "answers", error.expected.removeprefix("expected ")) from error
        return self


def _form(questionnaire_id: str) -> Any:
    # Here and not above: kinds are registered while the apps load, before any model can be used.
    from backend.tracking.questionnaires.form import known

    found = known(questionnaire_id)
    if found is None:
        raise wrong("questionnaire", "the id of a questionnaire that the clinic has loaded")
    return found[1]
