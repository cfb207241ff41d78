"""A number that a clinic put in the place of ours is said as such, in both languages; the default is called a default."""

import dataclasses
import re
from datetime import UTC, date, datetime, timedelta

import pytest

from backend.guidance import (
    PatientFacts,
    Thresholds,
    assess,
    build_facts,
    finding_page,
    finding_text,
    finding_title,
    label,
    when,
)
from backend.guidance.registry import FINDINGS, REMINDERS
from backend.guidance.types import SET, FindingState

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


def test_another_number_is_said_with_the_default_beside_it():
    found = finding(dataclasses.replace(Thresholds(), worsening_points=2.5))
    number = finding_text(found, "clinician", "en").number
    assert number.startswith("Numbers set here by the clinic: ")
    assert "rise of the 3-day median that counts as worse: 2.5 points (2)" in number
    assert "Anstieg des 3-Tage-Medians" in finding_text(found, "clinician", "de").number
    number = finding_text(found, "patient", "en").number
    assert number.startswith("Your clinic chose for you: ")
    assert "How much higher your pain must be than in the two weeks before: 2.5 points (2)." in number
    assert "So viel höher muss Ihr Schmerz sein als in den zwei Wochen davor: 2,5 Punkte (2)." in (
        finding_text(found, "patient", "de").number
    )


JARGON = re.compile(r"(?i)median|medien|trim[ea]|episode|dexa|prescription|vorgabe|onset|subchond|baseline|migratory")


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_number_that_a_patient_can_read_has_a_plain_label(language):
    seen = {name for rule in FINDINGS.values() if "patient" in rule.audience for name in rule.limits}
    seen |= {name for rule in REMINDERS.values() if "patient" in rule.to for name in rule.limits}
    for name in seen:
        assert not JARGON.search(label(name, "patient", language)), name
        assert label(name, "patient", language) != label(name, "clinician", language)


# How a sentence could name the default of a number: in figures, or in words.
SPELLED = {
    2: r"2|two|zwei(?!t)", 3: r"3|three|drei", 4: r"4|four|vier", 7: r"7|seven|sieben|a week|eine[rn]? Woche",
    10: r"10|ten|zehn", 14: r"14|two weeks|zwei Wochen", 30: r"30|a month|ein\w* Monat", 42: r"42|six weeks|sechs Wochen",
    60: r"60|two months|zwei Monate", 196: r"196|28", 365: r"365|a year|one year|the year|im Jahr|ein\w* Jahr", 0.5: r"0[.,]5",
}  # fmt: skip
# The same figures where they are another's: the scheme of the rules (clinical contract §1, §2), or a source's.
ANOTHERS = re.compile(
    r"(?i)two weeks without|zwei Wochen ohne|T −1[.,]8|3-day median|3-Tage-Median|3–6|T-Scores?|\(002\)|source \d+|Quelle \d+"
    r"|last 3 |letzten 3 |2 days within|2 Tagen innerhalb|the two weeks|zwei Wochen davor|over a month|einem Monat"
    r"|last 7 days|letzten 7 Tage|six months|sechs Monate\w*|a year, and|after a year|ein Jahr ist|nach einem Jahr"
    r"|or a year after|ein Jahr nach der Geburt, liegen|6 (to|bis) 12|2–12|6–12|two painful days|zwei Schmerztage"
)


OURS = {one.name for one in dataclasses.fields(Thresholds) if one.metadata["ours"]}


def other_numbers():
    """Another value for each number, a source's too: one that no sentence holds by chance."""
    return {one.name: 8101 + place for place, one in enumerate(dataclasses.fields(Thresholds))}


def as_found(rule, chosen):
    params = {f"{SET}{name}": chosen[name] for name in rule.limits if name in chosen}
    return FindingState(
        id=rule.id, subject="", side="left", site="hip", urgency=rule.urgency, audience=rule.audience, state="open",
        opened_on=DAY, resolved_on=None, resolved_reason=None, resolved_note=None, acknowledged_on=None,
        acknowledged_key=None, evidence=(), sources=rule.sources, rule_version=rule.version, params=params,
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", sorted(FINDINGS))
def test_where_another_number_is_in_force_no_sentence_says_the_default(name, language):
    rule, chosen = FINDINGS[name], other_numbers()
    limits = dataclasses.replace(Thresholds(), **chosen)
    defaults = {Thresholds.__dataclass_fields__[one].default for one in rule.limits if one in OURS}
    wrong = re.compile(
        r"(?i)(?<![\w–.,])(" + "|".join(SPELLED[one] for one in sorted(defaults)) + r")(?![\d–]|[.,]\d|\w)"
    )
    for audience in rule.audience:
        text = finding_text(as_found(rule, chosen), audience, language)
        page = finding_page(rule, limits, audience, language)
        said = [text.seen, text.do, text.why, finding_title(name, language)]
        said += [page["seen"], page["do"], page["why"], when(rule, limits, audience, language)]
        if not defaults:
            continue
        for sentence in said:
            assert not wrong.search(ANOTHERS.sub("", sentence)), sentence
        assert "default of this software" in text.number or "dieser Software, keine Leitlinie" in text.number
        assert all(str(chosen[one]) in text.number for one in rule.limits)


def test_a_sentence_says_the_number_in_force():
    rule = FINDINGS["ready-for-load-review"]
    found = as_found(rule, {"review_window_days": 21})
    assert finding_text(found, "patient", "en").seen == "Your pain was low in the last 21 days."
    assert finding_text(found, "patient", "de").seen == "In den letzten 21 Tagen waren Ihre Schmerzen gering."
    assert "last 14 days" in finding_text(as_found(rule, {}), "patient", "en").seen
    page = finding_page(rule, dataclasses.replace(Thresholds(), review_window_days=21), "patient", "en")
    assert page["seen"] == "Your pain was low in the last 21 days."


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_a_patient_reads_of_a_rule_names_only_numbers_that_it_reads(language):
    from backend.guidance.texts.when import PATIENT

    rules = [*FINDINGS.values(), *REMINDERS.values()]
    mine = {rule.id: rule for rule in rules if "patient" in (rule.audience if rule.id in FINDINGS else rule.to)}
    assert set(PATIENT[language]) == set(mine)
    for name, rule in mine.items():
        named = set(re.findall(r"{(\w+)}", PATIENT[language][name]))
        assert named <= set(rule.limits)
        assert named == set(re.findall(r"{(\w+)}", PATIENT["en"][name]))
        assert not JARGON.search(re.sub(r"{\w+}", "", PATIENT[language][name])), name


def test_a_number_that_the_rule_does_not_read_changes_nothing():
    usual, other = finding(Thresholds()), finding(dataclasses.replace(Thresholds(), dexa_hold_days=90))
    assert usual == other


def test_every_number_of_ours_is_read_by_some_rule_or_reminder():
    read = {name for rule in [*FINDINGS.values(), *REMINDERS.values()] for name in rule.limits}
    ours = {one.name for one in dataclasses.fields(Thresholds) if one.metadata["ours"]}
    # The ages bound what pages may say to whom, not what a rule finds.
    assert ours - read == {"child_bearing_from", "child_bearing_to"}
