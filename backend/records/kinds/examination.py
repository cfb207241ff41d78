"""What a clinician found on examination: one movement, one muscle, one test, or how somebody walks."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import CLINICIANS, Expect, KindModel, each_once, register, wrong

Gait = Literal["antalgic", "trendelenburg", "short_step", "circumduction", "none"]


def _halves(value: float | None) -> float | None:
    if value is not None and not (value * 2).is_integer():
        raise ValueError("not a half")
    return value


@register(
    "examination",
    action="record_examination",
    writers=CLINICIANS,
    units={
        "degrees": "degrees",
        "grade": "0 to 5",
        "newtons": "N",
        "value": "s, repetitions or m, as the test has it",
        "leg_length_difference_mm": "mm",
    },
    replay=(
        "side", "movement", "degrees", "mode", "muscle", "grade", "newtons", "test", "value", "aid", "gait",
        "leg_length_difference_mm", "painful",
    ),
    example={"side": "left", "movement": "internal_rotation", "degrees": 15, "mode": "passive", "painful": True},
    left_out={
        "rules": "no rule reads an examination yet",
        "demo": "nobody in the demo is at that point of their course",
    },
)  # fmt: skip
class Examination(KindModel):
    """Any of: a movement with its degrees, a muscle with its grade or newtons, a test with its value, the gait."""

    side: Literal["left", "right", "both", "unknown"] | None = None
    movement: (
        Literal["flexion", "extension", "abduction", "adduction", "internal_rotation", "external_rotation"] | None
    ) = None
    degrees: Annotated[float | None, Field(ge=-30, le=180), Expect("degrees from -30 to 180")] = None
    mode: Literal["active", "passive"] | None = None
    tool: Literal["goniometer", "inclinometer", "by_eye", "handheld_dynamometer", "fixed_dynamometer"] | None = None
    muscle: Literal["flexors", "extensors", "abductors", "adductors", "quadriceps", "hamstrings"] | None = None
    grade: Annotated[
        float | None, Field(ge=0, le=5), AfterValidator(_halves), Expect("a grade from 0 to 5, halves allowed")
    ] = None
    newtons: Annotated[float | None, Field(ge=0, le=2000), Expect("newtons from 0 to 2,000")] = None
    test: (
        Literal[
            "timed_up_and_go", "sit_to_stand_5", "chair_stand_30s", "single_leg_stance", "walk_10m", "walk_6min", "stairs_up",
            "stairs_down",
        ] | None
    ) = None  # fmt: skip
    value: Annotated[float | None, Field(ge=0, le=5000), Expect("a number from 0 to 5,000: s, repetitions or m")] = (
        None
    )
    aid: v.Aid | None = None
    gait: Annotated[
        list[Gait] | None,
        AfterValidator(lambda value: value and each_once(value)),
        Expect("a list of ways of walking"),
    ] = None
    leg_length_difference_mm: Annotated[
        float | None, Field(ge=-100, le=100), Expect("millimetres from -100 to 100")
    ] = None
    painful: bool | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        for number, thing in (
            ("degrees", "movement"),
            ("mode", "movement"),
            ("grade", "muscle"),
            ("newtons", "muscle"),
            ("value", "test"),
        ):
            if getattr(self, number) is not None and getattr(self, thing) is None:
                raise wrong(thing, f"a {thing} with {number}")
        found = (self.movement, self.muscle, self.test, self.gait, self.leg_length_difference_mm, self.painful)
        if all(one is None for one in found):
            raise wrong(
                "movement", "a movement, a muscle, a test, a gait, a difference in leg length, or whether it hurts"
            )
        return self
