"""What the desk puts together is read as any file is, and its scores follow the rule for missing answers."""

import json
from pathlib import Path

import pytest

from backend.exchange.questionnaires.read import read
from backend.tracking.questionnaires.scoring import scores_of

BUILT = json.loads((Path(__file__).parent / "built-questionnaires.json").read_text())


@pytest.mark.parametrize("resource", BUILT, ids=lambda one: one["title"])
def test_each_is_read(resource):
    title, form = read(resource)
    assert title == resource["title"]
    assert form["items"][-1]["type"] == "display"


@pytest.mark.parametrize(
    ("answers", "value"),
    [
        ({"q1": 4, "q2": "a2", "q3": 3}, 9.5),
        ({"q1": 4, "q2": "a2"}, 6.5),
        ({"q1": 4}, None),
        ({"q1": 4, "q4": True, "q5": "x"}, None),
    ],
)
def test_a_sum_from_two_answers_on(answers, value):
    _, form = read(BUILT[0])
    (score,) = scores_of(form, answers)
    assert score["value"] == value


def test_a_mean_of_both_or_none():
    _, form = read(BUILT[1])
    assert [scores_of(form, one)[0]["value"] for one in ({"q1": 3, "q2": 6}, {"q1": 3})] == [4.5, None]
