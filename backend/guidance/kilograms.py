"""How many kilograms a leg may bear (clinical contract, §1): pure arithmetic, the same on the phone.

`frontend/src/domain/kilograms.ts` is the same in TypeScript; `tests/vectors/kilograms.json` holds both to one answer.
Rounding goes down only, and no body weight ever raises a limit: the least since signing counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

# One pound is exactly 0.45359237 kg (International yard and pound agreement, 1959).
POUND = Fraction("0.45359237")


def part_of(percent: float, weight_kg: float) -> int:
    """Percent of a body weight in whole kilograms, rounded down; in decimals as written, so that 30 % of 70 is 21.

    >>> part_of(30, 70.4), part_of(33, 69.9), part_of(30, 70)
    (21, 23, 21)
    """
    return floor(Fraction(str(percent)) * Fraction(str(weight_kg)) / 100)


def pounds(kg: float) -> int:
    """Whole pounds that weigh no more than the kilograms.

    >>> pounds(21), pounds(0)
    (46, 0)
    """
    return floor(Fraction(str(kg)) / POUND)


@dataclass(frozen=True, slots=True)
class Limit:
    """What a prescription allows in kilograms today. None: nobody knows, or there is no such limit.

    `percent` is what was ordered, or what the kilograms are of the newest weight. `change` is how far the newest weight is
    from that of the signature, in percent of it. `asks`: the person should be weighed, so that kilograms can be said.
    """

    kg: int | None = None
    percent: float | None = None
    weight_kg: float | None = None
    weighed_on: int | None = None
    asks: bool = False
    change: float | None = None


@dataclass(frozen=True, slots=True)
class Weight:
    """A body weight and its day."""

    day: int
    kg: float


def limit_of(
    order: Mapping[str, Any],
    signed: Weight | None,
    since: Iterable[Weight],
    today: int,
    *,
    max_age: int,
) -> Limit:
    """The limit in force today of an order (`status`, and `percent`, `limit_kg` or `ceiling_kg`).

    `signed` is the body weight that was known at signing, `since` those told of afterwards, oldest first.
    """
    status = order.get("status")
    if status == "NWB":
        return Limit(kg=0)
    if status == "TTWB":
        ceiling = order.get("ceiling_kg")
        return Limit(kg=floor(ceiling) if ceiling else None)
    if status != "PWB":
        return Limit()
    weights = [*([signed] if signed else []), *since]
    base, newest = (weights[0], weights[-1]) if weights else (None, None)
    asks = newest is None or today - newest.day >= max_age
    fixed, percent = order.get("limit_kg"), order.get("percent")
    if fixed is not None:
        kg: int | None = floor(fixed)
        percent = floor(Fraction(str(fixed)) * 100 / Fraction(str(newest.kg))) if newest else None
    elif percent is not None:
        kg = part_of(percent, min(weight.kg for weight in weights)) if weights else None
    else:
        kg, asks = None, False
    return Limit(
        kg=kg,
        percent=percent,
        weight_kg=newest.kg if newest else None,
        weighed_on=newest.day if newest else None,
        asks=asks,
        change=round((newest.kg - base.kg) / base.kg * 100, 2) if newest and base else None,
    )


def more_than(limit_kg: float, value: float, percent: float) -> bool:
    """Whether a value lies more than so many percent above the limit.

    >>> more_than(20, 22, 10), more_than(20, 22.1, 10)
    (False, True)
    """
    return Fraction(str(value)) * 100 > Fraction(str(limit_kg)) * (100 + Fraction(str(percent)))
