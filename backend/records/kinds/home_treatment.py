"""The day on which home treatment began."""

from backend.records.kinds.base import KindModel, register


@register(
    "home_treatment",
    action="start_home_treatment",
    replay=(),
    example={},
    left_out={
        "pdf": "the report shows what became of it: findings and pain",
        "demo": "nobody in the demo is at that point of their course",
    },
)
class HomeTreatment(KindModel):
    pass
