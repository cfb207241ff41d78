"""What was measured, seen or done: scans, imaging, laboratory, medicines, fractures, procedures."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from backend.patients.kinds import words as w
from backend.patients.kinds.base import Expect, KindModel, register, wrong

# 1 ng/mL of 25-OH vitamin D = 2.496 nmol/L (GUIDANCE §7).
NMOL_PER_NG = 2.496
Score = Annotated[float | None, Field(ge=-8, le=6), Expect("a number from -8 to 6")]


@register("imaging", action="record_imaging")
class Imaging(KindModel):
    modality: Literal["mri", "xray", "ct", "bone_scan"]
    result: (
        Literal[
            "normal", "marrow_oedema", "demineralisation", "fracture", "osteonecrosis_pattern", "resolved",
            "other", "unknown",
        ] | None
    ) = None  # fmt: skip
    site: w.PainSite | None = None
    side: w.Side | None = None
    contrast: bool | None = None
    note: w.Words | None = None


@register("dexa", action="record_scan")
class Dexa(KindModel):
    """One site of a DXA scan: BMD in g/cm², T and Z without unit. Sites of one scan share their `group`."""

    site: Literal["total_hip", "femoral_neck", "lumbar_spine", "forearm", "heel", "unknown"] | None = None
    side: w.Side | None = None
    bmd: Annotated[float | None, Field(ge=0.1, le=3), Expect("g/cm² from 0.1 to 3")] = None
    t_score: Score = None
    z_score: Score = None
    device: Annotated[str | None, Field(max_length=120), Expect("the machine's name")] = None


@register("lab", action="record_lab")
class Lab(KindModel):
    test: Literal["vitamin_d_25oh"]
    value: Annotated[float, Expect("a level from 1 to 300 ng/mL (2.496 to 748.8 nmol/L)")]
    unit: Literal["ng/mL", "nmol/L"]

    @model_validator(mode="after")
    def _possible(self) -> Self:
        per_ng = 1 if self.unit == "ng/mL" else NMOL_PER_NG
        if not per_ng <= self.value <= 300 * per_ng:
            raise wrong("value", f"a level from {per_ng:g} to {300 * per_ng:g} {self.unit}")
        return self


@register("medicine", action="record_medicine")
class Medicine(KindModel):
    name: w.Name | None = None
    class_: Annotated[
        Literal[
            "bisphosphonate", "calcitonin", "teriparatide", "nsaid", "analgesic", "corticosteroid", "calcium",
            "vitamin_d", "other",
        ] | None,
        Field(alias="class"),
    ] = None  # fmt: skip
    action: Literal["start", "stop"] | None = None
    every: Literal["day", "week", "month"] | None = None

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        if self.name is None and self.class_ is None:
            raise wrong("name", "a name or a class")
        return self


@register("fracture", action="record_fracture")
class Fracture(KindModel):
    site: (
        Literal["femoral_neck", "hip", "femur", "knee", "ankle", "foot", "pelvis", "vertebra", "wrist", "other"]
        | None
    ) = None
    side: w.Side | None = None


@register("avascular_necrosis", action="record_avascular_necrosis")
class AvascularNecrosis(KindModel):
    side: Literal["left", "right", "both", "unknown"] | None = None


@register("procedure", action="record_procedure")
class Procedure(KindModel):
    name: w.Name | None = None
    side: w.Side | None = None
    implant: bool | None = None
