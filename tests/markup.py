"""Words that would be something else where somebody forgot to escape them, in every field of words that a record has.

Harmless by themselves: where they became part of a page, an element with the id `marked` stands there.
"""

from collections.abc import Iterator
from typing import Any

from backend.accounts.models import Clinic, User
from backend.core.actor import Actor
from backend.core.errors import Refused
from backend.dashboard.models import SavedView
from backend.patients.models import Patient, ProgrammeTemplate
from backend.records.actions import record_one
from backend.records.kinds import registered
from backend.records.kinds.base import Kind

WORDS = '<b id=marked>b</b><img src=x: onerror="ran=1"> {{7*7}} ${7*7} #strong[s] *s* $s$ \\u{2e} =1+1 &amp;'
SHORT = "<b id=marked>b</b>{{7*7}}#strong[s]"
SHORTEST = "<b id=marked>b"


def marked(kind: Kind) -> dict[str, Any]:
    """The kind's example with markup in each field of words; empty where it has none."""
    fields = dict(kind.example)
    changed = False
    for path in [*_leaves(fields), *([name] for name in kind.fields if name not in fields)]:
        for words in (WORDS, SHORT, SHORTEST):
            tried = _with(fields, path, words)
            try:
                kind.clean(tried)
            except Refused:
                continue
            fields, changed = tried, True
            break
    return fields if changed else {}


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[list[Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inside in items:
        if isinstance(inside, str):
            yield [*path, key]
        elif isinstance(inside, dict | list | tuple):
            yield from _leaves(inside, (*path, key))


def _with(value: Any, path: list[Any], words: str) -> Any:
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _with(copy[path[0]], path[1:], words) if path[1:] else words
    return copy


def write_marked(patient: Patient, by: Actor) -> list[str]:
    """A record of each kind that has words, by a clinician; their names."""
    kinds = {kind.name: marked(kind) for kind in registered().values()}
    written = [name for name, fields in kinds.items() if fields]
    for name in written:
        record_one(patient=patient, by=by, kind=name, **kinds[name])
    return written


def name_marked(patient: Patient) -> None:
    """Markup for a name wherever somebody or something of the patient's clinic has one, and a saved view and a template with such."""
    clinic = patient.clinic
    assert clinic is not None
    people = User.objects.filter(pk__in=clinic.memberships.values("user"))
    SavedView.objects.create(owner=people[0], clinic=clinic, name=SHORT)
    ProgrammeTemplate.objects.create(clinic=clinic, name=SHORT, description=WORDS, phases=[])
    Patient.objects.filter(pk=patient.pk).update(name=SHORT, clinic_number=SHORTEST)
    people.update(name=SHORT)
    User.objects.filter(pk=patient.user_id).update(name=SHORT)
    Clinic.objects.filter(pk=clinic.pk).update(name=SHORT)


QUESTIONNAIRE = {
    "resourceType": "Questionnaire",
    "status": "active",
    "title": WORDS,
    "description": WORDS,
    "copyright": WORDS,
    "item": [
        {"linkId": "1", "text": WORDS, "type": "integer"},
        {
            "linkId": "2",
            "text": WORDS,
            "type": "choice",
            "answerOption": [
                {"valueCoding": {"code": "a", "display": WORDS}},
                {"valueCoding": {"code": "b", "display": SHORT}},
            ],
        },
    ],
}
