"""What a patient reports of a day."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from backend.patients.kinds import words as w
from backend.patients.kinds.base import Expect, KindModel, register, wrong


@register("pain", action="log_pain")
class Pain(KindModel):
    """Pain at a site, on a numeric scale 0-10 (LOINC 72514-3); without `intensity` where none was given."""

    site: w.PainSite
    side: w.Side | None = None
    intensity: Annotated[float | None, Field(ge=0, le=10), Expect("a number from 0 to 10")] = None
    circumstance: w.Circumstance | None = None
    radiates_to: list[w.PainSite] | None = None
    stiffness_minutes: w.Minutes | None = None
    sleep_affected: bool | None = None
    daily_life_affected: bool | None = None
    limp: bool | None = None
    note: w.Words | None = None


@register("change", action="log_change")
class Change(KindModel):
    direction: w.Direction
    site: w.PainSite | None = None
    side: w.Side | None = None


@register("weight_bearing", action="log_weight_bearing")
class WeightBearing(KindModel):
    """What was really done that day; UNABLE: the leg could take no weight."""

    side: Literal["left", "right", "both", "unknown"] | None = None
    status: w.Report | None = None
    percent: w.Percent | None = None
    aid: w.Aid | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.percent is not None and self.status != "PWB":
            raise wrong("percent", f"no percent with {self.status or 'no status'}: it goes with PWB only")
        if self.status is None and self.aid is None:
            raise wrong("status", "a status, or an aid")
        return self


@register("exercise", action="log_exercise")
class Exercise(KindModel):
    category: w.ExerciseCategory | None = None
    minutes: w.Minutes | None = None
    programme: Annotated[str | None, Field(max_length=36), Expect("the id of a programme")] = None


@register("intake", action="log_intake")
class Intake(KindModel):
    """Calcium in mg and vitamin D in IU taken that day, from food and tablets together."""

    calcium_mg: Annotated[float | None, Field(ge=0, le=10_000), Expect("milligrams from 0 to 10,000")] = None
    vitamin_d_iu: Annotated[float | None, Field(ge=0, le=100_000), Expect("IU from 0 to 100,000")] = None


@register("habit", action="log_habit")
class Habit(KindModel):
    tobacco: bool | None = None
    alcohol_drinks_per_day: Annotated[float | None, Field(ge=0, le=100), Expect("drinks a day from 0 to 100")] = None


@register("home_treatment", action="start_home_treatment")
class HomeTreatment(KindModel):
    pass
