"""A load that was signed after a finding opened: the finding says what was decided, and asks no more to keep weight off."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from backend.guidance import FindingState, assess, build_facts, finding_text
from backend.guidance.decided_since import KEEPS_OFF
from tests.rules.story import Story

OFF = {
    "en": r"eep weight off|off this leg|Keep off|Go back to",
    "de": r"(dieses|das) Bein (auch |bis dahin )?nicht(?! mehr als)|von diesem Bein|zurück zu",
}


def ill() -> Story:
    return Story("female", 1990).diagnosis(0).prescribe(0, "PWB", 50).add(0, "body_weight", kg=80)


def worse(story: Story, until: int = 14) -> Story:
    return story.pains(2, [2] * 9 + [6] * (until - 10))


OPENS = {
    "cannot-bear-weight": lambda: ill().bears(14, "UNABLE"),
    "fracture-reported": lambda: ill().add(14, "fracture", site="femoral_neck", side="left"),
    "fall-or-stumble": lambda: ill().add(14, "fall", outcome="fall", side="left").pain(14, 4),
    "loading-despite-worsening-pain": lambda: worse(ill()).bears(14, "TTWB"),
    "pregnancy-hip-pain": lambda: Story("female", 1990).prescribe(0, "PWB", 50).pain(14, 4).add(14, "pregnancy", gestation_week=30),
    "pain-returned": lambda: Story().diagnosis(0).resolution(5).prescribe(6, "PWB", 50).pains(13, [5, 5]),
    "opposite-hip-pain": lambda: ill().prescribe(0, "PWB", 50, side="right").pain(14, 3, side="right"),
}  # fmt: skip


def test_what_holds_a_load_back_asks_for_less_load_in_words() -> None:
    """Each of these is told above, and its words are looked at: nothing else may show less than was decided."""
    assert KEEPS_OFF | {"fall-or-stumble"} == set(OPENS)


def found(story: Story, finding: str, on: int) -> FindingState:
    (one,) = [one for one in story.lives(finding, on) if one.state != "resolved" and one.side]
    return one


@pytest.mark.parametrize("finding", OPENS)
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_load_signed_since_settles_the_advice(finding: str, language: str) -> None:
    story = OPENS[finding]()
    first = found(story, finding, 14)
    assert "load_key" not in first.params
    assert re.search(OFF[language], finding_text(first, "patient", language).do), finding_text(
        first, "patient", language
    ).do
    story.add(15, "body_weight", kg=80).add(15, "prescription", side=first.side, status="PWB", percent=20)
    text = finding_text(found(story, finding, 15), "patient", language)
    assert not re.search(OFF[language], text.do), text.do
    assert "16 kg, 20 %" in text.seen
    assert "35 lb" in finding_text(found(story, finding, 15), "patient", language, "lb").seen
    clinical = finding_text(found(story, finding, 15), "clinician", language).seen
    assert clinical.endswith({"en": "Signed since: PWB 20 %.", "de": "Seither unterschrieben: PWB 20 %."}[language])
    assert "PWB 20 %" not in finding_text(first, "clinician", language).seen


@pytest.mark.parametrize("finding", OPENS)
def test_signed_before_or_before_it_was_heard_of_settles_nothing(finding: str) -> None:
    story = OPENS[finding]()
    side = found(story, finding, 14).side
    story.add(15, "prescription", side=side, status="NWB")
    heard = {row[0]: number for number, row in enumerate(story.rows)}
    late = heard | {key: 1000 + number for key, number in heard.items() if key != story.rows[-1][0]}
    for order, settled in ((heard, True), (late, False)):
        answer = assess(build_facts(story.patient, story.rows, order), story.evening(15))
        (one,) = [
            one for one in answer.findings if one.id == finding and one.state != "resolved" and one.side == side
        ]
        assert ("load_key" in one.params) is settled


@pytest.mark.parametrize(
    ("finding", "again", "holds"),
    [
        ("cannot-bear-weight", lambda s: s.bears(17, "UNABLE"), True),
        ("fracture-reported", lambda s: s.add(17, "fracture", site="hip", side="left"), True),
        ("fall-or-stumble", lambda s: s.add(17, "fall", outcome="fall", side="left").pain(17, 3), True),
        ("loading-despite-worsening-pain", lambda s: s.pain(17, 6).bears(17, "TTWB"), False),
        ("pregnancy-hip-pain", lambda s: s.pain(17, 6), False),
        ("pain-returned", lambda s: s.pain(17, 6), False),
    ],
)  # fmt: skip
def test_an_event_that_is_told_again_holds_anew(finding: str, again: Callable[[Any], Any], holds: bool) -> None:
    story = OPENS[finding]().prescribe(15, "PWB", 20)
    assert "load_key" in found(story, finding, 16).params
    again(story)
    assert ("load_key" not in found(story, finding, 17).params) is holds
    assert "load_key" in found(story.prescribe(18, "TTWB"), finding, 18).params


def test_without_a_side_every_leg_of_the_illness_must_be_decided_on() -> None:
    story = (
        Story().diagnosis(0).diagnosis(0, "right").prescribe(0, "PWB", 50, "both").add(14, "fracture", site="femur")
    )
    (one,) = story.prescribe(15, "NWB").lives("fracture-reported", 15)
    assert "load_key" not in one.params
    (one,) = story.prescribe(16, "TTWB", side="right").lives("fracture-reported", 16)
    assert "load_key" in one.params
    assert "Since then it was decided how much this leg may carry." in finding_text(one, "patient", "en").seen


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_rise_that_hurt_and_was_signed_again_is_no_more_taken_back(language: str) -> None:
    story, finding = worse(ill().prescribe(8, "WBAT")), "relapse-after-load-increase"
    first = found(story, finding, 14)
    assert re.search(OFF[language], finding_text(first, "patient", language).do)
    text = finding_text(found(story.prescribe(15, "WBAT").pain(15, 6), finding, 15), "patient", language)
    assert not re.search(OFF[language], text.do), text.do
    assert {"en": "as much weight as you tolerate", "de": "so viel Gewicht, wie Sie vertragen"}[language] in text.seen
