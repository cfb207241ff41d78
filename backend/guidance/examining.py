"""Which parts of an examination the load in force does not allow: they are locked, and the reason is said.

The least load that a part needs is **ours**: no source gives one. What stands behind it: in the hip, walking is 280-480 % of body
weight and stumbling 720-870 % (Bergmann 1993), rising and standing on one leg take the whole weight, and isometric effort loads it
widely and at times highly (Schwachmeyer 2013). Motion without resistance is never locked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from .areas import SIDES
from .in_force import RANK, REPLACED


class Need(NamedTuple):
    """The least load, and whether both legs need it or only the one that is examined."""

    least: str
    both: bool


NEEDS: dict[str, Need] = {
    "timed_up_and_go": Need("PWB", both=True),
    "walk_10m": Need("PWB", both=True),
    "walk_6min": Need("PWB", both=True),
    "sit_to_stand_5": Need("WBAT", both=True),
    "chair_stand_30s": Need("WBAT", both=True),
    "stairs_up": Need("WBAT", both=True),
    "stairs_down": Need("WBAT", both=True),
    "single_leg_stance": Need("FWB", both=False),
    # muscle strength beyond "against gravity": a grade above 3, or newtons
    "resistance": Need("WBAT", both=False),
}
# While one of them is open at a leg, nothing loads it; they are closed by a clinician or by their own rule.
STOPPED_BY = ("fracture-reported", "cannot-bear-weight")
UNDECIDED_BY = ("weight-bearing-undecided", "pain-returned", "opposite-hip-pain")


def locks(
    *,
    load: Mapping[str, Mapping[str, Any] | None],
    terms: Mapping[str, list[Mapping[str, Any]]],
    held: Collection[str],
    open_findings: Iterable[tuple[str, str | None]],
) -> dict[str, dict[str, str]]:
    """What is locked: part → leg that forbids it → why (`load`, `undecided`, or the finding's id).

    `load` is the load in force of each leg and `terms` all of them with why they ended, as the rules tell it (`in_force`); `held`
    the legs of an episode that is not over; `open_findings` ids with their sides. A leg of which nothing was ever wrong is free.
    """
    findings = list(open_findings)
    out: dict[str, dict[str, str]] = {}
    for leg in SIDES:
        here = [rule for rule, side in findings if side not in SIDES or side == leg]
        stopped = next((rule for rule in STOPPED_BY if rule in here), None)
        now = load.get(leg)
        last = (terms.get(leg) or [{}])[-1]
        lapsed = last.get("end", "") not in ("", REPLACED)
        undecided = now is None and (leg in held or lapsed or any(rule in here for rule in UNDECIDED_BY))
        for part, need in NEEDS.items():
            too_low = now is not None and RANK.get(str(now.get("status")), -1) < RANK[need.least]
            why = stopped or ("undecided" if undecided else "load" if too_low else None)
            if why:
                out.setdefault(part, {})[leg] = why
    return out
