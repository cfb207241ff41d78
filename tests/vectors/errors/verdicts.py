"""What may be said of a change, for server and phone alike: `python -m tests.vectors.errors.verdicts` writes the file anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from backend.guidance.errors import ERRORS, HOW, NEEDS, Reading, verdict
from backend.guidance.examined import Found, reviewed

FILE = Path(__file__).with_name("verdicts.json")
SAME = {"rater": "Sofia", "tool": "goniometer", "device": "A", "aid": "cane", "mode": "passive", "unit": "x"}


def changes() -> list[dict[str, Any]]:
    """Each error on either side of its boundary, each thing that has to be the same, each that has to be known."""
    out: list[dict[str, Any]] = []
    for measure, error in ERRORS.items():
        first = 20.0
        least = first * error.amount / 100 if error.unit == "%" else error.amount
        for step in (0.0, least - 0.01, least, least + 0.01):
            for sign in (1, -1):
                out.append({"measure": measure, "first": first, "last": first + sign * step, "how": [SAME, SAME]})
    for name in HOW:
        out.append({"measure": "hip_motion", "first": 10, "last": 60, "how": [SAME, SAME | {name: "other"}]})
        out.append({"measure": "hip_motion", "first": 10, "last": 60, "how": [SAME, SAME | {name: None}]})
    for measure, names in NEEDS.items():
        for name in names:
            unknown = SAME | {name: None}
            out.append({"measure": measure, "first": 10, "last": 60, "how": [unknown, unknown]})
    out.append({"measure": "pain", "first": 7, "last": 2, "how": [{}, {}]})
    out.append({"measure": "strength_grade", "first": 3, "last": 5, "how": [SAME, SAME]})
    for last in (0.775, 0.7751, 0.7749, 0.7755, 0.7764, 0.700):
        out.append(
            {"measure": "bmd", "first": 0.73, "last": last, "how": [SAME, SAME], "least": 2.77 * 0.0164, "digits": 3}
        )
    return [case | {"expect": list(_said(case))} for case in out]


def _said(case: dict[str, Any]) -> tuple[str, str]:
    one, other = (Reading(case[end], how) for end, how in zip(("first", "last"), case["how"], strict=True))
    return verdict(case["measure"], one, other, least=case.get("least"), digits=case.get("digits", 6))


def _exam(day: str, rater: str | None = "Sofia", **data: Any) -> dict[str, Any]:
    return {"date": day, "kind": "examination", "author": rater and {"name": rater, "role": "clinician"}, **data}


def _motion(day: str, degrees: float, rater: str | None = "Sofia", **more: Any) -> dict[str, Any]:
    said = {"side": "left", "movement": "flexion", "degrees": degrees, "mode": "passive", "tool": "goniometer"} | more
    return _exam(day, rater, **said)


def reviews() -> list[dict[str, Any]]:
    """Histories of examinations with the table that is made of each."""
    early, middle, late = "2026-01-10", "2026-02-10", "2026-03-10"
    cases = {
        "within and beyond": [
            _motion(early, 80), _motion(early, 100, side="right"), _motion(late, 93), _motion(late, 114, side="right"),
        ],
        "once is no change": [_motion(early, 80)],
        "active apart from passive": [_motion(early, 80), _motion(late, 70, mode="active")],
        "another rater": [_motion(early, 80), _motion(late, 110, "Rui")],
        "nobody said who": [_motion(early, 80, None), _motion(late, 110, None)],
        "another tool": [_motion(early, 80), _motion(late, 110, tool="by_eye")],
        "the middle counts as seen": [_motion(early, 80), _motion(middle, 120), _motion(late, 82)],
        "tests": [
            _exam(early, test="timed_up_and_go", value=20, aid="cane", side="both"),
            _exam(late, test="timed_up_and_go", value=11, aid="cane"),
            _exam(early, test="walk_6min", value=300, aid="cane"),
            _exam(late, test="walk_6min", value=420, aid="none"),
            _exam(early, test="walk_10m", value=12, aid="none"),
            _exam(late, test="walk_10m", value=8, aid="none"),
        ],
        "strength": [
            _exam(early, side="left", muscle="abductors", grade=3),
            _exam(late, side="left", muscle="abductors", grade=4.5),
            _exam(early, side="right", muscle="abductors", newtons=80, tool="handheld_dynamometer"),
            _exam(late, side="right", muscle="abductors", newtons=120, tool="handheld_dynamometer"),
        ],
        "what is no figure": [_exam(early, side="left", gait=["antalgic"]), _exam(early, painful=True)],
    }  # fmt: skip
    return [{"name": name, "records": rows, "expect": _review(rows)} for name, rows in cases.items()]


def _review(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = [Found(row["date"], row, row["author"]["name"] if row["author"] else None) for row in rows]
    return [
        one._asdict() | {"verdict": None if one.verdict is None else list(one.verdict)} for one in reviewed(found)
    ]


def written() -> str:
    """The file's text: one case a line."""
    parts = []
    for name, cases in (("changes", changes()), ("reviews", reviews())):
        lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
        parts.append(f'"{name}": [\n{lines}\n]')
    return '{"format": "toh-verdicts/1",\n' + ",\n".join(parts) + "}\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
