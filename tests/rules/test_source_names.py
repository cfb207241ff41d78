"""A reader meets the names of the sources, never the numbers of our files."""

import re
from datetime import date

import pytest

from backend.guidance import FINDINGS, finding_text, reminder_text
from backend.guidance.sources import SOURCES
from backend.guidance.texts import reminders
from backend.guidance.texts.words import SOURCE_NAMES, named_sources
from backend.guidance.types import FindingState

NUMBER = re.compile(r"(?<![\d.,])00\d\b")


def test_every_source_has_a_name_in_every_language():
    assert all(names.keys() == SOURCES.keys() for names in SOURCE_NAMES.values())


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_text_of_a_finding_or_reminder_shows_a_number_of_a_source(language):
    told = []
    for rule in FINDINGS.values():
        params = {"t": "-1.8", "t_site": "total_hip", "limit_kg": 20, "median_kg": 26.0}
        state = FindingState(
            id=rule.id, subject="", side="left", site="hip", urgency=rule.urgency, audience=rule.audience, state="open",
            opened_on=date(2026, 3, 1), resolved_on=None, resolved_reason=None, resolved_note=None, acknowledged_on=None,
            acknowledged_key=None, evidence=(), sources=(), rule_version="1", params=params,
        )  # fmt: skip
        told += [str(finding_text(state, audience, language)) for audience in rule.audience]
    for to, table in (("patient", reminders.PATIENT), ("clinician", reminders.CLINICIAN)):
        for key in table[language]:
            name, _, why = key.partition(":")
            told.append(reminder_text((name, {"why": why}), to, language))
    assert len(told) > 60
    assert [text for text in told if NUMBER.search(text)] == []
    named = [text for text in told if any(name in text for name in SOURCE_NAMES[language].values())]
    assert len(named) > 20


def test_other_numbers_in_brackets_stay():
    assert named_sources("Within a year (365) (000, 003).", "en") == "Within a year (365) (monograph; Soares 2024)."
