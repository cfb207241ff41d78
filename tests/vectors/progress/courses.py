"""300 courses of which the truth is known, and some told ones: is it getting better?

`python -m tests.vectors.progress.courses` rewrites `courses.json`; server and phone pass it. In `pain` each letter is a day that ends
with today: `0` to `9`, `X` for 10, `?` for a pain of no stated strength, `-` for a day without an entry.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from backend.guidance import Thresholds
from backend.guidance.facts import build_facts
from backend.guidance.progress import Progress, progress_of
from tests.rules.story import Story, day

FILE = Path(__file__).resolve().parent / "courses.json"
FORMAT = "toh-progress/1"
DAYS = 36  # five weeks that are over, and today
EACH = 30
STRENGTHS = {"X": 10, "?": None}
Case = dict[str, Any]


def story_of(case: Case) -> Story:
    """The rows of a case; its last day is day 400 of the story."""
    story = Story()
    for place, letters in case["pain"].items():
        site, side = place.split(":")
        for number, letter in enumerate(letters, 400 - len(letters) + 1):
            if letter != "-":
                story.pain(number, STRENGTHS.get(letter) if letter in STRENGTHS else int(letter), site, side)
    for said in case.get("change", []):
        story.change(400 - said["ago"], said["direction"], "hip", said.get("side"))
    if case.get("diagnosis"):
        story.diagnosis(400 - len(next(iter(case["pain"].values()))) + 2, case["diagnosis"])
    story.rows.sort(key=lambda row: (row[2], row[3]))
    return story


def answer(case: Case) -> list[dict[str, Any]]:
    story = story_of(case)
    return [plain(one) for one in progress_of(build_facts(story.patient, story.rows), day(400), Thresholds())]


def plain(one: Progress) -> dict[str, Any]:
    said = asdict(one)
    for name in ("first", "last"):
        said[name] = date.fromordinal(said[name]).isoformat()
    said["least"] = None if one.least is None else round(one.least, 6)
    return said


def _letters(values: list[float | None]) -> str:
    return "".join("-" if v is None else "X" if (n := max(0, min(10, round(v)))) == 10 else str(n) for v in values)


def _course(rng: random.Random, start: float, end: float, spread: float) -> list[float | None]:
    return [start + (end - start) * i / (DAYS - 1) + rng.gauss(0, spread) for i in range(DAYS)]


def _better(rng: random.Random) -> dict[str, str]:
    return {"hip:left": _letters(_course(rng, 9, rng.uniform(1, 2), 0.6))}


def _worse(rng: random.Random) -> dict[str, str]:
    return {"hip:right": _letters(_course(rng, rng.uniform(0, 1.5), 8, 0.6))}


def _same(rng: random.Random) -> dict[str, str]:
    level = rng.uniform(1, 9)
    return {"hip:left": _letters(_course(rng, level, level, 0.5))}


def _noisy(rng: random.Random) -> dict[str, str]:
    return {"hip:left": _letters(_course(rng, 5, 5, 2.5))}


def _sparse(rng: random.Random) -> dict[str, str]:
    kept = set(rng.sample(range(DAYS - 8, DAYS - 1), 3)) | set(rng.sample(range(DAYS - 8), 9))
    return {"hip:left": _letters([v if i in kept else None for i, v in enumerate(_course(rng, 8, 1, 0.5))])}


def _new(rng: random.Random) -> dict[str, str]:
    return {"hip:left": _letters(_course(rng, 8, 2, 0.5))[-rng.randint(2, 25) :]}


def _weekends(rng: random.Random) -> dict[str, str]:
    gap = rng.randrange(7)
    values = [None if (i + gap) % 7 in (5, 6) else v for i, v in enumerate(_course(rng, 9, 1, 0.5))]
    return {"hip:left": _letters(values)}


def _one_bad_day(rng: random.Random) -> dict[str, str]:
    level = rng.uniform(1, 4)
    values = _course(rng, level, level, 0.4)
    values[rng.choice((*range(8, 15), *range(28, 35)))] = 10
    return {"hip:left": _letters(values)}


def _rising(rng: random.Random) -> dict[str, str]:
    values: list[float | None] = sorted(rng.uniform(0, 10) for _ in range(DAYS))
    return {"hip:right": _letters(values)}


def _two_hips(rng: random.Random) -> dict[str, str]:
    return {"hip:left": _letters(_course(rng, 9, 1, 0.6)), "hip:right": _letters(_course(rng, 0, 8, 0.6))}


KINDS: dict[str, tuple[Callable[[random.Random], dict[str, str]], dict[str, set[str]]]] = {
    "better": (_better, {"hip:left": {"better"}}),
    "worse": (_worse, {"hip:right": {"worse"}}),
    "same": (_same, {"hip:left": {"no_clear_change"}}),
    "noisy": (_noisy, {"hip:left": {"no_clear_change"}}),
    "sparse": (_sparse, {"hip:left": {"too_few"}}),
    "new": (_new, {"hip:left": {"too_few"}}),
    "weekend gaps": (_weekends, {"hip:left": {"better"}}),
    "one bad day": (_one_bad_day, {"hip:left": {"no_clear_change"}}),
    "rising": (_rising, {"hip:right": {"worse", "no_clear_change"}}),
    "two hips": (_two_hips, {"hip:left": {"better"}, "hip:right": {"worse"}}),
}

TOLD: list[Case] = [
    {"name": "today is left out", "pain": {"hip:left": "6" * 35 + "0"}},
    {"name": "today's entry alone", "pain": {"hip:left": "6"}},
    {"name": "only what has a strength counts", "pain": {"hip:left": "8888888" + "5" * 14 + "???2222" + "2"}},
    {"name": "three days of the first week are too few", "pain": {"hip:left": "8--8--8" + "5" * 14 + "2222222" + "2"}},
    {"name": "four days of each are enough", "pain": {"hip:left": "8-8-8-8" + "5" * 14 + "2-2-2-2" + "2"}},
    {"name": "two points of four days are within the error", "pain": {"hip:left": "5-5-5-5" + "-" * 14 + "3-3-3-3-"}},
    {"name": "two points of seven days are beyond it", "pain": {"hip:left": "5" * 14 + "3" * 15}},
    {"name": "two points worse", "pain": {"hip:left": "3" * 14 + "5" * 15}},
    {"name": "better over the month, worse lately", "pain": {"hip:left": "8" * 7 + "2" * 17 + "22555"}},
    {
        "name": "better over the month, and said to be worse",
        "pain": {"hip:left": "8" * 7 + "2" * 22},
        "change": [{"ago": 2, "direction": "worse", "side": "left"}],
    },
    {"name": "the same for a month, and worse since three days", "pain": {"hip:left": "3" * 26 + "777"}},
    {"name": "too few days, and worse lately", "pain": {"hip:left": "2" * 14 + "777"}},
    {"name": "a side that nobody knew until the diagnosis", "pain": {"hip:unknown": "8" * 14 + "3" * 15}, "diagnosis": "left"},
    {"name": "both hips in one entry", "pain": {"hip:both": "8" * 14 + "3" * 15}},
    {"name": "groin and thigh are the hip, the knee is not", "pain": {"groin:left": "8" * 14 + "3" * 15, "knee:left": "1" * 14 + "6" * 15}},
    {"name": "silent since, so the last that was logged is named", "pain": {"hip:left": "7777777" + "-" * 60}},
    {"name": "nothing has a strength", "pain": {"hip:left": "????"}},
]  # fmt: skip


def cases() -> Iterator[Case]:
    rng = random.Random("Is it getting better?")
    for told in TOLD:
        yield told | {"today": day(400).isoformat()}
    for kind, (make, _) in KINDS.items():
        for number in range(1, EACH + 1):
            yield {"name": f"{kind} {number}", "truth": kind, "today": day(400).isoformat(), "pain": make(rng)}


def content() -> dict[str, Any]:
    return {"format": FORMAT, "cases": [case | {"expect": answer(case)} for case in cases()]}


def written() -> str:
    head, rows = content(), []
    for case in head["cases"]:
        rows.append("  " + json.dumps(case, ensure_ascii=False))
    return f'{{"format": "{FORMAT}", "cases": [\n' + ",\n".join(rows) + "\n]}\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
