"""The answers to a questionnaire."""

from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from backend.core.errors import Refused
from backend.records.kinds.base import Expect, KindModel, register, wrong
from backend.records.kinds.questionnaire import QuestionnaireId
from backend.records.questionnaires import forms


@register(
    "questionnaire_response",
    action="answer_questionnaire",
    replay=None,
    example={
        "questionnaire": "019a0000-0000-7000-8000-000000000001",
        "answers": {
            "stairs": "mild",
            "aids": ["cane", "rail"],
            "nights": 3,
            "km": 1.5,
            "fell": True,
            "when": "2025-02-01",
        },
    },
    left_out={
        "rules": "scores are shown, and no rule reads them",
        "pdf": "scores are read beside their questions, in the app",
        "demo": "left for whoever tries the app",
    },
)
class QuestionnaireResponse(KindModel):
    """Answers by the question's id: true/false, a number, text, an ISO day, an option's code or a list of codes."""

    questionnaire: QuestionnaireId
    answers: Annotated[dict[str, Any], Field(max_length=500), Expect("an object with an answer for each question")]

    @model_validator(mode="after")
    def _fits_its_questionnaire(self) -> Self:
        form = forms.known(self.questionnaire)
        try:
            forms.check(form, self.answers)
        except Refused as error:
            raise wrong(error.field or "answers", error.expected.removeprefix("expected ")) from error
        return self
