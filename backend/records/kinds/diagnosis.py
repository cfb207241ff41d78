"""The diagnosis of transient osteoporosis at a place."""

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import KindModel, register


@register(
    "diagnosis",
    action="record_diagnosis",
    replay=("site", "side", "basis"),
    example={"site": "hip", "side": "left", "basis": "mri"},
)
class Diagnosis(KindModel):
    """A diagnosis of transient osteoporosis at a site: the episode becomes active."""

    site: v.PainSite | None = None
    side: v.Side | None = None
    basis: v.Basis | None = None
