"""A question that came to mind, kept for the next visit."""

from typing import Annotated

from pydantic import Field

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import Expect, KindModel, register


@register(
    "question",
    action="keep_question",
    replay=None,
    example={"text": "May I swim?", "answer": "Yes, without the breaststroke kick"},
    left_out={
        "rules": "words, not facts",
        "pdf": "it stands on the page for the appointment",
        "demo": "left for whoever tries the app",
    },
)
class Question(KindModel):
    """`answer`: what was said to it at the visit, as the person noted it; one with an answer is asked no more."""

    text: Annotated[str, Field(min_length=1, max_length=500), Expect("text of 1 to 500 characters")]
    answer: v.Words | None = None
