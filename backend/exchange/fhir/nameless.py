"""What leaves for research: no names, no other systems' numbers, no words that somebody wrote freely.

The consent promises "without name, address and exact dates of birth" (`patients.consent_texts`). Ids stay, so that a
clinic can find a record again that research has a question about; nobody else can.
"""

from collections.abc import Iterator
from typing import Any

from backend.exchange.fhir.codes import OWN_PATIENT
from backend.records.models import Record
from backend.tracking.questionnaires.form import known, questions

# Fields of any kind that hold a person's own words, and kinds that are nothing else.
FREE_WORDS = frozenset({"note", "text", "instructions", "reason", "activity", "decision", "for_patient", "question"})
LEFT_OUT = frozenset({"note", "acknowledge", "resolve_finding"})


def without_words(rows: list[Record]) -> Iterator[Record]:
    """The rows with everything that was freely written taken out of their data."""
    for row in rows:
        if row.kind in LEFT_OUT:
            continue
        row.data = {name: value for name, value in row.data.items() if name not in FREE_WORDS}
        row.author_name = ""
        if row.kind == "questionnaire_response":
            row.data = row.data | {"answers": _ticked(row.data)}
        yield row


def _ticked(data: dict[str, Any]) -> dict[str, Any]:
    """The answers that were numbers, dates or choices."""
    found = known(data["questionnaire"])
    asked = questions(found[1]) if found else {}
    return {
        key: value
        for key, value in data["answers"].items()
        if key in asked and asked[key]["type"] not in ("string", "text")
    }


def without_name(resource: dict[str, Any]) -> dict[str, Any]:
    """A Patient resource without the name, and without what other systems call the person."""
    own = [one for one in resource["identifier"] if one["system"] == OWN_PATIENT]
    return {name: value for name, value in resource.items() if name != "name"} | {"identifier": own}
