"""Daily life: the patient asks, a clinician decides."""

import pytest

from backend.core.actor import Actor
from backend.core.errors import Refused
from backend.records.drafts import draft_of
from backend.records.kinds.base import kind_named

LIFE = kind_named("daily_life")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "doing"),
        ({"doing": "swim"}, "doing"),
        ({"doing": "run", "answer": "not_yet", "from_on": "2026-06-01"}, "from_on"),
        ({"doing": "run", "from_on": "2026-06-01"}, "from_on"),
        ({"doing": "run", "for_patient": "Slowly"}, "answer"),
        ({"doing": "run", "answer": "safe"}, "answer"),
    ],
)
def test_what_is_wrong_is_named(fields, field):
    with pytest.raises(Refused) as refused:
        LIFE.clean(fields)
    assert refused.value.field == field


@pytest.mark.parametrize("role", ["patient", "caregiver"])
@pytest.mark.parametrize(("name", "value"), [("answer", "yes"), ("from_on", "2026-06-01"), ("for_patient", "Go")])
def test_only_a_clinician_decides(role, name, value):
    item = {"kind": "daily_life", "doing": "drive", "answer": "yes"} | {name: value}
    with pytest.raises(Refused) as refused:
        draft_of(item, by=Actor(role=role, name="Maria"), default_zone="UTC")
    assert refused.value.code == "not_allowed"


def test_a_patient_asks():
    item = {"kind": "daily_life", "doing": "drive", "question": "An automatic car?"}
    assert draft_of(item, by=Actor(role="patient", name="Maria"), default_zone="UTC").data["doing"] == "drive"
