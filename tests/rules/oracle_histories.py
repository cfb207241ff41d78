"""Histories for the comparison of the two readings: from a seed alone, always the same ones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

START = date(2024, 1, 15)
Row = tuple[str, str, date, datetime, dict[str, Any]]
FINDING_IDS = (
    "pregnancy-hip-pain", "pregnancy-back-pain-to-groin", "loading-despite-worsening-pain", "weight-bearing-undecided",
    "load-above-prescription", "cannot-bear-weight", "fracture-reported", "avascular-necrosis-reported", "pain-worse",
    "pain-returned", "opposite-hip-pain", "new-joint-pain", "migratory-pattern", "mri-for-recurrence", "mri-for-diagnosis",
    "early-xray-normal", "not-improved-two-weeks", "morning-stiffness", "daily-life-or-sleep-affected", "not-resolved-six-months",
    "not-resolved-twelve-months", "t-score-at-or-below-minus-1-5", "t-score-below-minus-2", "vitamin-d-low",
    "drug-in-pregnancy-or-breastfeeding", "ready-for-load-review", "relapse-after-load-increase", "fall-or-stumble", "tobacco",
    "alcohol-above-limit", "calcium-below-target", "vitamin-d-intake-below-target", "no-recent-entries", "practice-above-limit",
)  # fmt: skip
WEIGHTS = {
    "pain": 16, "change": 6, "weight_bearing": 5, "exercise": 2, "intake": 3, "habit": 1, "home_treatment": 1, "pregnancy": 2,
    "delivery": 1, "breastfeeding": 1, "diagnosis": 4, "prescription": 5, "permission": 1, "imaging": 4, "dexa": 3, "lab": 1,
    "medicine": 3, "fracture": 1, "avascular_necrosis": 1, "procedure": 1, "dexa_date": 1, "resolution": 3, "previous_episode": 1,
    "risk_factor": 1, "acknowledge": 2, "resolve_finding": 3, "setting": 1, "programme": 1, "fall": 2, "spoken_with": 1,
    "body_weight": 2, "scale_practice": 1, "pause": 1,
}  # fmt: skip
# Illnesses of a year and more take most of the time, and open few ids that the others do not.
KINDS = ["long", *(["soup", "soup", "soup", "diary", "recovery", "recovery", "carrying"] * 4)]
BAG = [kind for kind, weight in WEIGHTS.items() for _ in range(weight)]


def day_of(number: int) -> str:
    return (START + timedelta(days=number)).isoformat()


def history(seed: int) -> tuple[str, int | None, tuple[str, ...], list[Row], int]:
    """Sex, birth year, risk factors, rows, and the last day to look at."""
    chance = Random(seed)
    kind = chance.choice(KINDS)
    last = {"soup": 60, "diary": 70, "recovery": 110, "carrying": 150, "long": 420}[kind]
    if kind == "long" and chance.random() < 0.4:
        last = 800
    female = kind == "carrying" or chance.random() < 0.6
    told: list[tuple[int, str, dict[str, Any]]] = []
    if kind == "recovery":
        told += _recovery(chance, last)
    if kind == "carrying":
        week = chance.choice([8, 20, 26, 27.86, 30, 38])
        told.append(
            (
                0,
                "pregnancy",
                {"gestation_week": week} if chance.random() < 0.8 else {"due_on": day_of(int(280 - week * 7))},
            )
        )
        if chance.random() < 0.7:
            told.append((chance.randint(5, 90), "delivery", {}))
        if chance.random() < 0.25:
            back = {"site": "low_back", "side": chance.choice(["left", "midline", None]), "radiates_to": ["groin"]}
            told.append((chance.randint(0, last), "pain", {**back, "intensity": chance.choice([0, 3, 5, None])}))
    if kind in ("diary", "recovery", "carrying") or chance.random() < 0.3:
        told += _diary(chance, last)
    if chance.random() < 0.1:
        first, amount = chance.randint(0, last - 8), chance.choice([200, 999, 1100])
        told += [
            (first + d, "intake", {"calcium_mg": amount, "vitamin_d_iu": chance.choice([300, 300, 700])})
            for d in range(6)
        ]
    if kind == "long":
        told += _long(chance, last)
    if chance.random() < 0.12:
        told += _scale(chance, last)
    if chance.random() < 0.08:
        told += _more_load(chance, last)
    for _ in range(chance.randint(3, 16)):
        name = chance.choice(BAG)
        if female or name not in ("pregnancy", "delivery", "breastfeeding"):
            told.append((chance.randint(0, last), name, entry(chance, name, last)))
    told.sort(key=lambda one: one[0])
    rows = []
    for index, (number, name, data) in enumerate(told):
        on = START + timedelta(days=number)
        at = datetime.combine(on, time(8), UTC) + timedelta(seconds=index % 30000)
        rows.append((f"k{index:04d}", name, on, at, {k: v for k, v in data.items() if v is not None}))
    risks = chance.choice([(), (), ("tobacco",), ("hypothyroidism",)])
    return "female" if female else "male", chance.choice([None, 1985, 1960]), risks, rows, last


def _diary(chance: Random, last: int) -> list[tuple[int, str, dict[str, Any]]]:
    out = []
    side, level = chance.choice(["left", "right"]), chance.choice([0, 1, 2, 3, 4, 5, 6])
    for number in range(chance.randint(0, last // 2), last):
        if chance.random() < 0.07:
            level = max(0, min(10, level + chance.choice([-3, -2, -1, -0.5, 0.5, 1, 2, 3])))
        if chance.random() < 0.75:
            how = chance.choice([None, None, "rest", "walking"])
            site = chance.choice(["hip", "hip", "hip", "groin"])
            out.append((number, "pain", {"site": site, "side": side, "intensity": level, "circumstance": how}))
    return out


def _recovery(chance: Random, last: int) -> list[tuple[int, str, dict[str, Any]]]:
    """Ill, decided, well, and ill again, each step now and then left out."""
    side = chance.choice(["left", "left", "right", "both"])
    site = chance.choice(["hip", "hip", "hip", "knee"])
    day = chance.randint(0, 5)
    out: list[tuple[int, str, dict[str, Any]]] = []
    for _ in range(chance.choice([1, 1, 2])):
        steps: list[tuple[str, dict[str, Any]]] = [
            ("pain", {"site": site, "side": side, "intensity": chance.choice([2, 4])}),
            ("diagnosis", {"site": site, "side": side, "basis": chance.choice(["mri", "clinical"])}),
            ("prescription", {"side": side, "status": chance.choice(["NWB", "TTWB", "WBAT"])}),
            ("prescription", {"side": side, "status": chance.choice(["WBAT", "FWB", "FWB"])}),
            ("resolution", {"basis": "both"}),
            ("permission", {"granted": True}),
        ]
        for name, data in steps:
            day += chance.choice([0, 0, 1, 3, 8])
            if chance.random() < 0.88 and day <= last:
                out.append((day, name, data))
        if chance.random() < 0.6:
            for _ in range(2):
                day += chance.randint(0, 4)
                out.append(
                    (
                        min(day, last),
                        "pain",
                        {"site": site, "side": side, "intensity": chance.choice([2, 3, 5, None])},
                    )
                )
    return out


def _long(chance: Random, last: int) -> list[tuple[int, str, dict[str, Any]]]:
    out: list[tuple[int, str, dict[str, Any]]] = [(0, "pain", {"site": "hip", "side": "left", "intensity": 3})]
    if chance.random() < 0.8:
        out.append((chance.randint(0, 9), "diagnosis", {"site": "hip", "side": "left", "basis": "mri"}))
    if chance.random() < 0.8:
        out.append(
            (
                chance.randint(3, 40),
                "dexa",
                {"site": "total_hip", "side": "left", "t_score": chance.choice([-2.5, -1.6, -1])},
            )
        )
    for around in (183, 365):
        if chance.random() < 0.7 and around < last:
            out.append((around + chance.randint(-35, 20), "pain", {"site": "hip", "side": "left", "intensity": 2}))
    return out


def _scale(chance: Random, last: int) -> list[tuple[int, str, dict[str, Any]]]:
    """A partial load with a body weight, practice on a scale, and another weight."""
    side, day = chance.choice(["left", "right"]), chance.randint(0, last // 2)
    order = chance.choice([{"percent": 30}, {"percent": 33.3}, {"limit_kg": 21}, {"limit_kg": 20.7}, {}])
    out: list[tuple[int, str, dict[str, Any]]] = []
    if chance.random() < 0.8:
        out.append((day, "body_weight", {"kg": chance.choice([70, 70, 69.9, 63])}))
    out.append((day, "prescription", {"side": side, "status": "PWB", **order}))
    for _ in range(chance.randint(2, 6)):
        day += chance.choice([0, 1, 1, 2, 5])
        readings = [chance.choice([18, 21, 23, 23.1, 23.2, 25, 30]) for _ in range(chance.randint(1, 3))]
        out.append((min(day, last), "scale_practice", {"side": side, "readings_kg": readings}))
        if chance.random() < 0.2:
            out.append((min(day, last), "body_weight", {"kg": chance.choice([66, 66.5, 70, 73.5, 73.6, 80])}))
        if chance.random() < 0.2:
            said = {"side": side, "status": "PWB", **chance.choice([{"kg": 21}, {"kg": 21.5}, {"percent": 31}, {}])}
            out.append((min(day, last), "weight_bearing", said))
    return out


def _more_load(chance: Random, last: int) -> list[tuple[int, str, dict[str, Any]]]:
    """Load that was raised, and pain that rose with it."""
    side, day = chance.choice(["left", "right"]), chance.randint(0, last // 2)
    out: list[tuple[int, str, dict[str, Any]]] = [(day, "pain", {"site": "hip", "side": side, "intensity": 2})]
    for status in ("NWB", *chance.choice([("PWB",), ("PWB", "PWB"), ("WBAT", "WBAT"), ("FWB", "TTWB")])):
        day += chance.choice([0, 1, 6])
        percent = chance.choice([20, 30, None]) if status == "PWB" else None
        out.append((min(day, last), "prescription", {"side": side, "status": status, "percent": percent}))
    for _ in range(chance.randint(1, 3)):
        day += chance.choice([0, 2, 9, 14, 15])
        word = {"direction": chance.choice(["worse", "worse", "same"]), "side": chance.choice([side, None])}
        out.append((min(day, last), "change", word))
    return out


def entry(chance: Random, name: str, last: int) -> dict[str, Any]:
    """One entry of a kind, as the format has it."""
    side = chance.choice(["left", "left", "left", "right", "both", "unknown"])
    pick = chance.choice
    leg = pick(["left", "right", "both"])
    if name == "pain":
        site = pick(["hip", "hip", "hip", "groin", "thigh", "buttock", "knee", "ankle", "foot", "low_back"])
        return {
            "site": site, "side": side, "intensity": pick([None, 0, 1, 2, 2.5, 3, 4, 6, 8]),
            "circumstance": pick([None, "rest", "walking"]), "radiates_to": pick([None, None, None, ["groin"], ["thigh"]]),
            "stiffness_minutes": pick([None, None, 30, 31, 90]), "sleep_affected": pick([None, None, True, False]),
            "daily_life_affected": pick([None, None, None, True]), "limp": pick([None, None, True, False]),
        }  # fmt: skip
    simple: dict[str, dict[str, Any]] = {
        "change": {
            "direction": pick(["better", "same", "worse", "worse", "returned", "gone"]),
            "site": pick([None, None, "hip", "hip", "knee", "low_back"]), "side": pick([None, None, "left", side]),
        },
        "weight_bearing": {"side": pick([side, None]), "status": pick([*["NWB", "TTWB", "PWB", "WBAT", "FWB", "UNABLE"]])},
        "exercise": {"category": pick(["aquatic", "weight_bearing", "range_of_motion"])},
        "intake": {"calcium_mg": pick([200, 999, 1000, 1500]), "vitamin_d_iu": pick([None, 300, 900])},
        "habit": {"tobacco": pick([None, True, False]), "alcohol_drinks_per_day": pick([None, 0, 2, 3])},
        "pregnancy": pick([{"gestation_week": pick([5, 20, 27.86, 28, 33, 39])}, {"ended": True}, {"due_on": day_of(last + 40)}]),
        "breastfeeding": {"status": pick(["yes", "no", "unknown"])},
        "diagnosis": {"site": pick(["hip", "hip", "hip", "knee"]), "side": side, "basis": pick(["mri", "clinical"])},
        "prescription": {"side": leg, "status": pick(["NWB", "TTWB", "WBAT", "FWB"]), "review_on": pick([None, day_of(chance.randint(0, last))])},
        "permission": {"granted": pick([True, True, False])},
        "imaging": {
            "modality": pick(["mri", "xray", "xray"]), "result": pick(["normal", "normal", "marrow_oedema", "fracture", "osteonecrosis_pattern"]),
            "site": pick([None, "hip", "hip", "knee"]), "side": pick([None, side]),
        },
        "dexa": {
            "site": pick(["total_hip", "femoral_neck", "lumbar_spine", "forearm", "heel"]),
            "t_score": pick([None, -3.0, -2.1, -2.0, -1.6, -1.5, -1.4, 0.3]),
        },
        "lab": {"test": "vitamin_d_25oh", "value": pick([12, 19.9, 20, 30]), "unit": pick(["ng/mL", "ng/mL", "nmol/L"]), "comparator": pick([None, None, "below", "above"])},
        "medicine": {
            "class": pick(["bisphosphonate", "denosumab", "prostacyclin", "nsaid", "calcium", "corticosteroid"]), "name": pick([None, "one", "two"]),
            "action": pick(["start", "start", "stop"]), "every": pick([None, "day", "week", "month"]),
        },
        "fracture": {"site": pick(["hip", "wrist", "ankle"]), "side": side},
        "avascular_necrosis": {"side": side},
        "procedure": {"name": "operation", "side": leg, "implant": pick([None, True])},
        "dexa_date": {"due_on": day_of(chance.randint(0, last + 30))},
        "resolution": pick([{"basis": "both"}, {"basis": "both"}, {"basis": "both", "side": pick(["left", "right"])}, {"basis": "both", "site": pick(["hip", "knee"])}]),
        "previous_episode": {"site": pick(["hip", "hip", "knee"]), "side": side, "years_ago": 2},
        "risk_factor": {"name": pick(["tobacco", "alcohol", "hypothyroidism"])},
        "acknowledge": {"finding": pick(FINDING_IDS)},
        "resolve_finding": {"finding": pick(FINDING_IDS), "reason": "seen"},
        "setting": {"log_reminder_at": pick(["20:00", "20:00", None])},
        "programme": {"category": pick(["range_of_motion", "weight_bearing"]), "weekdays": pick([None, ["tue", "fri"]]), "until_on": pick([None, day_of(chance.randint(0, last))])},
        "fall": {"outcome": pick(["fall", "fall", "near_fall", "stumble"]), "side": pick([None, "left", side])},
        "spoken_with": {
            "whom": pick(["clinic", "own_doctor", "emergency", "other"]),
            "finding": pick([None, "cannot-bear-weight", "fracture-reported", "loading-despite-worsening-pain", "fall-or-stumble"]),
        },
        "pause": {"until_on": day_of(chance.randint(0, last + 5)), "reason": pick([None, "ill", "travel"])},
        "body_weight": {"kg": pick([60, 66, 70, 74, 90.5])},
        "scale_practice": {"side": pick(["left", "right"]), "readings_kg": [pick([5, 20, 24, 40]) for _ in range(chance.randint(1, 3))]},
    }  # fmt: skip
    data = simple.get(name, {})
    if name in ("weight_bearing", "prescription") and data["status"] == "PWB":
        data |= pick([{}, {"percent": 20}, {"percent": 30}, {"percent": 50}, {"kg": 12.5}, {"kg": 21}])
    if name == "weight_bearing" and data["status"] == "TTWB" and chance.random() < 0.3:
        data["kg"] = pick([4, 10, 15.5])
    if name == "prescription" and chance.random() < 0.35:
        data |= {
            "status": "PWB",
            **pick([{}, {"percent": 20}, {"percent": 30}, {"percent": 50}, {"limit_kg": 20}, {"limit_kg": 15.5}]),
        }
    if name == "prescription" and data["status"] == "TTWB" and chance.random() < 0.3:
        data["ceiling_kg"] = pick([5, 10.4])
    if name == "imaging" and data["modality"] == "mri":
        # Drawn from what was drawn already, so that histories stay as they were.
        mine = Random(f"{last}{data}")
        data["next_on"] = mine.choice([None, day_of(mine.randint(0, last + 20))])
    if name == "dexa" and data["site"] != "lumbar_spine":
        data["side"] = side
    return data
