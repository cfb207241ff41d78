"""The rules still say what the phone was taught to say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.vectors.generate import FILES, FLAGS, FORMAT, HERE, check, written

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted(HERE.glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))["cases"]
]


@pytest.mark.parametrize("case", CASES)
def test_the_rules_agree(case: dict[str, Any]) -> None:
    assert check(case) == case["expect"]


def test_there_are_enough_and_each_flag_is_among_them() -> None:
    assert len(CASES) >= 80
    said = {one["finding"] for param in CASES for one in param.values[0]["expect"]}
    assert said == FLAGS
    assert [param for param in CASES if not param.values[0]["expect"]]


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_files_are_what_the_script_writes(name: str) -> None:
    held = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    assert held == {"format": FORMAT, "cases": [written(case) for case in FILES[name]()]}
