"""Kilograms: the examples that the phone is held to, and what no history of body weights may do."""

import json
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.guidance.kilograms import Limit, Weight, limit_of, part_of, pounds

HELD = json.loads(Path(__file__).with_name("kilograms.json").read_text(encoding="utf-8"))
KG = st.decimals(20, 400, places=1).map(float)
PERCENT = st.integers(1, 99)


def weight(row: dict[str, Any]) -> Weight:
    return Weight(date.fromisoformat(row["date"]).toordinal(), row["kg"])


def said(case: dict[str, Any]) -> Limit:
    return limit_of(
        case["order"],
        weight(case["signed"]) if case["signed"] else None,
        [weight(row) for row in case["since"]],
        date.fromisoformat(case["today"]).toordinal(),
        max_age=case["max_age"],
    )


@pytest.mark.parametrize("case", HELD["cases"], ids=lambda case: case["name"])
def test_an_order_in_kilograms(case: dict[str, Any]) -> None:
    limit = said(case)
    assert {"kg": limit.kg, "percent": limit.percent, "asks": limit.asks} == case["expect"]


def test_parts_of_a_body_weight_and_pounds() -> None:
    parts, weights = list(chain(*HELD["parts"])), list(chain(*HELD["pounds"]))
    assert len(parts) > 200
    assert [part_of(percent, kg) for percent, kg, _ in parts] == [kg for *_, kg in parts]
    assert [pounds(kg) for kg, _ in weights] == [lb for _, lb in weights]


def test_how_far_the_newest_weight_is_from_the_signed_one() -> None:
    order = {"status": "PWB", "percent": 30}
    signed = Weight(1, 70.0)
    assert limit_of(order, signed, [Weight(2, 73.5)], 2, max_age=90).change == 5
    assert limit_of(order, signed, [Weight(2, 66.4)], 2, max_age=90).change == -5.14
    assert limit_of(order, signed, [], 2, max_age=90).change == 0
    assert limit_of(order, None, [], 2, max_age=90).change is None


@given(PERCENT, st.one_of(st.none(), KG), st.lists(KG, max_size=6))
def test_no_further_weight_ever_raises_the_kilograms(percent: int, signed: float | None, later: list[float]) -> None:
    order = {"status": "PWB", "percent": percent}
    first = Weight(0, signed) if signed else None
    before = None
    for count in range(len(later) + 1):
        since = [Weight(day, kg) for day, kg in enumerate(later[:count], 1)]
        kg = limit_of(order, first, since, count, max_age=90).kg
        assert before is None or (kg is not None and kg <= before)
        before = kg


@given(PERCENT, KG)
def test_neither_kilograms_nor_pounds_are_rounded_up(percent: int, body: float) -> None:
    kg = part_of(percent, body)
    assert kg * 1000 <= percent * round(body * 10) < (kg + 1) * 1000
    assert pounds(kg) * 45_359_237 <= kg * 10**8 < (pounds(kg) + 1) * 45_359_237
