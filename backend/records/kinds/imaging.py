"""A picture and what it showed."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, model_validator

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import Expect, KindModel, each_once, register, wrong

Stated = Literal["yes", "no", "not_stated"]


@register(
    "imaging",
    action="record_imaging",
    replay=(
        "modality", "result", "site", "side", "contrast", "extent", "subchondral_line", "effusion", "next_on",
    ),
    example={"modality": "mri", "result": "marrow_oedema", "site": "hip", "side": "left", "contrast": False},
    clinicians=frozenset({"next_on"}),
)  # fmt: skip
class Imaging(KindModel):
    """`next_on`: the day of the next MRI, as a clinician chose it; no guideline gives a rhythm."""

    modality: Literal["mri", "xray", "ct", "bone_scan"]
    result: (
        Literal[
            "normal", "marrow_oedema", "demineralisation", "fracture", "osteonecrosis_pattern", "resolved",
            "other", "unknown",
        ] | None
    ) = None  # fmt: skip
    site: v.PainSite | None = None
    side: v.Side | None = None
    contrast: bool | None = None
    extent: Annotated[
        list[Literal["head", "neck", "intertrochanteric", "acetabulum"]] | None,
        AfterValidator(lambda value: value and each_once(value)),
        Expect("a list of head, neck, intertrochanteric, acetabulum, with mri only"),
    ] = None
    subchondral_line: Stated | None = None
    effusion: Stated | None = None
    next_on: v.Day | None = None
    note: v.Words | None = None

    @model_validator(mode="after")
    def _of_an_mri(self) -> Self:
        for name in ("extent", "subchondral_line", "effusion", "next_on"):
            if getattr(self, name) is not None and self.modality != "mri":
                raise wrong(name, f"no {name} with {self.modality}: it goes with mri only")
        return self
