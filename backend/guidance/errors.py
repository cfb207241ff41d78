"""By how much a measure varies by itself: a change within its error is no change.

95 % minimal detectable change, unless `note` says otherwise. `ours` marks a figure that no source gives.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Error:
    """`amount` in `unit`; `unit` as in UCUM, with `{score}` for points of a scale and `%` for a share of the first value."""

    amount: float
    unit: str
    source: str
    ours: bool = False
    note: str = ""


ERRORS: dict[str, Error] = {
    "pain": Error(
        3.3,
        "{score}",
        "BMC Musculoskelet Disord 2014;15:235",
        note="one reading of a 0-10 cm line, hip osteoarthritis; an eleven-point number is taken as the same",
    ),
}
