"""What a person weighs."""

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import KindModel, register


@register(
    "body_weight",
    action="log_body_weight",
    units={"kg": "kg"},
    replay=("kg",),
    example={"kg": 70.4},
)
class BodyWeight(KindModel):
    """Body weight of that day (LOINC 29463-7): from it a load in percent becomes kilograms."""

    kg: v.BodyKilograms
