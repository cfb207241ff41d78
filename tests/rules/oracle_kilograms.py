"""Fifth part of the second reading: what a partial load weighs, and practice on a scale (§1). Nothing shared with `backend/guidance`."""

from __future__ import annotations

from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING, Any

from tests.rules.oracle_story import LEGS, STEPS, Signed, Tale

if TYPE_CHECKING:
    from tests.rules.oracle import Oracle


def exact(number: float) -> Fraction:
    """A number as it is written: 33.3 is 333/10."""
    return Fraction(str(number))


def weights(tale: Tale, signed: Signed, day: int) -> list[Fraction]:
    """The body weight that was known at signing, then each told of since, until the evening of the day."""
    told = [e for e in tale.past if e.kind == "body_weight" and e.day <= day]
    known = [exact(e.data["kg"]) for e in told if e.order < signed.order][-1:]
    return known + [exact(e.data["kg"]) for e in told if e.order > signed.order]


def kilograms(tale: Tale, signed: Signed, day: int) -> int | None:
    """The whole kilograms that the leg may bear on the day; None where nobody knows, or no such limit was set."""
    if signed.status == "NWB":
        return 0
    if signed.status == "TTWB":
        return None if signed.ceiling_kg is None else int(exact(signed.ceiling_kg))
    if signed.status != "PWB":
        return None
    if signed.limit_kg is not None:
        return int(exact(signed.limit_kg))
    known = weights(tale, signed, day)
    if signed.percent is None or not known:
        return None
    return int(exact(signed.percent) * min(known) / 100)


def above(tale: Tale, report: dict[str, Any], signed: Signed, day: int) -> bool:
    """Is a report above an order? An amount that nobody knows is not above."""
    said = report["status"]
    if said not in STEPS or said != signed.status or said not in ("PWB", "TTWB"):
        return said in STEPS and STEPS.index(said) > STEPS.index(signed.status)
    percent, kg = report.get("percent"), report.get("kg")
    if percent is not None and signed.percent is not None:
        return bool(percent > signed.percent)
    limit = kilograms(tale, signed, day)
    if limit is None:
        return False
    if kg is not None:
        return exact(kg) > limit
    newest = weights(tale, signed, day)[-1:]
    return percent is not None and bool(newest) and exact(percent) * newest[0] / 100 > limit


def higher(tale: Tale, one: Signed, other: Signed) -> bool:
    """Is one order higher than another? As of the day of the first."""
    if one.status != other.status:
        return STEPS.index(one.status) > STEPS.index(other.status)
    if one.status not in ("PWB", "TTWB"):
        return False
    if one.percent is not None and other.percent is not None:
        return one.percent > other.percent
    mine, theirs = kilograms(tale, one, one.day), kilograms(tale, other, one.day)
    return mine is not None and theirs is not None and mine > theirs


def same(one: Signed, other: Signed) -> bool:
    """Do two orders allow the same?"""
    return (one.status, one.percent, one.limit_kg) == (other.status, other.percent, other.limit_kg)


def practice(o: Oracle, day: int) -> None:
    """The last three days with practice under the prescription in force are together more than a tenth above its limit."""
    for leg in LEGS:
        one = o.tale.in_force(leg)
        high = False
        if one is not None:
            days: dict[int, list[float]] = {}
            for e in o.of("scale_practice"):
                if e.data.get("side") == leg and e.day >= one.day:
                    days.setdefault(e.day, []).extend(e.data["readings_kg"])
            limit = kilograms(o.tale, one, day)
            if len(days) >= 3 and limit is not None:
                last = [median(exact(r) for r in days[d]) for d in sorted(days)[-3:]]
                high = median(last) > limit * Fraction(11, 10)
        o.condition(day, "practice-above-limit", leg, leg, high)


def other_weight(o: Oracle, day: int) -> bool:
    """Is this the day on which the body weight came to be more than 5 % from that at signing, for a load in force?"""
    for leg in LEGS:
        one = o.tale.in_force(leg)
        if one is None or one.status != "PWB":
            continue
        told = [e for e in o.tale.past if e.kind == "body_weight"]
        known = [e for e in told if e.order < one.order][-1:] + [e for e in told if e.order > one.order]
        away = [
            abs(exact(e.data["kg"]) - exact(known[0].data["kg"])) * 20 > exact(known[0].data["kg"]) for e in known
        ]
        if not any(away[-1:]):
            continue
        stretch = len(away) - away[::-1].index(False)
        if max(known[stretch].day, one.day) == day:
            return True
    return False
