"""Which parts of an examination the load in force locks, and whose leg says so."""

import pytest

from backend.guidance.examining import NEEDS, locks
from backend.guidance.in_force import LADDER

NOTHING = {"left": None, "right": None}


def locked(status=None, *, held=(), terms=(), findings=(), leg="left"):
    load = NOTHING | ({leg: {"status": status}} if status else {})
    return locks(load=load, terms={leg: list(terms)}, held=set(held), open_findings=findings)


@pytest.mark.parametrize("part", NEEDS)
def test_a_part_opens_exactly_at_the_load_that_it_needs(part):
    least = LADDER.index(NEEDS[part].least)
    assert part not in locked(LADDER[least])
    assert locked(LADDER[least - 1])[part] == {"left": "load"}


def test_full_load_locks_nothing_and_a_leg_that_was_never_ill_is_free():
    assert locked("FWB") == {}
    assert locked() == {}


def test_a_leg_that_is_ill_and_of_which_nothing_is_decided_bears_nothing():
    assert locked(held=["right"]).keys() == NEEDS.keys()
    assert locked(held=["right"])["single_leg_stance"] == {"right": "undecided"}


def test_a_load_of_an_earlier_illness_allows_nothing():
    ended = {"until": "2026-01-01", "end": "pain-returned"}
    assert locked(terms=[ended])["walk_10m"] == {"left": "undecided"}
    assert locked(terms=[ended | {"end": "replaced"}]) == {}


@pytest.mark.parametrize("rule", ["weight-bearing-undecided", "pain-returned", "opposite-hip-pain"])
def test_what_asks_for_a_decision_locks_until_there_is_one(rule):
    assert locked(findings=[(rule, "left")])["resistance"] == {"left": "undecided"}
    assert locked("FWB", findings=[(rule, "left")]) == {}


@pytest.mark.parametrize("rule", ["fracture-reported", "cannot-bear-weight"])
def test_an_open_danger_stops_every_load_whatever_was_decided(rule):
    assert locked("FWB", findings=[(rule, "left")])["timed_up_and_go"] == {"left": rule}
    # of a side that nobody named, both
    assert locked("FWB", findings=[(rule, "")])["timed_up_and_go"] == {"left": rule, "right": rule}
