"""Who is in the demo, and what their last weeks were. Invented people; days count back from today."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Event = tuple[int, str, dict[str, Any]]  # days before today, kind, fields


@dataclass(frozen=True)
class Person:
    email: str
    name: str
    sex: str
    birth_year: int
    events: list[Event]
    risk_factors: list[str] = field(default_factory=list)


def _daily(
    scores: list[float | None], *, side: str, walking: bool = True, aid: str = "two_crutches"
) -> Iterator[Event]:
    """One pain entry a day, the last score being today's; None leaves a day out."""
    for back, score in zip(range(len(scores) - 1, -1, -1), scores, strict=True):
        if score is None:
            continue
        circumstance = "walking" if walking and back % 3 else "rest"
        yield back, "pain", {"site": "hip", "side": side, "intensity": score, "circumstance": circumstance}
        if back % 2:
            yield back, "weight_bearing", {"side": side, "status": "TTWB", "aid": aid}
        else:
            yield back, "exercise", {"category": "range_of_motion", "minutes": 15}


def _practice(side: str, days: dict[int, list[float]]) -> Iterator[Event]:
    """Readings of a bathroom scale, standing, on the days before today."""
    for back, readings in days.items():
        yield back, "scale_practice", {"side": side, "readings_kg": readings}


def _goals(*activities: tuple[str, dict[int, float]]) -> Iterator[Event]:
    """What somebody wants to do again, with its scores by days before today."""
    for activity, scores in activities:
        for back, score in scores.items():
            yield back, "goal", {"activity": activity, "score": score}


def _fall(first: float, last: float, days: int) -> list[float | None]:
    """A course from one score to another in half points, with the ups and downs of real weeks."""
    wobble = (0, 0.5, 0, -0.5, 0.5, 0, 0, -0.5)
    course = (first + (last - first) * day / max(1, days - 1) + wobble[day % 8] for day in range(days))
    return [max(0.0, min(10.0, round(score * 2) / 2)) for score in course]


