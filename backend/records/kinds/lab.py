"""A laboratory value."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from backend.records.kinds.base import Expect, KindModel, register, wrong

# 1 ng/mL of 25-OH vitamin D = 2.496 nmol/L (clinical contract §7).
NMOL_PER_NG = 2.496
# The first of each is what a form begins with.
UNITS: dict[str, tuple[str, ...]] = {
    "vitamin_d_25oh": ("ng/mL", "nmol/L"),
    "pth": ("pg/mL", "ng/L", "pmol/L"),
    "alkaline_phosphatase": ("U/L", "ukat/L"),
    "calcium": ("mmol/L", "mg/dL"),
    "phosphate": ("mmol/L", "mg/dL"),
    "tsh": ("mIU/L", "mU/L", "uIU/mL"),
}


@register(
    "lab",
    action="record_lab",
    replay=("test", "value", "comparator", "unit"),
    example={"test": "vitamin_d_25oh", "value": 18.0, "unit": "ng/mL"},
    left_out={"demo": "nobody in the demo is at that point of their course"},
)
class Lab(KindModel):
    """`comparator`: the value lies below or above what could be measured; absent: the value itself."""

    test: Literal["vitamin_d_25oh", "pth", "alkaline_phosphatase", "calcium", "phosphate", "tsh"]
    value: Annotated[
        float, Field(ge=0, le=1_000_000), Expect("a level; for vitamin D from 1 to 300 ng/mL (2.496 to 748.8 nmol/L)")
    ]
    comparator: Literal["below", "above"] | None = None
    unit: Annotated[
        str | None, Field(max_length=20), Expect("ng/mL or nmol/L for vitamin D, else a unit of the test")
    ] = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.test != "vitamin_d_25oh":
            if self.unit is not None and self.unit not in UNITS[self.test]:
                raise wrong("unit", " or ".join(UNITS[self.test]))
            return self
        if self.unit not in UNITS[self.test]:
            raise wrong("unit", "ng/mL or nmol/L")
        per_ng = 1 if self.unit == "ng/mL" else NMOL_PER_NG
        if not per_ng <= self.value <= 300 * per_ng:
            raise wrong("value", f"a level from {per_ng:g} to {300 * per_ng:g} {self.unit}")
        return self
