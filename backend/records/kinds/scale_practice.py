"""Practice of a part load on a bathroom scale."""

from typing import Annotated, Literal

from pydantic import Field

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import Expect, KindModel, register


@register(
    "scale_practice",
    action="log_scale_practice",
    units={"readings_kg": "kg"},
    replay=("side", "readings_kg"),
    example={"side": "left", "readings_kg": [19, 26.5, 21]},
)
class ScalePractice(KindModel):
    """Readings of a bathroom scale under the affected leg, standing: no proof of how somebody walks."""

    side: Literal["left", "right"]
    readings_kg: Annotated[
        list[v.ScaleKilograms], Field(min_length=1, max_length=20), Expect("a list of 1 to 20 numbers from 0 to 400")
    ]
