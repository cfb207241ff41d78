"""A clinician's decision how much a leg may carry."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import CLINICIANS, Expect, KindModel, register, wrong


class PlanStep(BaseModel):
    """A step that is meant to come later: the load, the aid, and a day that only reminds."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    status: v.Load
    percent: v.Percent | None = None
    limit_kg: v.Kilograms | None = None
    aid: v.Aid | None = None
    target_on: v.Day | None = None


@register(
    "prescription",
    action="prescribe_weight_bearing",
    writers=CLINICIANS,
    units={"percent": "% of body weight", "limit_kg": "kg", "body_weight_kg": "kg", "ceiling_kg": "kg"},
    replay=("side", "status", "percent", "limit_kg", "aid", "review_on", "reason"),
    example={"side": "left", "status": "PWB", "limit_kg": 20, "aid": "two_crutches", "reason": "less pain"},
)
class Prescription(KindModel):
    """How much a side may bear, decided by a clinician on that day. `percent` of body weight or `limit_kg` with PWB only.

    `body_weight_kg` (of `body_weight_on`) is the weight known at signing and `ceiling_kg` the clinic's ceiling for TTWB then:
    the server adds them, so that neither changes without a new signature. `plan` holds the steps ahead; it moves nothing.
    """

    side: Literal["left", "right", "both", "unknown"]
    status: v.Load
    percent: v.Percent | None = None
    limit_kg: v.Kilograms | None = None
    aid: v.Aid | None = None
    review_on: v.Day | None = None
    reason: v.Words | None = None
    for_patient: v.ShortWords | None = None
    plan: Annotated[list[PlanStep] | None, Field(max_length=12), Expect("a list of at most 12 steps")] = None
    body_weight_kg: v.BodyKilograms | None = None
    body_weight_on: v.Day | None = None
    ceiling_kg: v.Kilograms | None = None

    @model_validator(mode="after")
    def _amount_with_partial(self) -> Self:
        _check_amount(self)
        for step in self.plan or ():
            _check_amount(step, "plan")
        if self.ceiling_kg is not None and self.status != "TTWB":
            raise wrong("ceiling_kg", f"no ceiling with {self.status}: it goes with TTWB only")
        return self


def _check_amount(order: Prescription | PlanStep, field: str = "") -> None:
    for name in ("percent", "limit_kg"):
        if getattr(order, name) is not None and order.status != "PWB":
            raise wrong(field or name, f"no {name} with {order.status}: it goes with PWB only")
    if order.percent is not None and order.limit_kg is not None:
        raise wrong(field or "limit_kg", "percent or limit_kg, not both")
