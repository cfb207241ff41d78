"""Our reading of a questionnaire, as plain JSON: the phone works with the same document.

    {"items": [Item…], "scores": [{"id", "text", "asks", "tree"}…]}

An Item is one line of the form, in order: `id` (FHIR's linkId), `type`, `text`, and where they apply `level`
(depth of groups), `required`, `multiple`, `options` [{"code", "text", "score"}], `min`, `max`, `step`, `slider`,
`low`/`high` (words at the ends of a slider), `earliest`/`latest` (of a date), `longest` (of words, in characters), `when` [{"id", "op", "value"}] with `any` (one suffices). `tree` is a
scoring expression (see `scoring`), `asks` the ids that it reads.
"""

from functools import lru_cache
from typing import Any, TypedDict
from uuid import UUID

from backend.tracking.questionnaires.models import Questionnaire

# What a line may be; the first two ask nothing.
SILENT = ("group", "display")
TYPES = (*SILENT, "boolean", "integer", "decimal", "date", "string", "text", "choice")


class Form(TypedDict):
    items: list[dict[str, Any]]
    scores: list[dict[str, Any]]


def questions(form: Form) -> dict[str, dict[str, Any]]:
    """The lines that ask something, by id, in order."""
    return {item["id"]: item for item in form["items"] if item["type"] not in SILENT}


@lru_cache(maxsize=512)
def _known(questionnaire_id: UUID) -> tuple[str, Form]:
    # A questionnaire never changes, so what was read once holds; one that is not there is not remembered.
    return Questionnaire.objects.values_list("title", "form").get(pk=questionnaire_id)


def known(questionnaire_id: Any) -> tuple[str, Form] | None:
    """(title, form) of a stored questionnaire; None for an id that names none."""
    try:
        return _known(UUID(str(questionnaire_id)))
    except (ValueError, Questionnaire.DoesNotExist):
        return None


def form_of(questionnaire_id: str) -> Form | None:
    """The form of a stored questionnaire; None for an id that names none."""
    found = known(questionnaire_id)
    return found[1] if found else None
