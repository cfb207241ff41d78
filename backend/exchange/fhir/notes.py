"""What somebody wrote beside a value, elsewhere: kept for people to read, or said to be left out."""

from typing import Any

from backend.exchange.fhir.elements import listed
from backend.exchange.fhir.statements import Context, Statement
from backend.records.kinds.base import kind_named

LONGEST = 2000  # as `records.kinds.vocabulary.Words`


def keep_notes(resource: dict[str, Any], statements: list[Statement], context: Context) -> None:
    """Put the resource's `note` into each statement whose kind has one. Nothing is concluded from it."""
    texts = [str(one.get("text") or "").strip() for one in listed(resource.get("note"))]
    note = "\n".join(filter(None, texts))
    if not note or not statements:
        return
    takers = [one for one in statements if "note" in kind_named(one.kind).model.model_fields]
    if not takers:
        context.note("a note written beside it, for which its record has no place: left out")
    for one in takers:
        whole = "\n".join(filter(None, (one.fields.get("note"), note)))
        if len(whole) > LONGEST:
            context.note(f"a note of more than {LONGEST:,} characters: its end left out")
        one.fields["note"] = whole[:LONGEST]
