"""Where an open finding allows less than was decided: the rule of the patient's Today (`frontend/src/domain/allowed.ts`)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from backend.guidance import Assessment, Limit
from backend.guidance.areas import SIDES
from backend.guidance.decided_since import LOWERS, keeps_off
from backend.guidance.in_force import RANK
from backend.guidance.kilograms import Weight, limit_of
from backend.records.models import Record
from backend.tracking.models import Finding


class Held(NamedTuple):
    """What an open finding leaves of a decided load: the fields of a prescription, and its kilograms today."""

    by: Finding
    load: dict[str, Any]
    limit: Limit


def held_load(
    side: str, result: Assessment, records: Sequence[Record], signed: Sequence[Record], findings: Iterable[Finding]
) -> Held | None:
    """The least that one of `findings` allows on a side; None where nothing is in force, or none of them holds it.

    `signed`: the side's prescriptions, oldest first, among `records`. A prescription that was signed since a finding opened
    stands, and the finding says so (`backend.guidance.decided_since`).
    """
    state = result.load.get(side)
    decided = next((row for row in signed if state and str(row.pk) == state.key), None)
    if state is None or decided is None:
        return None
    answer: Held | None = None
    load, kg = decided.data, state.limit.kg
    for finding in findings:
        if side not in _legs(finding, result) or "load_key" in finding.params:
            continue
        if keeps_off(finding.rule, finding.urgency):
            least, limit = {"status": "NWB"}, Limit(kg=0)
        elif finding.rule == LOWERS:
            row = next((row for row in reversed(signed[:-1]) if _lower(row.data, decided.data, state.limit.kg)), None)
            if row is None:
                continue
            least, limit = row.data, limit_on_day(row, records, result.today)
            if limit.kg is not None and state.limit.kg is not None and limit.kg > state.limit.kg:
                limit = Limit(kg=state.limit.kg)
        else:
            continue
        if _lower(least, load, kg):
            answer = Held(finding, {**least, "aid": least.get("aid") or decided.data.get("aid")}, limit)
            load, kg = least, limit.kg
    return answer


def _legs(finding: Finding, result: Assessment) -> set[str]:
    """The sides a finding is about; without a side, those of the illness, or both where its side is not known."""
    if finding.side in SIDES:
        return {finding.side}
    if finding.side == "both":
        return set(SIDES)
    ill = {site.side for episode in result.episodes if episode.state != "resolved" for site in episode.sites}
    return set(SIDES) if "both" in ill else (ill & set(SIDES)) or set(SIDES)


def _lower(one: dict[str, Any], other: dict[str, Any], other_kg: float | None) -> bool:
    """Whether one load is lower, in kilograms or in percent; an amount that is not known is not."""
    mine, theirs = one["status"], other["status"]
    if mine != theirs or mine != "PWB":
        return RANK[mine] < RANK[theirs]
    fixed = other.get("limit_kg") or other_kg
    if one.get("limit_kg") is not None and fixed is not None:
        return bool(one["limit_kg"] < fixed)
    a, b = one.get("percent"), other.get("percent")
    return a is not None and b is not None and a < b


def limit_on_day(row: Record, records: Sequence[Record], day: date) -> Limit:
    """An order in the kilograms that it is on a day, from the weight signed with it and those since."""
    kg, on = row.data.get("body_weight_kg"), row.data.get("body_weight_on")
    weighed = date.fromisoformat(on) if on else row.day
    signed = None if kg is None else Weight(weighed.toordinal(), kg)
    later = [
        one
        for one in records
        if one.kind == "body_weight" and (row.day, row.recorded_at) < (one.day, one.recorded_at) and one.day <= day
    ]
    since = [Weight(one.day.toordinal(), float(one.data["kg"])) for one in later]
    return limit_of(row.data, signed, since, day.toordinal(), max_age=10**6)
