"""A risk factor that counts from a day on."""

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import KindModel, register


@register(
    "risk_factor",
    action="record_risk_factor",
    replay=("name",),
    example={"name": "corticosteroids"},
    left_out={
        "pdf": "it moves dates, which the report shows",
        "demo": "nobody in the demo is at that point of their course",
    },
)
class RiskFactorKind(KindModel):
    name: v.RiskFactor
