"""Writes the red-flag vectors: what the phone must say offline, taken from the rules themselves.

`python -m tests.vectors.generate` rewrites the files (see README.md). `check` below is what the test compares.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

from backend.guidance import FINDINGS, PatientFacts, Thresholds, assess, build_facts, describe_thresholds
from tests.rules.story import Story, day

HERE = Path(__file__).resolve().parent
FORMAT = "toh-vectors/1"
# Urgency now, or now at its worst, and seen by the patient.
FLAGS = frozenset(id for id, rule in FINDINGS.items() if rule.at_worst == "now" and "patient" in rule.who)
# What those rules read for it: the phone has these numbers, no more and no fewer, with the same defaults.
READ = {name for id in FLAGS if FINDINGS[id].urgency == "now" for name in FINDINGS[id].limits}
DEFAULTS = {row["name"]: row["default"] for row in describe_thresholds()}
NUMBERS = {name: value for name, value in DEFAULTS.items() if name in READ}
# What the load in force reads besides.
LOAD_NUMBERS = {name: DEFAULTS[name] for name in FINDINGS["pain-returned"].limits}
Numbers = Mapping[str, float]
USUAL: Numbers = {}


class Case(NamedTuple):
    name: str
    story: Story
    number: int
    numbers: Numbers = USUAL


Told = tuple[str, Story, int]


def woman(birth_year: int | None = 1990) -> Story:
    return Story("female", birth_year)


def pregnant(week: float, on: int = 0) -> Story:
    return woman().add(on, "pregnancy", gestation_week=week)


def pregnant_again() -> Story:
    """A second pregnancy, 29+0 on day 600; the pain of the first one, pictured then, was never reported gone."""
    return pregnant(30).pain(0, 3).mri(4).add(70, "delivery").add(600, "pregnancy", gestation_week=29)


def pregnancy() -> Iterator[Told]:
    for name, week in (("27+5", 27 + 5 / 7), ("27+6", 27 + 6 / 7), ("28+0", 28), ("28+1", 28 + 1 / 7), ("40+0", 40)):
        yield f"hip pain logged at {name}", pregnant(week).pain(0, 3), 0
    for site in ("hip", "groin", "buttock", "thigh", "knee", "low_back", "foot"):
        yield f"pain of the {site} at 30+0", pregnant(30).pain(0, 3, site), 0
    for radiates in (["groin"], ["thigh"], ["buttock"], ["knee"], ["foot", "groin"]):
        yield (
            f"back pain radiating to {radiates} at 30+0",
            pregnant(30).pain(0, 3, "low_back", "midline", radiates_to=radiates),
            0,
        )
    yield "back pain into the groin at 12+0", pregnant(12).pain(0, 3, "low_back", "left", radiates_to=["groin"]), 0
    yield (
        "back pain into the groin, one day later",
        pregnant(12).pain(0, 3, "low_back", "left", radiates_to=["groin"]),
        1,
    )
    yield (
        "back pain into the groin, gone",
        pregnant(12).pain(0, 3, "low_back", "left", radiates_to=["groin"]).change(4, "gone", "low_back"),
        4,
    )
    yield (
        "back pain into the groin without pregnancy",
        woman().pain(0, 3, "low_back", "left", radiates_to=["groin"]),
        0,
    )
    yield (
        "back pain into the groin, before pregnancy is recorded",
        woman().pain(0, 3, "low_back", "left", radiates_to=["groin"]).add(6, "pregnancy", gestation_week=20),
        6,
    )
    yield "knee pain radiating to the thigh at 30+0", pregnant(30).pain(0, 3, "knee", radiates_to=["thigh"]), 0
    for offset in (55, 56, 57):
        yield f"pain at 20+3, day {offset}", pregnant(20).pain(3, 2), offset
    yield "pain at 20+3, gone before 28+0", pregnant(20).pain(3, 2).change(40, "gone", "hip", "left"), 70
    yield "pain at 20+3, gone on the day of 28+0", pregnant(20).pain(3, 2).change(56, "gone", "hip", "left"), 56
    yield (
        "pain at 20+3, gone, and back at 30+0",
        pregnant(20).pain(3, 2).change(40, "gone", "hip", "left").pain(70, 2),
        70,
    )
    yield "pain at 20+3, better is not gone", pregnant(20).pain(3, 2).change(40, "better", "hip", "left"), 60
    yield "gone of the other side", pregnant(30).pain(0, 2).change(4, "gone", "hip", "right"), 4
    yield "gone with no site named", pregnant(30).pain(0, 2).change(4, "gone"), 4
    yield "pain before the pregnancy was recorded", woman().pain(0, 3).add(10, "pregnancy", gestation_week=33), 10
    yield "pain before conception only", woman().pain(0, 3).add(200, "pregnancy", gestation_week=28), 200
    yield "pain of 0", pregnant(30).pain(0, 0), 0
    yield "pain of no stated number", pregnant(30).pain(0), 0
    for side in ("left", "right", "both", "unknown"):
        yield f"pain of side {side}", pregnant(30).pain(0, 3, side=side), 0
    yield (
        "unknown side counts for the episode's side",
        pregnant(20).pain(0, 3, side="right").change(1, "gone").pain(60, 3, side="unknown"),
        60,
    )
    for offset in (364, 365, 366):
        yield f"hip pain on day {offset} after delivery", woman().add(0, "delivery").pain(offset, 3), offset
        yield f"hip pain of day 300, asked on day {offset}", woman().add(0, "delivery").pain(300, 3), offset
    yield "pain three weeks before an unannounced delivery", woman().pain(0, 3).add(21, "delivery"), 21
    yield "goes on over the delivery", pregnant(38).pain(0, 3).add(10, "delivery"), 40
    yield "pregnancy ended without delivery", pregnant(30).pain(0, 3).add(5, "pregnancy", ended=True), 5
    for offset in (5, 365, 366, 400):
        yield (
            f"pregnant again within the year, pain on day {offset} after the delivery",
            woman().add(0, "delivery").add(200, "pregnancy", gestation_week=8).pain(offset, 3),
            max(200, offset),
        )
    yield "pain after birth, asked when its year is over", woman().add(0, "delivery").pain(360, 3), 500
    yield "a diagnosis by MRI is an MRI", pregnant(30).pain(0, 3).diagnosis(4), 4
    yield "closed, and pain again", pregnant(30).pain(0, 3).close(2, "pregnancy-hip-pain").pain(9, 2), 9
    for due in (83, 84, 85):
        yield f"due in {due} days", woman().add(0, "pregnancy", due_on=day(due).isoformat()).pain(0, 3), 0
    yield "gestation corrected downwards", pregnant(30).pain(0, 3).add(5, "pregnancy", gestation_week=24), 5
    yield "a second pregnancy", woman().add(0, "delivery").pain(500, 3).add(510, "pregnancy", gestation_week=29), 510
    for offset in (0, 1, 8):
        yield f"MRI {offset} days after the pain began", pregnant(30).pain(0, 3).mri(offset), offset
    yield "MRI before the pain began", pregnant(29).mri(0).pain(1, 3), 1
    for offset in (0, 2, 3):
        yield f"normal MRI after {offset} days", pregnant(30).pain(0, 3).mri(offset, "normal"), offset
    yield "MRI of the other hip", pregnant(30).pain(0, 3).mri(4, side="right"), 4
    yield "MRI of both hips", pregnant(30).pain(0, 3).mri(4, side="both"), 4
    yield "MRI of no stated side", pregnant(30).pain(0, 3).mri(4, side=None), 4
    yield "MRI of the knee", pregnant(30).pain(0, 3).mri(4, site="knee"), 4
    yield "MRI of the groin", pregnant(30).pain(0, 3).mri(4, site="groin"), 4
    yield (
        "normal X-ray",
        pregnant(30).pain(0, 3).add(4, "imaging", modality="xray", result="normal", site="hip", side="left"),
        4,
    )
    yield (
        "normal CT",
        pregnant(30).pain(0, 3).add(4, "imaging", modality="ct", result="normal", site="hip", side="left"),
        4,
    )
    yield "normal DEXA", pregnant(30).pain(0, 3).add(4, "dexa", site="total_hip", side="left", t_score=1), 4
    yield "pain again after the MRI", pregnant(30).pain(0, 3).mri(4).pain(9, 5), 9
    yield "gone after the MRI, and pain anew", pregnant(30).pain(0, 3).mri(4).change(6, "gone").pain(9, 5), 9
    yield "MRI of an earlier pregnancy, pain never gone, none logged in this one", pregnant_again(), 605
    yield "MRI of an earlier pregnancy, pain never gone, logged in this one", pregnant_again().pain(606, 3), 606
    yield "MRI of an earlier and of this pregnancy", pregnant_again().pain(606, 3).mri(610), 610
    yield "MRI of this pregnancy before its first pain entry", pregnant_again().mri(602).pain(606, 3), 606
    yield (
        "MRI before conception, pain that lasts, no earlier pregnancy",
        woman().pain(0, 3).mri(2).pain(20, 3).add(220, "pregnancy", gestation_week=29),
        220,
    )
    yield "birth year unknown", woman(None).add(0, "pregnancy", gestation_week=30).pain(0, 3), 0
    yield "hip pain of a man", Story().pain(0, 3), 0


def loading() -> Iterator[Told]:
    for status in ("NWB", "TTWB", "PWB", "WBAT", "FWB", "UNABLE"):
        yield (
            f"reported worse, and {status} of that day",
            Story().change(3, "worse", "hip", "left").bears(3, status),
            3,
        )
    for offset in (5, 6, 7):
        yield (
            f"load {offset} days before the report of worse",
            Story().bears(0, "TTWB").change(offset, "worse", "hip", "left"),
            offset,
        )
        yield (
            f"load {offset} days after the report of worse",
            Story().change(0, "worse", "hip", "left").bears(offset, "TTWB"),
            offset,
        )
    for how in ("walking", "weight_bearing", "rest", "night", "carrying", "extreme_movement"):
        yield f"worse, pain while {how}", Story().pain(3, 4, circumstance=how).change(3, "worse", "hip", "left"), 3
    yield "worse, pain with a limp", Story().pain(3, 4, limp=True).change(3, "worse", "hip", "left"), 3
    yield "worse, no limp", Story().pain(3, 4, limp=False).change(3, "worse", "hip", "left"), 3
    for status in ("NWB", "UNABLE", "PWB"):
        yield (
            f"worse, a limp and {status} that day",
            Story().pain(3, 4, limp=True).bears(3, status).change(3, "worse", "hip", "left"),
            3,
        )
    yield (
        "worse, a limp, NWB on another day",
        Story().bears(2, "NWB").pain(3, 4, limp=True).change(3, "worse", "hip", "left"),
        3,
    )
    yield (
        "worse, an aid but no status",
        Story().pain(3, 4).add(3, "weight_bearing", side="left", aid="cane").change(3, "worse", "hip", "left"),
        3,
    )
    for category in ("weight_bearing", "aquatic", "strengthening", "gait"):
        yield (
            f"worse, {category} exercise",
            Story().change(3, "worse", "hip", "left").add(3, "exercise", category=category),
            3,
        )
    for number in (4, 5, 6):
        yield (
            "walking with a hip of unknown side, worse said of the left, diagnosed on both on day 5",
            Story()
            .pain(0, 4, side="unknown", circumstance="walking")
            .change(3, "worse", side="left")
            .diagnosis(5, "both"),
            number,
        )
        yield (
            "walking with a hip and an ankle of unknown side, worse said of the ankle, the hip known on day 5",
            Story()
            .pain(0, 4, "ankle", "unknown", circumstance="walking", radiates_to=["groin"])
            .change(3, "worse", "ankle")
            .diagnosis(5),
            number,
        )
    for sides in (("left", "right"), ("right", "left")):
        story = (
            Story().bears(0, "FWB", side="right").change(2, "worse", "knee", "unknown").bears(2, "FWB", side="right")
        )
        for number, side in enumerate(sides, 3):
            story.add(number, "previous_episode", site="knee", side=side)
        yield f"worse of a knee of unknown side, earlier episodes told of: {sides[0]}, then {sides[1]}", story, 4
    yield (
        "load of the other leg",
        Story().pain(3, 4).change(3, "worse", "hip", "left").bears(3, "FWB", side="right"),
        3,
    )
    yield "load of both legs", Story().pain(3, 4).change(3, "worse", "hip", "left").bears(3, "FWB", side="both"), 3
    yield "worse with no site named", Story().pain(0, 4).change(3, "worse").bears(3, "PWB"), 3
    for word in ("same", "better", "gone", "returned"):
        yield (
            f"worse, then {word}",
            Story().pain(0, 4).bears(3, "PWB").change(3, "worse", "hip", "left").change(4, word, "hip", "left"),
            4,
        )
    yield (
        "same of the other side ends nothing",
        Story().pain(0, 4).bears(3, "PWB").change(3, "worse", "hip", "left").change(4, "same", "hip", "right"),
        4,
    )
    up = [3, 3, 3, 3, 5, 5]
    yield "scores two higher, walking", Story().pains(0, up, circumstance="walking"), 5
    yield "scores two higher, at rest", Story().pains(0, up, circumstance="rest"), 5
    yield "scores almost two higher", Story().pains(0, [3, 3, 3, 3, 4.9, 4.9], circumstance="walking"), 5
    yield "decimals two higher", Story().pains(0, [1.3, 1.3, 1.3, 1.3, 3.3, 3.3], circumstance="walking"), 5
    yield "too few days before", Story().pains(0, [3, 3, 5, 5, 5], circumstance="walking"), 4
    for offset in (9, 10, 11):
        yield f"no entry since day 5, day {offset}", Story().pains(0, up, circumstance="walking"), offset
    yield "a day without a number", Story().pains(0, [3, 3, 3, 3, 5], circumstance="walking").pain(5).pain(6, 5), 6
    slow = [3.0] * 14 + [4.0] * 24 + [5.0, 5.0]
    yield "slow rise", Story().pains(0, slow, circumstance="walking"), 39
    yield "slow rise, a day early", Story().pains(0, slow, circumstance="walking"), 38
    yield "knee worse and loaded", Story().pain(0, 4, "knee").change(3, "worse", "knee", "left").bears(3, "PWB"), 3
    yield (
        "knee worse, hip not",
        Story().pain(0, 4).pain(0, 4, "knee").change(3, "worse", "knee", "left").bears(3, "PWB"),
        3,
    )
    yield (
        "unknown side counts for the episode's",
        Story().pain(0, 3, side="right").change(3, "worse", "hip", "unknown").bears(3, "PWB", side="right"),
        3,
    )
    yield (
        "both hips worse, one loaded",
        Story().pain(0, 3, side="both").change(3, "worse", "hip", "both").bears(3, "PWB", side="right"),
        3,
    )


def injury() -> Iterator[Told]:
    for side in ("left", "right", "both", "unknown"):
        yield f"UNABLE {side}", Story().bears(0, "UNABLE", side=side), 0
        yield f"fracture {side}", Story().add(0, "fracture", site="hip", side=side), 0
    yield (
        "UNABLE of no stated side, episode on the right",
        Story().pain(0, 3, side="right").add(1, "weight_bearing", status="UNABLE"),
        1,
    )
    for site in ("femoral_neck", "hip", "femur", "knee", "ankle", "foot", "vertebra", "wrist", "other"):
        yield f"fracture of {site}", Story().add(0, "fracture", site=site, side="left"), 3
    yield (
        "fracture on a film",
        Story().add(0, "imaging", modality="xray", result="fracture", site="hip", side="left"),
        0,
    )
    yield (
        "no fracture on a film",
        Story().add(0, "imaging", modality="xray", result="other", site="hip", side="left"),
        0,
    )
    yield "stays after resolution", Story().pain(0, 3).bears(0, "UNABLE").diagnosis(1).resolution(60), 90
    yield "stays after a normal MRI", Story().add(0, "fracture", site="hip", side="left").mri(9, "normal"), 30
    yield "walks again", Story().bears(0, "UNABLE").bears(9, "FWB"), 9
    yield "acknowledged is still open", Story().bears(0, "UNABLE").acknowledge(1, "cannot-bear-weight"), 2
    yield "closed by a clinician", Story().bears(0, "UNABLE").close(1, "cannot-bear-weight"), 1
    yield "closed, and again", Story().bears(0, "UNABLE").close(1, "cannot-bear-weight").bears(2, "UNABLE"), 2
    yield "another finding closed", Story().bears(0, "UNABLE").close(1, "fracture-reported"), 1
    yield "closed before it was there", Story().close(0, "cannot-bear-weight").bears(1, "UNABLE"), 1
    yield (
        "condition closed stays closed while nothing is logged",
        pregnant(30).pain(0, 3).close(2, "pregnancy-hip-pain").pain(5, 0),
        5,
    )
    yield (
        "condition closed opens again on the next pain",
        pregnant(30).pain(0, 3).close(2, "pregnancy-hip-pain").pain(5, 4),
        5,
    )
    for outcome in ("fall", "near_fall", "stumble"):
        for offset in (-1, 0, 1, 2):
            yield (
                f"{outcome}, and hip pain {offset} days after",
                Story().add(1, "fall", outcome=outcome, side="left").pain(1 + offset, 3, "groin"),
                3,
            )
    yield "fall, and pain of the knee", Story().add(0, "fall", outcome="fall").pain(0, 3, "knee"), 0
    yield (
        "fall with pain, closed by a clinician",
        Story().add(0, "fall", outcome="fall").pain(0, 3).close(2, "fall-or-stumble"),
        9,
    )
    yield (
        "condition closed, gone, and back",
        pregnant(30).pain(0, 3).close(2, "pregnancy-hip-pain").change(4, "gone").pain(5, 4),
        5,
    )
    yield "dated tomorrow is not today", Story().bears(1, "UNABLE"), 0


KINDS = (
    "pain", "pain", "pain", "pain", "change", "weight_bearing", "imaging", "fracture", "pregnancy", "delivery", "resolve_finding",
    "diagnosis", "resolution", "fall", "previous_episode",
)  # fmt: skip


def generated(count: int = 80) -> Iterator[Told]:
    """Histories by chance, always the same ones; one in which nothing is raised is not worth keeping."""
    chance = random.Random(20241104)  # a fixed seed on purpose
    kept = 0
    while kept < count:
        story = Story(chance.choice(["female", "female", "male"]), chance.choice([None, 1990]))
        last = chance.randint(5, 90)
        for number in sorted(chance.randint(0, last) for _ in range(chance.randint(3, 18))):
            _by_chance(chance, story, number)
        case = f"by chance {kept + 1}", story, last
        quiet_too = chance.random() < 0.1
        if quiet_too or expected(Case(*case)):
            kept += 1
            yield case


def _by_chance(chance: random.Random, story: Story, number: int) -> None:
    kind, side = chance.choice(KINDS), chance.choice(["left", "left", "right", "both", "unknown"])
    if kind == "pain":
        site = chance.choice(["hip", "hip", "groin", "thigh", "knee", "low_back"])
        story.pain(
            number,
            chance.choice([None, 0, 2, 4, 6, 8]),
            site,
            side,
            circumstance=chance.choice([None, "walking", "rest"]),
            radiates_to=["groin"] if site == "low_back" and chance.random() < 0.5 else None,
            limp=chance.choice([None, None, True]),
        )
    elif kind == "change":
        words = ["worse", "worse", "same", "better", "gone"]
        story.change(
            number, chance.choice(words), chance.choice([None, "hip"]), chance.choice([None, "left", "right"])
        )
    elif kind == "weight_bearing":
        story.bears(number, chance.choice(["NWB", "TTWB", "PWB", "FWB", "UNABLE"]), side=side)
    elif kind == "imaging":
        story.mri(
            number, chance.choice(["normal", "marrow_oedema", "fracture"]), chance.choice(["hip", "knee", None]), side
        )
    elif kind == "fracture":
        story.add(number, "fracture", site=chance.choice(["hip", "wrist", "ankle"]), side=side)
    elif kind == "pregnancy":
        if story.patient.sex == "female":
            story.add(number, "pregnancy", gestation_week=chance.choice([12, 25, 27.5, 30, 38]))
    elif kind == "delivery":
        if story.patient.sex == "female":
            story.add(number, "delivery")
    elif kind == "fall":
        story.add(number, "fall", outcome=chance.choice(["fall", "fall", "stumble"]), side=side)
    elif kind == "previous_episode":
        story.add(number, "previous_episode", site=chance.choice(["hip", "knee"]), side=side)
    elif kind == "resolve_finding":
        story.close(number, chance.choice(sorted(FLAGS)))
    elif kind == "diagnosis":
        story.diagnosis(number, side)
    else:
        story.resolution(number)


def numbers() -> Iterator[Case]:
    """A clinic or a clinician set other numbers: at the edge of each of them, a day or a point to either side."""
    for days in (150, 189, 190, 191, 10_000):
        yield Case(
            f"hip pain at 27+1, third trimester from day {days}",
            pregnant(27 + 1 / 7).pain(0, 3),
            0,
            {"third_trimester_days": days},
        )
    for days in (196, 203, 204, 10_000):
        yield Case(
            f"hip pain at 29+0, third trimester from day {days}",
            pregnant(29).pain(0, 3),
            0,
            {"third_trimester_days": days},
        )
    for days in (399, 400):
        yield Case(
            f"hip pain on day 400 after delivery, postpartum {days} days",
            woman().add(0, "delivery").pain(400, 3),
            400,
            {"postpartum_days": days},
        )
    for days in (0, 1, 99, 100, 101, 500):
        yield Case(
            f"hip pain on day 100 after delivery, postpartum {days} days",
            woman().add(0, "delivery").pain(100, 3),
            100,
            {"postpartum_days": days},
        )
        yield Case(
            f"back pain into the groin on day 100 after delivery, postpartum {days} days",
            woman().add(0, "delivery").pain(100, 3, "low_back", "left", radiates_to=["groin"]),
            100,
            {"postpartum_days": days},
        )
    for days in (20, 90):
        yield Case(
            f"a delivery that nobody recorded, postpartum {days} days",
            pregnant(39).pain(0, 3),
            60,
            {"postpartum_days": days},
        )
    for days in (0, 3, 4, 5):
        yield Case(
            f"normal MRI after 4 days, early within {days}",
            pregnant(30).pain(0, 3).mri(4, "normal"),
            4,
            {"early_mri_days": days},
        )
    for days in (0, 1):
        yield Case(
            f"normal MRI after a day, early within {days}",
            pregnant(30).pain(0, 3).mri(1, "normal"),
            1,
            {"early_mri_days": days},
        )
    up = Story().pains(0, [3, 3, 3, 3, 5, 5], circumstance="walking")
    for points in (0, 0.5, 1.9, 2.1, 3):
        yield Case(f"scores two higher, worse from {points}", up, 5, {"worsening_points": points})
    yield Case(
        "the same scores, worse from 0", Story().pains(0, [3] * 6, circumstance="walking"), 5, {"worsening_points": 0}
    )
    slow = Story().pains(0, [3.0] * 14 + [4.0] * 24 + [5.0, 5.0], circumstance="walking")
    for points in (1, 2.5, 4):
        yield Case(f"slow rise of two, worse from {points}", slow, 39, {"slow_rise_points": points})
    for points in (0, 0.9, 1, 1.1, 3):
        yield Case(
            f"slow rise, one over the 14 days, at least {points}", slow, 39, {"slow_rise_recent_points": points}
        )
    less = Story().pains(0, [3.0] * 14 + [3.5] * 24 + [4.5, 4.5], circumstance="walking")
    for points in (1.4, 1.5, 1.6):
        yield Case(f"slow rise of one and a half, worse from {points}", less, 39, {"slow_rise_points": points})
    late = Story().pains(0, [3.0] * 14 + [4.75] * 24 + [5.0, 5.0], circumstance="walking")
    for points in (0, 0.25, 0.3):
        yield Case(
            f"slow rise, a quarter over the 14 days, at least {points}", late, 39, {"slow_rise_recent_points": points}
        )
    yield Case(
        "a fast rise under its own number counts as a slow one",
        slow,
        39,
        {"worsening_points": 5, "slow_rise_points": 1.5, "slow_rise_recent_points": 1},
    )
    for days in (0, 1, 3, 4, 5, 20):
        yield Case(
            f"worse said four days ago, counts {days} days",
            Story().change(0, "worse", "hip", "left").bears(4, "TTWB"),
            4,
            {"change_report_days": days},
        )
    for days in (10, 11):
        yield Case(
            f"worse said ten days ago, counts {days} days",
            Story().change(0, "worse", "hip", "left").bears(10, "TTWB"),
            10,
            {"change_report_days": days},
        )
    for days in (9, 10):
        yield Case(
            f"load nine days before the report of worse, window {days} days",
            Story().bears(0, "TTWB").change(9, "worse", "hip", "left"),
            9,
            {"load_window_days": days},
        )
    for days in (1, 5, 6, 7, 14):
        yield Case(
            f"load six days before the report of worse, window {days} days",
            Story().bears(0, "TTWB").change(6, "worse", "hip", "left"),
            6,
            {"load_window_days": days},
        )
    yield from _with_other_numbers()


OTHER: dict[str, tuple[float, ...]] = {
    "third_trimester_days": (0, 140, 182, 189, 210, 300),
    "postpartum_days": (0, 14, 42, 180, 730),
    "worsening_points": (0, 0.5, 1, 1.5, 3, 4),
    "slow_rise_points": (0, 0.5, 1, 3),
    "slow_rise_recent_points": (0, 1, 2),
    "change_report_days": (0, 1, 3, 14, 60),
    "load_window_days": (1, 3, 14, 28),
    "early_mri_days": (0, 1, 7, 30),
}


def _with_other_numbers(count: int = 30) -> Iterator[Case]:
    """Histories by chance with a score on most days; nearly all are ones in which the other numbers matter."""
    chance = random.Random(20250611)  # a fixed seed on purpose
    kept = 0
    while kept < count:
        story = Story(chance.choice(["female", "female", "male"]), chance.choice([None, 1990]))
        last = chance.randint(5, 60)
        level = chance.choice([1, 2, 3])
        for number in range(last + 1):
            if chance.random() < 0.1:
                level = max(0, min(10, level + chance.choice([-1, -0.5, 0.5, 1, 2])))
            if chance.random() < 0.6:
                story.pain(number, level, circumstance=chance.choice([None, None, "walking"]))
            if chance.random() < 0.1:
                _by_chance(chance, story, number)
        chosen = {name: chance.choice(values) for name, values in OTHER.items() if chance.random() < 0.4}
        case = Case(f"other numbers by chance {kept + 1}", story, last, chosen)
        if expected(case) != expected(case._replace(numbers=USUAL)) or chance.random() < 0.02:
            kept += 1
            yield case


def in_force_cases() -> Iterator[Case]:
    """Which load is in force: beside what opens, each of these says the terms of either leg."""
    ill = "left hip, PWB from day 1, resolved on day 60"

    def story() -> Story:
        return Story().pain(0, 5).diagnosis(1).prescribe(1, "PWB", 30).resolution(60)

    for number in (0, 1, 59, 60, 400):
        yield Case(f"{ill}, day {number}", story(), number)
    for level in (2, 2.9, 3, None):
        for gap in (6, 7):
            yield Case(
                f"{ill}, pain {level} on two days {gap} apart", story().pain(80, level).pain(80 + gap, level), 90
            )
    yield Case(f"{ill}, returned", story().change(70, "returned"), 70)
    yield Case(f"{ill}, pain after it on its day and on the next", story().pain(60, 4).pain(61, 4), 61)
    yield Case(f"{ill}, diagnosed anew", story().diagnosis(90), 90)
    yield Case(f"{ill}, diagnosed anew on the other side", story().diagnosis(90, "right"), 90)
    yield Case(f"{ill}, signed the day after", story().prescribe(61, "WBAT").change(70, "returned"), 70)
    yield Case(f"{ill}, signed on that day", story().prescribe(60, "WBAT").change(70, "returned"), 70)
    yield Case(f"{ill}, signed on the day of the new diagnosis", story().prescribe(90, "NWB").diagnosis(90), 90)
    yield Case(
        f"{ill}, returned twice",
        story().change(70, "returned").prescribe(71, "NWB").diagnosis(72).resolution(150).change(200, "returned"),
        200,
    )
    for side in ("left", "right", "both"):
        other = Story().pain(0, 4).diagnosis(0).prescribe(1, "FWB", side="both")
        yield Case(f"pain on the {side} in an episode of the left", other.pain(9, 3, side=side), 9)
    yield Case(
        "one of two hips resolved, and back",
        Story()
        .diagnosis(0, "both")
        .prescribe(0, "TTWB", side="both")
        .resolution(40, side="left")
        .change(60, "returned", "hip", "left"),
        60,
    )
    yield Case(
        "a knee that comes back",
        Story()
        .pain(0, 5, "knee")
        .diagnosis(1, site="knee")
        .prescribe(1, "PWB", 30)
        .resolution(50)
        .pain(60, 6, "knee")
        .pain(61, 6, "knee"),
        61,
    )
    for on in (0, 9):
        told = Story().pain(3, 4).pain(4, 4).prescribe(2, "PWB", 30)
        yield Case(
            f"an earlier episode, told on day {on}", told.add(on, "previous_episode", site="hip", side="left"), 9
        )
    yield from _loads_by_chance()


def _loads_by_chance(count: int = 60) -> Iterator[Case]:
    """Histories by chance in which something ends by itself."""
    chance = random.Random(20261130)  # a fixed seed on purpose
    kept = 0
    while kept < count:
        story, last = Story(), chance.randint(20, 120)
        for number in sorted(chance.randint(0, last) for _ in range(chance.randint(6, 20))):
            side = chance.choice(["left", "left", "right", "both", "unknown"])
            kind = chance.choice(
                ["pain", "pain", "pain", "diagnosis", "resolution", "prescription", "prescription", "change", "told"]
            )
            if kind == "pain":
                story.pain(
                    number, chance.choice([None, 0, 2, 3, 6]), chance.choice(["hip", "hip", "groin", "knee"]), side
                )
            elif kind == "diagnosis":
                story.diagnosis(number, side, chance.choice(["hip", "hip", "knee"]))
            elif kind == "resolution":
                story.resolution(number, **chance.choice([{}, {}, {"side": "left"}, {"site": "hip"}]))
            elif kind == "prescription":
                story.prescribe(number, chance.choice(["NWB", "TTWB", "WBAT", "FWB"]), side=side)
            elif kind == "change":
                words = ["returned", "gone", "worse", "better"]
                story.change(
                    number,
                    chance.choice(words),
                    chance.choice([None, "hip", "knee"]),
                    chance.choice([None, "left", side]),
                )
            elif chance.random() < 0.3:
                story.add(number, "previous_episode", site="hip", side=side)
        terms = story.at(last).load_terms
        if any(term.ended_by_itself for rows in terms.values() for term in rows):
            kept += 1
            yield Case(f"loads by chance {kept}", story, last)


def loads(case: Case) -> dict[str, Any]:
    """Which load is in force on that day, and all terms."""
    answer = case.story.at(case.number, in_force(case.numbers))
    return {
        side: {
            "in_force": state.key if (state := answer.load[side]) else None,
            "terms": [
                {
                    "record": term.key,
                    "since": term.since.isoformat(),
                    "until": term.until.isoformat() if term.until else None,
                    "end": term.end,
                }
                for term in terms
            ],
        }
        for side, terms in answer.load_terms.items()
    }


def expected(case: Case) -> list[dict[str, str]]:
    """What stands open on that day, from the rules."""
    answer = case.story.at(case.number, in_force(case.numbers))
    seen = {(one.id, one.side or "") for one in answer.open_findings if one.id in FLAGS and one.urgency == "now"}
    return [{"finding": id, "side": side} if side else {"finding": id} for id, side in sorted(seen)]


def in_force(chosen: Numbers) -> Thresholds:
    return replace(Thresholds(), **chosen)


def written(case: Case) -> dict[str, Any]:
    name, story, number, chosen = case
    patient = story.patient
    return {
        "name": name,
        "patient": {
            "sex": patient.sex,
            "birth_year": patient.birth_year,
            "timezone": patient.timezone,
            "risk_factors": list(patient.risk_factors),
        },
        "today": day(number).isoformat(),
        **({"numbers": dict(chosen)} if chosen else {}),
        "records": [
            {"id": key, "kind": kind, "date": on.isoformat(), "at": at.strftime("%Y-%m-%dT%H:%M:%SZ"), **data}
            for key, kind, on, at, data in story.rows
        ],
        "expect": expected(case),
    }


def check(case: dict[str, Any]) -> list[dict[str, str]]:
    """The rules' answer to a vector as it stands in its file: what the test compares with `expect`."""
    about = case["patient"]
    patient = PatientFacts(about["sex"], about["birth_year"], about["timezone"], tuple(about["risk_factors"]))
    rows = []
    for record in case["records"]:
        data = {name: value for name, value in record.items() if name not in ("id", "kind", "date", "at")}
        at = datetime.fromisoformat(record["at"].replace("Z", "+00:00"))
        rows.append((record["id"], record["kind"], date.fromisoformat(record["date"]), at, data))
    noon = datetime.combine(date.fromisoformat(case["today"]), time(12), UTC)
    answer = assess(build_facts(patient, rows), noon, in_force(case.get("numbers", USUAL)))
    seen = {(one.id, one.side or "") for one in answer.open_findings if one.id in FLAGS and one.urgency == "now"}
    return [{"finding": id, "side": side} if side else {"finding": id} for id, side in sorted(seen)]


FILES: dict[str, Callable[[], Iterable[Told | Case]]] = {
    "pregnancy": pregnancy,
    "loading": loading,
    "injury": injury,
    "by-chance": generated,
    "numbers": numbers,
    "in-force": in_force_cases,
}


def content(name: str) -> dict[str, Any]:
    """What stands in the file of that name."""
    known = {"numbers": NUMBERS} if name == "numbers" else {"numbers": LOAD_NUMBERS} if name == "in-force" else {}
    cases = [Case(*case) for case in FILES[name]()]
    told = [written(case) | ({"load": loads(case)} if name == "in-force" else {}) for case in cases]
    return {"format": FORMAT, **known, "cases": told}


def main() -> None:
    for name in FILES:
        text = json.dumps(content(name), ensure_ascii=False, indent=1) + "\n"
        (HERE / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
