"""The rules agree with the second reading of the guidance; `bench.oracle` looks at twenty thousand histories."""

from __future__ import annotations

import pytest

from backend.guidance import FINDINGS
from tests.rules import oracle_adversary
from tests.rules.oracle_compare import compare, events_of
from tests.rules.oracle_histories import FINDING_IDS, history


@pytest.mark.parametrize("first", range(0, 500, 50))
def test_the_two_readings_agree(first: int) -> None:
    wrong = [one for seed in range(first, first + 50) for one in compare(seed, days=6)]
    assert wrong == [], "\n".join(wrong[:20])


@pytest.mark.parametrize("first", range(0, 80, 40))
def test_they_agree_on_crowded_days(first: int) -> None:
    wrong = [one for seed in range(first, first + 40) for one in compare(seed, days=3, make=oracle_adversary.history)]
    assert wrong == [], "\n".join(wrong[:20])


@pytest.mark.parametrize("seed", [8006, 10283, 15239, 19403])
def test_they_agree_where_they_once_did_not(seed: int) -> None:
    """Several earlier episodes that were told of, and a hip whose side became known by a diagnosis of both."""
    assert compare(seed, days=6) == []


def test_every_finding_can_be_closed_and_acknowledged_in_them() -> None:
    assert set(FINDING_IDS) <= set(FINDINGS)


def test_a_history_is_always_the_same() -> None:
    assert history(7) == history(7)
    assert events_of(history(7)[3])


def test_a_difference_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A comparison that cannot fail is none: a rule that is a day late is seen by it."""
    from backend.guidance import thresholds

    late = thresholds.Thresholds(home_treatment_days=15)
    monkeypatch.setattr(
        "tests.rules.oracle_compare.assess",
        lambda facts, at: __import__("backend.guidance").guidance.assess(facts, at, late),
    )
    assert any("not-improved-two-weeks" in one for seed in range(20) for one in compare(seed, days=0))
