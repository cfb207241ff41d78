"""A clinician's permission for weight-bearing exercise."""

from backend.records.kinds.base import CLINICIANS, KindModel, register


@register(
    "permission",
    action="permit_weight_bearing_exercise",
    writers=CLINICIANS,
    replay=("granted",),
    example={"granted": True},
    left_out={
        "pdf": "what it releases is the exercise programme, which the report shows",
        "demo": "nobody in the demo is at that point of their course",
    },
)
class Permission(KindModel):
    granted: bool
