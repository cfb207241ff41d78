"""Histories that are made to hurt: crowded days, every pair of kinds on one day, both sides, and moments that lie apart from their day.

Unlike `oracle_histories`, which tells illnesses, this puts together what seldom meets: little happens on many days and very much
on a few; entries arrive in another order than they were made in, in another zone than the day before, or at one moment.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any

from tests.rules.oracle_histories import FINDING_IDS, START, Row, entry

LAST = 70
# What the rules tell apart by its place in the day, or by what it does to an episode.
TURNS = ("diagnosis", "resolution", "prescription", "change", "pain", "resolve_finding", "weight_bearing", "imaging")
LIFE = (
    "pregnancy",
    "delivery",
    "breastfeeding",
    "medicine",
    "fall",
    "body_weight",
    "scale_practice",
    "dexa",
    "dexa_date",
)
WORDS = ("better", "same", "worse", "returned", "gone")
Told = tuple[int, str, dict[str, Any]]


def history(seed: int) -> tuple[str, int | None, tuple[str, ...], list[Row], int]:
    """Sex, birth year, risk factors, rows, and the last day to look at."""
    chance = Random(f"adversary {seed}")
    busy = sorted(chance.sample(range(LAST - 8), chance.randint(2, 5)))
    told: list[Told] = []
    if chance.random() < 0.7:
        told += _ill(chance, busy[0])
    for day in busy:
        told += _crowd(chance, day)
    told += _runs(chance)
    for _ in range(chance.randint(0, 6)):
        kind = chance.choice(LIFE)
        told.append((chance.randint(0, LAST), kind, entry(chance, kind, LAST)))
    # The order in which they were made is not that of the days, and a day's moments not those of one zone.
    rows: list[Row] = []
    for index, (number, kind, data) in enumerate(sorted(told, key=lambda one: one[0])):
        on = START + timedelta(days=number)
        hours = chance.choice([-11, -4, 0, 0, 0, 5, 13])  # the zone in which the day was lived
        minute = chance.choice([0, 0, 1, 1, 2, 59, 600, 1439])
        at = datetime.combine(on, time(0), UTC) + timedelta(minutes=minute, hours=-hours)
        rows.append((f"k{index:04d}", kind, on, at, {k: v for k, v in data.items() if v is not None}))
    chance.shuffle(rows)
    female = chance.random() < 0.7
    rows = [row for row in rows if female or row[1] not in ("pregnancy", "delivery", "breastfeeding")]
    risks = chance.choice([(), ("tobacco",)])
    return "female" if female else "unknown", chance.choice([None, 1990]), risks, rows, LAST


def _ill(chance: Random, day: int) -> list[Told]:
    """An illness of somewhere, so that what follows finds one to meet."""
    site, side = chance.choice(["hip", "hip", "knee", "foot"]), chance.choice(["left", "right", "both", "unknown"])
    out: list[Told] = [
        (max(0, day - 6), "pain", {"site": site, "side": side, "intensity": chance.choice([0, 3, None])})
    ]
    if chance.random() < 0.7:
        basis = chance.choice(["mri", "clinical"])
        out.append((max(0, day - chance.choice([0, 5])), "diagnosis", {"site": site, "side": side, "basis": basis}))
    if chance.random() < 0.7:
        leg = chance.choice(["left", "right", "both", "unknown"])
        out.append(
            (
                max(0, day - 3),
                "prescription",
                {"side": leg, "status": chance.choice(["NWB", "PWB", "FWB"]), "percent": None},
            )
        )
    if chance.random() < 0.5:
        out.append((day, "resolution", chance.choice([{"basis": "both"}, {"basis": "imaging", "side": "left"}])))
    return out


def _crowd(chance: Random, day: int) -> list[Told]:
    """Many things on a day and the next, each of them perhaps twice and with another side."""
    out: list[Told] = []
    for _ in range(chance.randint(3, 9)):
        kind = chance.choice(TURNS if chance.random() < 0.8 else LIFE)
        data = entry(chance, kind, LAST)
        if kind == "resolve_finding":
            data["finding"] = chance.choice(FINDING_IDS[:16])
        if kind == "change":
            data["direction"] = chance.choice(WORDS)
        out.append((day + chance.choice([0, 0, 0, 0, 1]), kind, data))
        if chance.random() < 0.3:
            twin = dict(data)
            if "side" in twin:
                twin["side"] = chance.choice(["left", "right", "both", "unknown"])
            if kind == "scale_practice":
                twin["side"] = chance.choice(["left", "right"])
            out.append((day + chance.choice([0, 0, 7, 14]), kind, twin))
    return out


def _runs(chance: Random) -> list[Told]:
    """Scores that stand on the very edges: 2 points, half a point, three days of seven, ten of fourteen."""
    side, first = chance.choice(["left", "right", "both"]), chance.randint(0, 30)
    low, high = chance.choice([(1, 3), (2, 4), (2, 3.9), (0, 2), (2, 2.5), (5, 3)])
    out: list[Told] = []
    for number in range(first, min(first + chance.choice([12, 25, 40]), LAST)):
        if chance.random() < chance.choice([0.5, 0.8, 1]):
            level = low if number < first + chance.choice([9, 14, 21]) else high
            out.append((number, "pain", {"site": chance.choice(["hip", "thigh"]), "side": side, "intensity": level}))
    return out
