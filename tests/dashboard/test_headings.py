"""Under which heading of the list a finding puts its patient is said for each rule, not left to chance."""

from backend.guidance import FINDINGS
from backend.tracking.summary import CATEGORIES, CATEGORY_OF_RULE


def test_every_rule_that_a_clinician_acts_on_has_its_heading():
    acted_on = {
        rule.id for rule in FINDINGS.values() if "clinician" in rule.who and rule.urgency not in ("now", "info")
    }
    assert acted_on - set(CATEGORY_OF_RULE) == set()
    assert set(CATEGORY_OF_RULE) - set(FINDINGS) == set()
    assert set(CATEGORY_OF_RULE.values()) <= set(CATEGORIES)
