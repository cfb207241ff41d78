"""A number that a clinic put in the place of ours is said as such, in both languages; the default is called a default."""

import dataclasses
from datetime import UTC, date, datetime, timedelta

import pytest

from backend.guidance import PatientFacts, Thresholds, assess, build_facts, finding_text
from backend.guidance.registry import FINDINGS

DAY = date(2025, 3, 1)
NOW = datetime(2025, 3, 20, 12, tzinfo=UTC)


def finding(thresholds):
    """Stiffness of 40 minutes on day 18: one entry opens `morning-stiffness`."""
    rows = [
        (str(n), "pain", DAY + timedelta(days=n), datetime(2025, 3, 1, 8, tzinfo=UTC) + timedelta(days=n),
         {"site": "hip", "side": "left", "intensity": 3 if n < 15 else 7, "stiffness_minutes": 40})
        for n in range(19)
    ]  # fmt: skip
    facts = build_facts(PatientFacts(sex="male", birth_year=1970, timezone="UTC", risk_factors=()), rows)
    found = assess(facts, NOW, thresholds).findings
    return next(one for one in found if one.id == "pain-worse")


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_the_default_is_called_one(audience):
    assert "of this software" in finding_text(finding(Thresholds()), audience, "en").number


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_another_number_is_said_with_the_default_beside_it(audience):
    found = finding(dataclasses.replace(Thresholds(), worsening_points=2.5))
    number = finding_text(found, audience, "en").number
    assert "rise of the 3-day median that counts as worse: 2.5 (2)" in number
    assert "set here by the clinic" in number
    assert "2,5 (2)" in finding_text(found, audience, "de").number


def test_a_number_that_the_rule_does_not_read_changes_nothing():
    usual, other = finding(Thresholds()), finding(dataclasses.replace(Thresholds(), dexa_hold_days=90))
    assert usual == other


def test_every_number_of_ours_is_read_by_some_rule_or_reminder():
    from backend.guidance.registry import REMINDERS

    read = {name for rule in [*FINDINGS.values(), *REMINDERS.values()] for name in rule.limits}
    ours = {one.name for one in dataclasses.fields(Thresholds) if one.metadata["ours"]}
    # The ages bound what pages may say to whom, not what a rule finds.
    assert ours - read == {"child_bearing_from", "child_bearing_to"}
