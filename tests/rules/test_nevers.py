"""The clinical contract, §5, each as a property that generated histories try to break."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.guidance import (
    Assessment,
    DueItem,
    FindingState,
    PatientFacts,
    assess,
    build_facts,
    finding_text,
    reminder_text,
)
from tests.rules.histories import LENGTH, START, Row, moment, patients, rows
from tests.rules.story import Story

EXAMPLES = settings(max_examples=60, deadline=None)
LANGUAGES = ("en", "de")
HIP_SITES = {"total_hip", "femoral_neck", "lumbar_spine"}


# A risk factor of the header is held from the first entry on, so a row added before it moves that day alone.
FROM_THE_FIRST_ENTRY = {"tobacco"}


def at(patient: PatientFacts, history: list[Row], day: int) -> Assessment:
    return assess(build_facts(patient, history), moment(patient, day))


def shown(one: FindingState, audience: str, language: str) -> str:
    text = finding_text(one, audience, language)
    return " ".join((text.one_line, text.seen, text.do, text.why, text.number))


def all_texts(answer: Assessment, audience: str) -> list[str]:
    out = [shown(one, audience, lang) for one in answer.findings if audience in one.audience for lang in LANGUAGES]
    return out + [
        reminder_text(one, audience, lang) for one in answer.due if one.to == audience for lang in LANGUAGES
    ]


def shape(answer: Assessment, ids: set[str] | None = None) -> list[tuple[Any, ...]]:
    return [
        (one.id, one.subject, one.opened_on, one.state, one.urgency)
        for one in answer.findings
        if (ids is None or one.id in ids) and one.id not in FROM_THE_FIRST_ENTRY
    ]


# -- 1. DEXA is never offered to diagnose, nor as the answer to a suspected recurrence --------------------


@EXAMPLES
@given(patients, rows(), st.integers(0, LENGTH))
def test_1_no_dexa_reminder_without_a_diagnosis(patient: PatientFacts, history: list[Row], day: int) -> None:
    undiagnosed = [row for row in history if row[1] != "diagnosis"]
    assert [one for one in at(patient, undiagnosed, day).due if one.reminder.startswith("dexa-")] == []


DEXA = re.compile(r"(?i)dexa|dxa|bone[- ]density|knochendichte")
ASKS_DEXA = re.compile(
    r"(?i)\b(have|arrange|book|get|need|order|ask (for|about))\b((?!\bnot\b|\bnever\b|\binstead of\b|\brather than\b)[^.]){0,40}"
    r"\b(dexa|dxa|bone[- ]density)|\b(dexa|dxa)\b[^.]{0,60}(?<!not )(?<!never )\bto diagnos"
    r"|(vereinbaren|buchen|brauchen|fragen Sie nach)[^.]{0,40}(dexa|dxa|knochendichte)|(dexa|dxa|knochendichte)[^.]{0,40}vereinbaren"
)


@EXAMPLES
@given(patients, rows(), st.integers(0, LENGTH))
def test_1_no_finding_of_a_patient_asks_for_dexa(patient: PatientFacts, history: list[Row], day: int) -> None:
    for one in at(patient, history, day).findings:
        for language in LANGUAGES:
            if "patient" in one.audience:
                assert not ASKS_DEXA.search(shown(one, "patient", language)), one.id


# -- 2. No drug is suggested to a patient -----------------------------------------------------------------

DRUG = re.compile(
    r"(?i)bi[sp]+hosphonat|alendron|zoledron|risedron|ibandron|pamidron|calcitonin|teriparatid|denosumab"
    r"|\bnsaids?\b|\bnsar\b|ibuprofen|naproxen|diclofenac|anti-?inflammator|entzündungshemm|aspirin"
)


@EXAMPLES
@given(patients, rows(), st.integers(0, LENGTH))
def test_2_no_patient_text_names_a_drug(patient: PatientFacts, history: list[Row], day: int) -> None:
    for text in all_texts(at(patient, history, day), "patient"):
        assert not DRUG.search(text), text


# -- 3. Weight-bearing exercise only when resolved and permitted ------------------------------------------


@EXAMPLES
@given(patients, rows(), st.integers(0, LENGTH))
def test_3_weight_bearing_exercise_only_behind_its_gates(patient: PatientFacts, history: list[Row], day: int) -> None:
    answer = at(patient, history, day)
    offered = [one for one in answer.due if one.reminder == "weight-bearing-exercise" or _bears(one)]
    if any(one.due_on == answer.today for one in offered) or answer.exercise_gates.weight_bearing:
        episode = answer.episodes[-1]
        assert episode.state == "resolved"
        today = [row for row in history if row[2] <= answer.today]
        said = [row for row in today if row[1] == "permission"]
        assert max(said, key=lambda row: (row[2], row[3], row[0]))[4]["granted"]
        assert any(load and load.status == "FWB" for load in answer.load.values())
    if "not-resolved" in str(answer.exercise_gates):
        assert [one for one in offered if one.due_on == answer.today] == []


@pytest.mark.parametrize("number", [1, 5, 13])
@pytest.mark.parametrize("lacking", ["resolution", "permission", "FWB", None])
def test_3_each_gate_closes_by_itself(number: int, lacking: str | None) -> None:
    """Generated histories seldom have both of the others and nothing open; here only one is lacking."""
    story = Story().diagnosis(0).mri(0).prescribe(0, "WBAT" if lacking == "FWB" else "FWB")
    if lacking != "permission":
        story.add(0, "permission", granted=True)
    if lacking != "resolution":
        story.resolution(0)
    names = {one.reminder for one in story.at(number).due}
    assert ("weight-bearing-exercise" in names) is (lacking is None)


def _bears(one: DueItem) -> bool:
    return one.reminder == "exercise-today" and one.params.get("category") == "weight_bearing"


# -- 4. A normal picture closes and lowers nothing --------------------------------------------------------


@EXAMPLES
@given(patients, rows(), st.integers(0, LENGTH), st.integers(0, LENGTH), st.sampled_from(["left", "right", "both"]))
def test_4_a_normal_xray_closes_nothing(
    patient: PatientFacts, history: list[Row], day: int, film_day: int, side: str
) -> None:
    on = START + timedelta(days=film_day)
    film = {"modality": "xray", "result": "normal", "site": "hip", "side": side}
    with_film = [*history, ("film", "imaging", on, moment(patient, film_day, 9), film)]
    # early-xray-normal is the one that such a film opens.
    without = [one for one in shape(at(patient, history, day)) if one[0] != "early-xray-normal"]
    assert [one for one in shape(at(patient, with_film, day)) if one[0] != "early-xray-normal"] == without


@EXAMPLES
@given(patients, rows(), st.integers(0, LENGTH), st.integers(0, LENGTH))
def test_4_a_normal_dexa_closes_nothing_but_t_scores(
    patient: PatientFacts, history: list[Row], day: int, scan_day: int
) -> None:
    on = START + timedelta(days=scan_day)
    scan = {"site": "total_hip", "side": "left", "t_score": 0.4}
    with_scan = [*history, ("scan", "dexa", on, moment(patient, scan_day, 9), scan)]
    rest = {one.id for one in at(patient, history, day).findings if not one.id.startswith("t-score")}
    assert shape(at(patient, with_scan, day), rest) == shape(at(patient, history, day), rest)


@pytest.mark.parametrize("offset", [0, 1, 2])
def test_4_a_normal_mri_within_48_hours_closes_nothing(offset: int) -> None:
    story = Story("female").add(0, "pregnancy", gestation_week=30).pain(0, 5).mri(offset, "normal")
    assert story.is_open("pregnancy-hip-pain", 20)
    assert story.is_open("mri-for-diagnosis", 20)


# -- 5. Pain in pregnancy is never called normal, and week 28 is no reason for silence --------------------

NORMAL = re.compile(
    r"(?i)\b(is|are|can be|may be)\s+((a|quite|often|very|usually|perfectly)\s+)*(normal|common|usual|typical|expected)\b"
    r"[^.]{0,40}pregnan|\b(normal|üblich|typisch)\b[^.]{0,40}(schwanger)|schwanger[^.]{0,40}\b(normal|üblich|typisch)\b"
)
NOT_NORMAL = re.compile(
    r"(?i)\b(not|never|nicht|nie|kein\w*)\b[^.]{0,30}(normal|üblich|typisch)|(normal|üblich|typisch)\w*[^.]{0,15}\bnicht\b"
)


@EXAMPLES
@given(patients, rows(), st.integers(0, LENGTH))
def test_5_pain_in_pregnancy_is_never_called_normal(patient: PatientFacts, history: list[Row], day: int) -> None:
    answer = at(patient, history, day)
    for text in all_texts(answer, "patient") + all_texts(answer, "clinician"):
        assert not NORMAL.search(NOT_NORMAL.sub("", text)), text


GENERAL = {
    "pain-worse", "not-improved-two-weeks", "daily-life-or-sleep-affected", "loading-despite-worsening-pain",
    "cannot-bear-weight", "weight-bearing-undecided", "mri-for-diagnosis", "morning-stiffness",
}  # fmt: skip


@EXAMPLES
@given(patients, rows(), st.integers(0, 60))
def test_5_before_week_28_the_general_rules_speak(patient: PatientFacts, history: list[Row], day: int) -> None:
    """An early pregnancy takes nothing away from what would have been said without it."""
    plain = [row for row in history if row[1] not in ("pregnancy", "delivery", "breastfeeding")]
    early = ("week5", "pregnancy", START, moment(patient, 0, 1), {"gestation_week": 5})
    assert shape(at(patient, [early, *plain], day), GENERAL) == shape(at(patient, plain, day), GENERAL)


# -- 6. Words about surgery and about fractures -----------------------------------------------------------

PLAYED_DOWN = re.compile(
    r"(?i)(decompression|drilling|anbohr|dekompression)[^.]{0,60}(better|superior|recommend|besser|überlegen|empf)"
    r"|(fractur|bruch)[^.]{0,60}(less likely|rarer|lower|smaller|geringer|seltener)[^.]{0,40}(age|osteoporos|alter)"
)


@EXAMPLES
@given(patients, rows(), st.integers(0, LENGTH))
def test_6_no_drilling_and_no_fracture_played_down(patient: PatientFacts, history: list[Row], day: int) -> None:
    answer = at(patient, history, day)
    for text in all_texts(answer, "patient") + all_texts(answer, "clinician"):
        assert not PLAYED_DOWN.search(text), text


# -- 7. The T-score of -1.5 waits for resolution ----------------------------------------------------------


@EXAMPLES
@given(patients, rows(), st.integers(0, LENGTH))
def test_7_the_t_score_rule_waits_for_resolution(patient: PatientFacts, history: list[Row], day: int) -> None:
    closing = [row for row in history if row[1] not in ("resolution", "previous_episode")]
    assert shape(at(patient, closing, day), {"t-score-at-or-below-minus-1-5"}) == []
    answer = at(patient, history, day)
    if any(one.id == "t-score-at-or-below-minus-1-5" and one.state != "resolved" for one in answer.findings):
        assert all(one.state == "resolved" for one in answer.episodes)


# -- 8. Never safe, cleared, healed; and resolved is a clinician's word -----------------------------------

CLEARED = re.compile(
    r"(?i)\b(safe|cleared|healed|sicher|unbedenklich|geheilt|ausgeheilt)\b|!|osteopa?eni|ungefährlich"
)


@EXAMPLES
@given(patients, rows(), st.integers(0, LENGTH))
def test_8_nothing_is_safe_cleared_or_healed(patient: PatientFacts, history: list[Row], day: int) -> None:
    answer = at(patient, history, day)
    for text in all_texts(answer, "patient") + all_texts(answer, "clinician"):
        assert not CLEARED.search(text), text


@EXAMPLES
@given(patients, rows(), st.integers(0, LENGTH))
def test_8_only_a_clinician_resolves_an_episode(patient: PatientFacts, history: list[Row], day: int) -> None:
    unresolved = [row for row in history if row[1] not in ("resolution", "previous_episode")]
    assert all(one.state != "resolved" for one in at(patient, unresolved, day).episodes)


@pytest.mark.parametrize("low", [0, 1, 3])
def test_8_better_is_improving_and_no_more(low: int) -> None:
    story = Story().diagnosis(0).pains(0, [8.0] * 6 + [float(low)] * 6)
    assert story.at(11).episodes[-1].state == "improving"


# -- 9. No load increase by the software ------------------------------------------------------------------

MORE = re.compile(
    r"(?i)\byou (can|may|should) (now )?(put more|increase|bear more|bear full|walk without|stop using)"
    r"|\bSie (können|dürfen|sollten) (jetzt |nun )?[^.]{0,30}(mehr belasten|stärker belasten|voll belasten|steigern|ohne Gehstützen)"
)


@EXAMPLES
@given(patients, rows(), st.integers(0, LENGTH))
def test_9_the_load_is_what_a_clinician_prescribed(patient: PatientFacts, history: list[Row], day: int) -> None:
    answer = at(patient, history, day)
    prescribed = {row[0] for row in history if row[1] == "prescription"}
    for load in answer.load.values():
        assert load is None or load.key in prescribed
    for text in all_texts(answer, "patient"):
        assert not MORE.search(text), text


# -- 10. The allowance of alcohol is never shown in pregnancy or breastfeeding ----------------------------


@EXAMPLES
@given(patients, rows(), st.integers(0, LENGTH), st.sampled_from(["pregnant", "postpartum"]))
def test_10_no_alcohol_allowance(patient: PatientFacts, history: list[Row], day: int, which: str) -> None:
    plain = [row for row in history if row[1] not in ("pregnancy", "delivery", "breastfeeding")]
    data = {"gestation_week": 8} if which == "pregnant" else {}
    kind = "pregnancy" if which == "pregnant" else "delivery"
    begins = max(0, day - 100)
    start = ("begins", kind, START + timedelta(days=begins), moment(patient, begins, 1), data)
    answer = at(patient, [*plain, start], day)
    assert all(one.state == "resolved" for one in answer.findings if one.id == "alcohol-above-limit")
    for one in answer.findings:
        if one.state != "resolved" and "patient" in one.audience:
            assert not re.search(r"(?i)drinks? (a|per) day|Getränke? (am|pro) Tag", shown(one, "patient", "en"))


# -- 11. No load of an earlier episode is in force ---------------------------------------------------------


@EXAMPLES
@given(st.sampled_from(["left", "right", "both"]), rows(max_parts=6), st.integers(1, 9), st.integers(0, 9))
def test_11_no_load_of_an_earlier_episode_is_in_force(side: str, history: list[Row], pause: int, later: int) -> None:
    """A diagnosis opens the next episode of a leg: what was signed for it until the resolution is not in force, whatever came before."""
    patient = PatientFacts("male", 1980, "Europe/Lisbon")
    end = max((row[2] - START).days for row in history) + 1
    told = list(history)
    for number, kind, data in (
        (end, "diagnosis", {"site": "hip", "side": side, "basis": "clinical"}),
        (end, "prescription", {"side": side, "status": "WBAT"}),
        (end + 1, "resolution", {"basis": "both"}),
        (end + 1 + pause, "diagnosis", {"site": "hip", "side": side, "basis": "clinical"}),
    ):
        told.append((f"z{len(told)}", kind, START + timedelta(days=number), moment(patient, number, 9), data))
    answer = at(patient, told, end + 1 + pause + later)
    for leg in ("left", "right") if side == "both" else (side,):
        assert answer.load[leg] is None
        assert answer.load_terms[leg][-1].end


# -- 12. Kilograms are never rounded up, and never rise without a signature ---------------------------------

KILOGRAMS = st.decimals(30, 150, places=1).map(float)


@EXAMPLES
@given(
    st.sampled_from([10, 30, 33.3, 50, 99]), KILOGRAMS, st.lists(st.tuples(st.integers(2, 90), KILOGRAMS), max_size=6)
)
def test_12_kilograms_only_fall_until_somebody_signs(
    percent: float, first: float, later: list[tuple[int, float]]
) -> None:
    story = Story().add(0, "body_weight", kg=first).prescribe(1, "PWB", percent)
    told = {1: first}
    for number, kg in sorted(later):
        story.add(number, "body_weight", kg=kg)
        told[number] = min(kg, told.get(number, kg))
    before: int | None = None
    for number in sorted(told):
        load = story.at(number).load["left"]
        assert load is not None
        kilograms = load.limit.kg
        assert kilograms is not None
        assert kilograms * 100 <= percent * min(kg for day, kg in told.items() if day <= number) + 1e-6
        assert before is None or kilograms <= before
        before = kilograms


@EXAMPLES
@given(st.integers(1, 400), st.sampled_from(["TTWB", "PWB"]))
def test_12_a_ceiling_is_rounded_down(tenths: int, status: str) -> None:
    name = "ceiling_kg" if status == "TTWB" else "limit_kg"
    load = Story().add(0, "prescription", side="left", status=status, **{name: tenths / 10}).at(0).load["left"]
    assert load is not None
    assert load.limit.kg == tenths // 10


# -- and what the texts of §2 say besides -----------------------------------------------------------------

CONTRAST = re.compile(
    r"(?i)\bwith (an? |the )?(intravenous |iv )?contrast\b|\bmit (einem |dem )?(intravenösen )?Kontrastmittel"
)


@EXAMPLES
@given(patients, rows(), st.integers(0, LENGTH))
def test_contrast_is_never_proposed_and_no_text_is_missing(
    patient: PatientFacts, history: list[Row], day: int
) -> None:
    answer = at(patient, history, day)
    for audience in ("patient", "clinician"):
        for text in all_texts(answer, audience):
            assert not CONTRAST.search(text), text
            assert text.strip()
            assert not re.search(r"\{\w*\}|None\b", text), text
