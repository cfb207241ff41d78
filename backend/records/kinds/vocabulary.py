"""The vocabulary, as closed lists. The same words stand in the API, the log, the rules and `replay`."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from backend.core.names import is_one_line
from backend.records.kinds.base import Expect, each_once, parse_day, parse_time


def _line(text: str) -> str:
    if not is_one_line(text):
        raise ValueError("not one line")
    return text


PainSite = Literal["hip", "groin", "buttock", "thigh", "low_back", "knee", "ankle", "foot"]
Side = Literal["left", "right", "both", "midline", "unknown"]
Circumstance = Literal["rest", "walking", "weight_bearing", "night", "carrying", "extreme_movement"]
Direction = Literal["better", "same", "worse", "returned", "gone"]
Load = Literal["NWB", "TTWB", "PWB", "WBAT", "FWB"]
Report = Literal["NWB", "TTWB", "PWB", "WBAT", "FWB", "UNABLE"]
LOADS: tuple[str, ...] = ("NWB", "TTWB", "PWB", "WBAT", "FWB")
Aid = Literal["none", "one_crutch", "two_crutches", "cane", "walker", "wheelchair"]
ExerciseCategory = Literal[
    "aquatic", "range_of_motion", "strengthening", "balance", "gait", "weight_bearing", "aerobic", "other"
]
RiskFactor = Literal[
    "tobacco", "corticosteroids", "alcohol", "hypothyroidism", "previous_fragility_fracture",
    "osteogenesis_imperfecta", "hypophosphataemia", "other",
]  # fmt: skip
Basis = Literal["mri", "xray", "bone_scan", "clinical", "other"]
ResolutionBasis = Literal["clinical", "imaging", "both"]
Told = Literal["telephone", "visit"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Percent = Annotated[float, Field(ge=1, le=99), Expect("a number from 1 to 99, with PWB only")]
Kilograms = Annotated[float, Field(ge=1, le=400), Expect("kilograms from 1 to 400")]
BodyKilograms = Annotated[float, Field(ge=20, le=400), Expect("kilograms from 20 to 400")]
ScaleKilograms = Annotated[float, Field(ge=0, le=400)]
Minutes = Annotated[float, Field(ge=0, le=1440), Expect("minutes from 0 to 1440")]
Day = Annotated[str, BeforeValidator(parse_day), Expect("a date such as 2026-03-12")]
TimeOfDay = Annotated[str, BeforeValidator(parse_time), Expect("a time such as 20:00, or null")]
Times = Annotated[
    list[Annotated[str, BeforeValidator(parse_time)]],
    Field(min_length=1, max_length=6),
    AfterValidator(each_once),
    Expect("1 to 6 times such as 08:00, each once"),
]
Ways = Annotated[
    list[Literal["push", "email", "sms"]],
    Field(min_length=1),
    AfterValidator(each_once),
    Expect("push, email and sms, each at most once, in the order to be tried"),
]
Mobile = Annotated[str, Field(pattern=r"^\+[1-9]\d{6,14}$"), Expect("a number such as +351912345678, or null")]
Telephone = Annotated[
    str,
    Field(pattern=r"^\+?[0-9][0-9 ()/.\-]{2,39}$"),
    Expect("a telephone number such as +351 912 345 678, or null"),
]
Words = Annotated[str, Field(max_length=2000), Expect("text of at most 2,000 characters")]
ShortWords = Annotated[str, Field(max_length=500), Expect("text of at most 500 characters")]
Name = Annotated[
    str, Field(min_length=1, max_length=200), AfterValidator(_line), Expect("one line of 1 to 200 characters")
]
