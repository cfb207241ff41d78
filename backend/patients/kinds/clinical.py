"""What is known and decided about a patient: pregnancy, diagnosis, prescriptions, programme, permissions."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from backend.patients.kinds import words as w
from backend.patients.kinds.base import CLINICIANS, Expect, KindModel, register, wrong


@register("pregnancy", action="record_pregnancy")
class Pregnancy(KindModel):
    """Gestation in decimal weeks on that day (32.5 is 32 weeks 3.5 days), or that it ended without delivery."""

    gestation_week: Annotated[float | None, Field(ge=0, le=45), Expect("decimal weeks from 0 to 45")] = None
    ended: bool | None = None


@register("delivery", action="record_delivery")
class Delivery(KindModel):
    pass


@register("breastfeeding", action="record_breastfeeding")
class Breastfeeding(KindModel):
    status: Literal["yes", "no", "unknown"]


@register("diagnosis", action="record_diagnosis")
class Diagnosis(KindModel):
    """A diagnosis of transient osteoporosis at a site: the episode becomes active."""

    site: w.PainSite | None = None
    side: w.Side | None = None
    basis: w.Basis | None = None


@register("prescription", action="prescribe_weight_bearing", writers=CLINICIANS)
class Prescription(KindModel):
    """How much a side may bear, decided by a clinician on that day. `percent` of body weight with PWB only."""

    side: Literal["left", "right", "both", "unknown"]
    status: w.Load
    percent: w.Percent | None = None
    aid: w.Aid | None = None
    review_on: w.Day | None = None
    reason: w.Words | None = None

    @model_validator(mode="after")
    def _percent_with_partial(self) -> Self:
        if self.percent is not None and self.status != "PWB":
            raise wrong("percent", f"no percent with {self.status}: it goes with PWB only")
        return self


@register("permission", action="permit_weight_bearing_exercise", writers=CLINICIANS)
class Permission(KindModel):
    granted: bool


@register("programme", action="set_programme", writers=CLINICIANS)
class Programme(KindModel):
    """Exercises of one category on the given weekdays (none given: every day), until a day."""

    category: w.ExerciseCategory | None = None
    minutes: w.Minutes | None = None
    weekdays: list[w.Weekday] | None = None
    until_on: w.Day | None = None
    instructions: w.Words | None = None


@register("dexa_date", action="set_dexa_date", writers=CLINICIANS)
class DexaDate(KindModel):
    due_on: w.Day


@register("resolution", action="resolve_episode", writers=CLINICIANS)
class Resolution(KindModel):
    """The clinician's word that a site, or the whole episode, is resolved, and on which basis."""

    basis: w.ResolutionBasis
    site: w.PainSite | None = None
    side: w.Side | None = None


@register("previous_episode", action="record_previous_episode")
class PreviousEpisode(KindModel):
    site: w.PainSite | None = None
    side: w.Side | None = None
    years_ago: Annotated[float | None, Field(ge=0, le=120), Expect("years from 0 to 120")] = None


@register("risk_factor", action="record_risk_factor")
class RiskFactorKind(KindModel):
    name: w.RiskFactor


@register("setting", action="change_reminder_settings")
class Setting(KindModel):
    """The patient's own wishes: when to be reminded (null: never), when to be left alone, and over which ways.

    `ways` are tried in this order, those left out after them; `mobile` is for text messages, where the server sends any.
    """

    log_reminder_at: w.TimeOfDay | None = None
    quiet_from: w.TimeOfDay | None = None
    quiet_to: w.TimeOfDay | None = None
    now_may_pass_quiet: bool | None = None
    email: bool | None = None
    push: bool | None = None
    ways: w.Ways | None = None
    mobile: w.Mobile | None = None


@register("note", action="write_note", writers=CLINICIANS)
class Note(KindModel):
    """Words to the patient, or (internal) among clinicians."""

    text: w.Words
    internal: bool = False


@register("acknowledge", action="acknowledge_finding", writers=CLINICIANS)
class Acknowledge(KindModel):
    finding: Annotated[str, Field(min_length=1, max_length=60), Expect("the id of a finding")]
    subject: Annotated[str | None, Field(max_length=60), Expect("the finding's subject")] = None
    note: w.Words | None = None


@register("resolve_finding", action="resolve_finding", writers=CLINICIANS)
class ResolveFinding(KindModel):
    finding: Annotated[str, Field(min_length=1, max_length=60), Expect("the id of a finding")]
    reason: Annotated[str, Field(min_length=1, max_length=2000), Expect("a reason in words")]
    subject: Annotated[str | None, Field(max_length=60), Expect("the finding's subject")] = None


@register("deletion", action="delete_entry")
class Deletion(KindModel):
    """A tombstone: the entry named by `supersedes` was a mistake."""
