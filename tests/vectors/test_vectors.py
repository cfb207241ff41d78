"""The rules still say what the phone was taught to say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from backend.guidance import describe_thresholds
from tests.vectors.generate import FILES, FLAGS, HERE, NUMBERS, check, content

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
    assert held == content(name)


@pytest.mark.parametrize("number", sorted(NUMBERS))
def test_another_number_alone_turns_a_flag_on_and_another_turns_one_off(number: str) -> None:
    alone = [param.values[0] for param in CASES if [*param.values[0].get("numbers", {})] == [number]]
    turned = {(bool(check(case)), bool(check({**case, "numbers": {}}))) for case in alone}
    assert {(True, False), (False, True)} <= turned


def test_the_rules_of_these_flags_read_no_other_number() -> None:
    others = {row["name"]: row["default"] * 3 + 1 for row in describe_thresholds() if row["name"] not in NUMBERS}
    assert len(others) > 20
    for param in CASES:
        case = param.values[0]
        assert check({**case, "numbers": {**others, **case.get("numbers", {})}}) == case["expect"], case["name"]
