"""How much a leg bore while walking, as a device measured it."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from backend.records.kinds.base import Expect, KindModel, register, wrong

Kilograms = Annotated[float | None, Field(ge=0, le=400), Expect("kilograms from 0 to 400")]


@register(
    "load_measurement",
    action="record_load_measurement",
    units={"peak_kg": "kg", "mean_kg": "kg", "steps": "steps", "share_above_limit": "share from 0 to 1"},
    replay=("side", "device", "peak_kg", "mean_kg", "steps", "share_above_limit"),
    example={
        "side": "left",
        "device": "insole",
        "peak_kg": 31.5,
        "mean_kg": 18.0,
        "steps": 240,
        "share_above_limit": 0.4,
    },
    left_out={
        "demo": "nobody in the demo has such a device",
    },
)
class LoadMeasurement(KindModel):
    """`share_above_limit`: the share of the steps that lay above the limit that was set in the device."""

    side: Literal["left", "right", "both", "unknown"] | None = None
    device: Annotated[str | None, Field(max_length=120), Expect("the device's name")] = None
    peak_kg: Kilograms = None
    mean_kg: Kilograms = None
    steps: Annotated[int | None, Field(ge=0, le=200_000), Expect("a number of steps from 0 to 200,000")] = None
    share_above_limit: Annotated[float | None, Field(ge=0, le=1), Expect("a share from 0 to 1")] = None

    @model_validator(mode="after")
    def _measures_something(self) -> Self:
        if self.peak_kg is None and self.mean_kg is None and self.steps is None and self.share_above_limit is None:
            raise wrong("peak_kg", "at least one of peak_kg, mean_kg, steps and share_above_limit")
        return self
