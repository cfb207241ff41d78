"""By how much a measure varies by itself, and what may be said of a change: one table, one function.

95 % minimal detectable change, unless `note` says otherwise. `ours` marks a figure that no source gives. Where a source gives a range,
its upper end stands here: less is called a change, never more. A measure that is not in the table has no error that we know of, and
gets no verdict. Bone density has the clinic's own (2.77 times its precision error), which the caller gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import floor
from typing import Any, Literal, NamedTuple


@dataclass(frozen=True, slots=True)
class Error:
    """`amount` in `unit`; `unit` as in UCUM, with `{score}` for points of a scale and `%` for a share of the first value."""

    amount: float
    unit: str
    source: str
    ours: bool = False
    note: str = ""
    matters: bool = False
    """Not an error: the change that matters to people."""


ERRORS: dict[str, Error] = {
    "pain": Error(
        3.3,
        "{score}",
        "BMC Musculoskelet Disord 2014;15:235",
        note="one reading of a 0-10 cm line, hip osteoarthritis; an eleven-point number is taken as the same",
    ),
    "activity": Error(
        1.3, "{score}", "JMIR Rehabil 2022", note="a change that matters to people, 0-10", matters=True
    ),
    "lefs": Error(9, "{score}", "Binkley 1999"),
    "hoos": Error(24.4, "{score}", "hip osteoarthritis cohorts", note="subscales: 17.7 to 24.4"),
    "timed_up_and_go": Error(44.6, "%", "BMC Musculoskelet Disord 2014;15:235"),
    "walk_6min": Error(81.5, "m", "BMC Musculoskelet Disord 2014;15:235"),
    "chair_stand_30s": Error(
        2.6, "{repetitions}", "Wright 2011", note="a gain that matters, 2.0 to 2.6", matters=True
    ),
    "hip_motion": Error(
        13.0, "deg", "Pua 2008", note="one rater, same tool: 8.6 to 13.0; 2.77 times SEM 3.1 to 4.7, our arithmetic"
    ),
}
HOW = ("rater", "tool", "device", "aid", "mode", "unit")
"""What has to be the same at both ends; the first that is not is the reason."""
NEEDS: dict[str, tuple[str, ...]] = {
    "hip_motion": ("rater", "tool", "mode"),
    "strength_grade": ("rater",),
    "strength_newtons": ("rater", "tool"),
    "timed_up_and_go": ("rater", "aid"),
    "walk_10m": ("rater", "aid"),
    "walk_6min": ("rater", "aid"),
    "stairs_up": ("rater", "aid"),
    "stairs_down": ("rater", "aid"),
    "sit_to_stand_5": ("rater",),
    "chair_stand_30s": ("rater",),
    "single_leg_stance": ("rater",),
    "bmd": ("device",),
}
"""What of it has to be known: two that nobody named are not known to be one."""

Said = Literal["more", "within", "not_comparable", "no_error"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure and how it was taken: any of `HOW`."""

    value: float
    how: Mapping[str, Any] = field(default_factory=dict)


class Verdict(NamedTuple):
    """`because` names what differs or is not known, where figures are not comparable."""

    said: Said
    because: str = ""


def verdict(measure: str, first: Reading, last: Reading, *, least: float | None = None, digits: int = 6) -> Verdict:
    """What may be said of the change from `first` to `last`: never that somebody is better.

    `least`: the error in the unit of the figures, where the table does not hold it. `digits`: compared as printed.
    """
    for name in HOW:
        one, other = first.how.get(name), last.how.get(name)
        if one != other or (one is None and name in NEEDS.get(measure, ())):
            return Verdict("not_comparable", name)
    error = least_change(measure, first.value) if least is None else least
    if error is None:
        return Verdict("no_error")
    change = abs(last.value - first.value)
    return Verdict("more" if _printed(change, digits) > _printed(error, digits) else "within")


def least_change(measure: str, first: float) -> float | None:
    """The error of a measure in its own unit; None where none is known."""
    error = ERRORS.get(measure)
    if error is None:
        return None
    return abs(first) * error.amount / 100 if error.unit == "%" else error.amount


def _printed(value: float, digits: int) -> int:
    return floor(value * 10**digits + 0.5)