def cast() -> list[Person]:
    return [
        Person(
            "maria@demo.example",
            "Maria Santos",
            "female",
            1991,
            [
                (
                    92,
                    "pain",
                    {
                        "site": "groin",
                        "side": "left",
                        "intensity": 6,
                        "circumstance": "weight_bearing",
                        "limp": True,
                    },
                ),
                (
                    84,
                    "imaging",
                    {
                        "modality": "mri",
                        "result": "marrow_oedema",
                        "site": "hip",
                        "side": "left",
                        "contrast": False,
                        "extent": ["head", "neck"],
                        "subchondral_line": "not_stated",
                        "effusion": "yes",
                    },
                ),
                (84, "diagnosis", {"site": "hip", "side": "left", "basis": "mri"}),
                (84, "prescription", {"side": "left", "status": "NWB", "aid": "two_crutches"}),
                (
                    70,
                    "dexa",
                    {
                        "site": "total_hip",
                        "side": "left",
                        "t_score": -1.7,
                        "bmd": 0.731,
                        "device": "Hologic A",
                    },
                ),
                (
                    70,
                    "dexa",
                    {
                        "site": "femoral_neck",
                        "side": "left",
                        "t_score": -1.9,
                        "bmd": 0.642,
                        "device": "Hologic A",
                    },
                ),
                (70, "dexa", {"site": "lumbar_spine", "t_score": -0.8, "bmd": 0.962, "device": "Hologic A"}),
                (
                    40,
                    "prescription",
                    {"side": "left", "status": "TTWB", "aid": "two_crutches", "review_on": "+4"},
                ),
                (
                    40,
                    "programme",
                    {
                        "category": "range_of_motion",
                        "minutes": 15,
                        "weekdays": ["mon", "wed", "fri", "sun"],
                        "instructions": "Lying down, slide the heel towards you and back. Slowly, ten times.",
                    },
                ),
                (
                    40,
                    "programme",
                    {
                        "category": "aquatic",
                        "minutes": 30,
                        "weekdays": ["tue", "sat"],
                        "instructions": "In chest-deep water, walk forwards and sideways.",
                    },
                ),
                (40, "setting", {"log_reminder_at": "20:00", "quiet_from": "22:00", "quiet_to": "07:00"}),
                *_daily(_fall(5.5, 2, 60), side="left"),
                (0, "change", {"direction": "better", "site": "hip", "side": "left"}),
                *_goals(
                    ("Climb the stairs to the flat", {40: 1, 26: 2, 12: 4}),
                    ("Carry Inês to bed", {40: 0, 26: 0, 12: 1}),
                    ("Walk to the bakery", {40: 2, 26: 4, 12: 6}),
                ),
            ],
        ),
        Person(
            "jonas@demo.example",
            "Jonas Weber",
            "male",
            1979,
            [
                (48, "pain", {"site": "hip", "side": "right", "intensity": 5, "circumstance": "walking"}),
                (41, "diagnosis", {"site": "hip", "side": "right", "basis": "mri"}),
                (
                    41,
                    "imaging",
                    {"modality": "mri", "result": "marrow_oedema", "site": "hip", "side": "right"},
                ),
                (42, "body_weight", {"kg": 82.4}),
                (
                    41,
                    "prescription",
                    {
                        "side": "right",
                        "status": "PWB",
                        "percent": 30,
                        "aid": "two_crutches",
                        "for_patient": "Heel first, and let the crutches carry the rest.",
                        "plan": [
                            {"status": "PWB", "percent": 50, "aid": "two_crutches", "target_on": "+6"},
                            {"status": "PWB", "percent": 50, "aid": "one_crutch", "target_on": "+20"},
                            {"status": "WBAT", "aid": "cane"},
                            {"status": "FWB", "aid": "none"},
                        ],
                    },
                ),
                *_practice("right", {12: [38, 31, 29.5], 11: [27, 24.5, 26], 5: [25, 22, 24], 1: [33, 28, 26.5]}),
                *_daily([*_fall(4, 3, 37), 5, 6, 6], side="right"),
                (1, "weight_bearing", {"side": "right", "status": "WBAT", "aid": "one_crutch"}),
            ],
            ["tobacco"],
        ),
        Person(
            "clara@demo.example",
            "Clara Meier-Lindqvist",
            "female",
            1994,
            [
                (18, "pregnancy", {"gestation_week": 29.0}),
                (
                    12,
                    "pain",
                    {
                        "site": "groin",
                        "side": "left",
                        "intensity": 4,
                        "circumstance": "walking",
                        "limp": True,
                    },
                ),
                (3, "pain", {"site": "low_back", "side": "left", "intensity": 5, "radiates_to": ["groin"]}),
                (
                    1,
                    "pain",
                    {
                        "site": "hip",
                        "side": "left",
                        "intensity": 6,
                        "circumstance": "weight_bearing",
                        "sleep_affected": True,
                    },
                ),
            ],
        ),
        Person(
            "tomas@demo.example",
            "Tomás Oliveira",
            "male",
            1983,
            [
                (75, "pain", {"site": "hip", "side": "left", "intensity": 6}),
                (70, "diagnosis", {"site": "hip", "side": "left", "basis": "mri"}),
                (
                    70,
                    "imaging",
                    {"modality": "mri", "result": "marrow_oedema", "site": "hip", "side": "left"},
                ),
                (70, "prescription", {"side": "left", "status": "NWB"}),
                (30, "prescription", {"side": "left", "status": "TTWB"}),
                (
                    60,
                    "dexa",
                    {"site": "total_hip", "side": "left", "t_score": -1.1, "bmd": 0.84, "device": "Lunar B"},
                ),
                *_daily([*_fall(4, 2, 30), *([1.0] * 18)], side="left"),
            ],
        ),
        Person(
            "ines@demo.example",
            "Inês Carvalho",
            "female",
            1970,
            [
                (290, "pain", {"site": "hip", "side": "right", "intensity": 6}),
                (280, "diagnosis", {"site": "hip", "side": "right", "basis": "mri"}),
                (
                    280,
                    "imaging",
                    {
                        "modality": "mri",
                        "result": "marrow_oedema",
                        "site": "hip",
                        "side": "right",
                        "extent": ["head", "neck", "intertrochanteric"],
                        "subchondral_line": "yes",
                        "effusion": "yes",
                    },
                ),
                (
                    190,
                    "imaging",
                    {
                        "modality": "mri",
                        "result": "marrow_oedema",
                        "site": "hip",
                        "side": "right",
                        "extent": ["head"],
                        "subchondral_line": "no",
                        "effusion": "no",
                    },
                ),
                (
                    105,
                    "imaging",
                    {
                        "modality": "mri",
                        "result": "resolved",
                        "site": "hip",
                        "side": "right",
                        "extent": [],
                        "subchondral_line": "no",
                        "effusion": "no",
                    },
                ),
                (280, "prescription", {"side": "right", "status": "TTWB"}),
                (200, "prescription", {"side": "right", "status": "PWB", "percent": 50}),
                (150, "prescription", {"side": "right", "status": "WBAT"}),
                (110, "prescription", {"side": "right", "status": "FWB"}),
                (
                    100,
                    "dexa",
                    {"site": "total_hip", "side": "right", "t_score": -1.2, "bmd": 0.81, "device": "Lunar B"},
                ),
                (90, "resolution", {"basis": "both"}),
                (5, "pain", {"site": "hip", "side": "right", "intensity": 3, "circumstance": "walking"}),
                (2, "pain", {"site": "hip", "side": "right", "intensity": 4, "circumstance": "walking"}),
                (2, "pain", {"site": "knee", "side": "left", "intensity": 3, "circumstance": "walking"}),
            ],
            ["hypothyroidism"],
        ),
        Person(
            "peter@demo.example",
            "Peter Novák",
            "male",
            1966,
            [
                (60, "pain", {"site": "hip", "side": "left", "intensity": 5}),
                (50, "diagnosis", {"site": "hip", "side": "left", "basis": "mri"}),
                (
                    50,
                    "imaging",
                    {
                        "modality": "mri",
                        "result": "marrow_oedema",
                        "site": "hip",
                        "side": "left",
                        "extent": ["head"],
                        "subchondral_line": "no",
                        "effusion": "yes",
                        "next_on": "+10",
                    },
                ),
                (51, "body_weight", {"kg": 74.5}),
                (50, "setting", {"weight_unit": "lb"}),
                (50, "prescription", {"side": "left", "status": "PWB", "limit_kg": 20, "aid": "two_crutches"}),
                *_practice("left", {21: [24.5, 21.3, 19.1], 20: [20.4, 19.5], 16: [18.6, 20, 19.1]}),
                (
                    45,
                    "dexa",
                    {"site": "total_hip", "side": "left", "t_score": -0.9, "bmd": 0.9, "device": "Lunar B"},
                ),
                *[(back, "pain", {"site": "hip", "side": "left", "intensity": 3}) for back in range(40, 10, -2)],
                (20, "change", {"direction": "better", "site": "hip", "side": "left"}),
            ],
        ),
        Person("anneliese@demo.example", "Anneliese Wintermantel-Hohenfels von der Recke", "female", 1958, []),
    ]
