"""Pain at a place on a day."""

from typing import Annotated

from pydantic import Field

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import Expect, KindModel, register


@register(
    "pain",
    action="log_pain",
    units={"intensity": "0-10", "stiffness_minutes": "min"},
    replay=(
        "site",
        "side",
        "intensity",
        "circumstance",
        "radiates_to",
        "stiffness_minutes",
        "sleep_affected",
        "daily_life_affected",
        "limp",
    ),
    example={"site": "hip", "side": "left", "intensity": 6},
)
class Pain(KindModel):
    """Pain at a site, on a numeric scale 0-10 (LOINC 72514-3); without `intensity` where none was given."""

    site: v.PainSite
    side: v.Side | None = None
    intensity: Annotated[float | None, Field(ge=0, le=10), Expect("a number from 0 to 10")] = None
    circumstance: v.Circumstance | None = None
    radiates_to: list[v.PainSite] | None = None
    stiffness_minutes: v.Minutes | None = None
    sleep_affected: bool | None = None
    daily_life_affected: bool | None = None
    limp: bool | None = None
    note: v.Words | None = None
