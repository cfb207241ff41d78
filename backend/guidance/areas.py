"""Places of the body as the rules name them: `hip:left`, `knee:right`, `hip:unknown` …

The hip area is hip, groin, buttock and thigh (001 003 004); pain that radiates there counts too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

HIP_AREA = frozenset({"hip", "groin", "buttock", "thigh"})
JOINTS = ("knee", "ankle", "foot")
SIDES = ("left", "right")
NAMED: dict[str | None, tuple[str, ...]] = {"left": ("left",), "right": ("right",), "both": SIDES}


def area_of(site: str, side: str) -> str:
    """`hip:left` for a groin on the left."""
    return f"{'hip' if site in HIP_AREA else site}:{side}"


def legs_of(area: str) -> tuple[str, ...]:
    """The legs that an area may be at: both where its side is not known."""
    side = area.split(":")[1]
    return (side,) if side in SIDES else SIDES


def is_hip(area: str) -> bool:
    """Whether the area is of the hip."""
    return area.startswith("hip:")


def at_hip(data: Mapping[str, Any]) -> bool:
    """Whether a pain is one of the hip area, by its place or by where it radiates."""
    return data.get("site") in HIP_AREA or not HIP_AREA.isdisjoint(data.get("radiates_to") or ())
