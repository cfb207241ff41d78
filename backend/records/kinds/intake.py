"""Calcium and vitamin D taken on a day."""

from typing import Annotated

from pydantic import Field

from backend.records.kinds.base import Expect, KindModel, register


@register(
    "intake",
    action="log_intake",
    units={"calcium_mg": "mg", "vitamin_d_iu": "IU"},
    replay=("calcium_mg", "vitamin_d_iu"),
    example={"calcium_mg": 950.5, "vitamin_d_iu": 600},
    left_out={
        "pdf": "a day's intake is for the person; a finding of the rules tells the reader",
        "demo": "left for whoever tries the app",
    },
)
class Intake(KindModel):
    """Calcium in mg and vitamin D in IU taken that day, from food and tablets together."""

    calcium_mg: Annotated[float | None, Field(ge=0, le=10_000), Expect("milligrams from 0 to 10,000")] = None
    vitamin_d_iu: Annotated[float | None, Field(ge=0, le=100_000), Expect("IU from 0 to 100,000")] = None
