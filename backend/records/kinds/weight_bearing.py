"""What a leg really carried on a day."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import Expect, KindModel, register, wrong


@register(
    "weight_bearing",
    action="log_weight_bearing",
    units={"percent": "% of body weight", "kg": "kg"},
    replay=("side", "status", "percent", "kg", "aid"),
    example={"side": "left", "status": "PWB", "percent": 30, "aid": "two_crutches"},
    left_out={"pdf": "the report shows what was prescribed; what was done stands in the course"},
)
class WeightBearing(KindModel):
    """What was really done that day; UNABLE: the leg could take no weight."""

    side: Literal["left", "right", "both", "unknown"] | None = None
    status: v.Report | None = None
    percent: v.Percent | None = None
    kg: Annotated[float | None, Field(ge=0, le=400), Expect("kilograms from 0 to 400, with TTWB or PWB only")] = None
    aid: v.Aid | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.percent is not None and self.status != "PWB":
            raise wrong("percent", f"no percent with {self.status or 'no status'}: it goes with PWB only")
        if self.kg is not None and self.status not in ("TTWB", "PWB"):
            raise wrong("kg", f"no kilograms with {self.status or 'no status'}: they go with TTWB and PWB only")
        if self.kg is not None and self.percent is not None:
            raise wrong("kg", "percent or kg, not both")
        if self.status is None and self.aid is None:
            raise wrong("status", "a status, or an aid")
        return self
