"""An episode before this record began."""

from typing import Annotated

from pydantic import Field

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import Expect, KindModel, register


@register(
    "previous_episode",
    action="record_previous_episode",
    units={"years_ago": "years"},
    replay=("site", "side", "years_ago"),
    example={"site": "hip", "side": "right", "years_ago": 3.5},
    left_out={
        "pdf": "only what happened while this record was kept is shown",
        "demo": "nobody in the demo is at that point of their course",
    },
)
class PreviousEpisode(KindModel):
    site: v.PainSite | None = None
    side: v.Side | None = None
    years_ago: Annotated[float | None, Field(ge=0, le=120), Expect("years from 0 to 120")] = None
