"""A clinician's word that a place or an episode is resolved."""

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import CLINICIANS, KindModel, register


@register(
    "resolution",
    action="resolve_episode",
    writers=CLINICIANS,
    replay=("basis", "site", "side"),
    example={"basis": "both", "site": "hip", "side": "left"},
)
class Resolution(KindModel):
    """The clinician's word that a site, or the whole episode, is resolved, and on which basis."""

    basis: v.ResolutionBasis
    site: v.PainSite | None = None
    side: v.Side | None = None
