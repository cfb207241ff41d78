"""A goal is named by its words, and says a number or its end."""

import pytest

from backend.core.errors import Refused
from backend.records.kinds.base import kind_named

GOAL = kind_named("goal")


def test_blanks_make_no_second_activity():
    assert GOAL.clean({"activity": "  Climb   the stairs ", "score": 3}) == {
        "activity": "Climb the stairs",
        "score": 3,
    }


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"activity": "Stairs"}, "score"),
        ({"activity": "Stairs", "score": 11}, "score"),
        ({"activity": "Stairs", "score": -1}, "score"),
        ({"activity": "   ", "score": 1}, "activity"),
        ({"activity": "a\nb", "score": 1}, "activity"),
        ({"activity": "x" * 121, "score": 1}, "activity"),
        ({"score": 1}, "activity"),
        ({"activity": "Stairs", "score": 1, "told": "letter"}, "told"),
    ],
)
def test_what_is_wrong_is_named(fields, field):
    with pytest.raises(Refused) as refused:
        GOAL.clean(fields)
    assert refused.value.field == field
