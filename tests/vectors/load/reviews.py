"""What is still missing for a load review, for server and phone: `python -m tests.vectors.load.reviews` rewrites `reviews.json`."""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from backend.guidance import assess, build_facts
from backend.guidance.engine import review_criteria
from tests.rules.story import Story, day

FILE = Path(__file__).resolve().parent / "reviews.json"
FORMAT = "toh-reviews/1"


def moment_of(number: int) -> datetime:
    return datetime.combine(day(number), time(20), UTC)


def answer(story: Story, number: int) -> dict[str, Any]:
    """What the phone is given, and what it must say."""
    facts, now = build_facts(story.patient, story.rows), moment_of(number)
    result = assess(facts, now)
    return {
        "today": day(number).isoformat(),
        "records": [
            {"id": key, "kind": kind, "date": on.isoformat(), "at": at.isoformat(), **data}
            for key, kind, on, at, data in story.rows
        ],
        "terms": {
            side: [
                {
                    "record": one.key,
                    "from": one.since.isoformat(),
                    "until": one.until.isoformat() if one.until else None,
                    "end": one.end,
                }
                for one in terms
            ]
            for side, terms in result.load_terms.items()
        },
        "findings": [
            {
                "finding": one.id,
                "urgency": one.urgency,
                "state": one.state,
                "side": one.side,
                "resolved_on": one.resolved_on.isoformat() if one.resolved_on else None,
            }
            for one in result.findings
        ],
        "expect": {
            side: [
                asdict(one) | {"since": None if one.since is None else date.fromordinal(one.since).isoformat()}
                for one in found
            ]
            for side, found in review_criteria(facts, now).items()
        },
    }


def _by_chance(rng: random.Random) -> tuple[Story, int]:
    story, length = Story(), rng.randint(10, 70)
    start = rng.randint(0, 20)
    for number in range(length):
        if number == start:
            story.diagnosis(number, "left")
        if number >= start and rng.random() < 0.06:
            story.prescribe(
                number, rng.choice(["NWB", "PWB", "WBAT", "FWB"]), None, rng.choice(["left", "left", "right"])
            )
        if rng.random() < 0.85:
            value = rng.choice([0, 1, 1, 1, 2, 2]) if rng.random() < 0.97 else rng.choice([3, 5, None])
            story.pain(
                number, value, rng.choice(["hip", "groin", "hip", "knee"]), rng.choice(["left", "left", "right"])
            )
        if rng.random() < 0.008:
            story.add(number, "fracture", site="wrist")
        if rng.random() < 0.01:
            story.bears(number, "UNABLE")
    return story, length - 1


def _told() -> list[tuple[str, Story, int]]:
    def calm(last: int) -> Story:
        return Story().pains(0, [1.0] * (last + 1)).diagnosis(0).prescribe(0, "PWB", 30)

    return [
        ("all met", calm(30), 30),
        ("the decision is a day short", calm(13), 13),
        ("three days of entries short", calm(6), 13),
        ("pain above the limit", calm(30).pain(20, 3), 30),
        ("a day without a number", calm(30).pain(25), 30),
        ("a fracture", calm(60).add(30, "fracture", site="wrist"), 60),
        ("something urgent", calm(30).bears(30, "UNABLE"), 30),
        ("full weight", calm(30).prescribe(10, "FWB"), 30),
        ("nothing decided", Story().pains(0, [1.0] * 20), 19),
        ("a knee alone", Story().pains(0, [1.0] * 20, site="knee").diagnosis(0, site="knee").prescribe(0, "PWB", 30), 19),
    ]  # fmt: skip


def _cases() -> list[dict[str, Any]]:
    rng = random.Random("What is missing for a load review?")
    found = _told() + [(f"by chance {n}", *_by_chance(rng)) for n in range(1, 26)]
    return [{"name": name, "story": story, "number": number} for name, story, number in found]


def written() -> str:
    rows = [json.dumps({"name": case["name"], **answer(case["story"], case["number"])}) for case in _cases()]
    return f'{{"format": "{FORMAT}", "cases": [\n' + ",\n".join(rows) + "\n]}\n"


def _held() -> list[dict[str, Any]]:
    said = json.loads(FILE.read_text(encoding="utf-8"))["cases"] if FILE.exists() else []
    return [
        case | {"said": {k: v for k, v in held.items() if k != "name"}}
        for case, held in zip(_cases(), said, strict=False)
    ]


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
CASES = _held()
