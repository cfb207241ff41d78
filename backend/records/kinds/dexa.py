"""One site of a bone density scan."""

from typing import Annotated, Literal

from pydantic import Field

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import Expect, KindModel, register

# ISCD: the least significant change is 2.77 times the clinic's own precision error, in g/cm².
LSC_FACTOR = 2.77
Score = Annotated[float | None, Field(ge=-8, le=6), Expect("a number from -8 to 6")]


@register(
    "dexa",
    action="record_scan",
    units={"bmd": "g/cm2", "t_score": "SD", "z_score": "SD"},
    replay=("site", "side", "bmd", "t_score", "z_score", "device"),
    example={"site": "total_hip", "side": "left", "bmd": 0.734, "t_score": -1.62, "z_score": -0.19, "device": "A"},
)
class Dexa(KindModel):
    """One site of a DXA scan: BMD in g/cm², T and Z without unit. Sites of one scan share their `group`."""

    site: Literal["total_hip", "femoral_neck", "lumbar_spine", "forearm", "heel", "unknown"] | None = None
    side: v.Side | None = None
    bmd: Annotated[float | None, Field(ge=0.1, le=3), Expect("g/cm² from 0.1 to 3")] = None
    t_score: Score = None
    z_score: Score = None
    device: Annotated[str | None, Field(max_length=120), Expect("the machine's name")] = None
