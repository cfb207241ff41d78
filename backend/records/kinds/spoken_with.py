"""The patient spoke with somebody about it."""

from typing import Annotated, Literal

from pydantic import Field

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import Expect, KindModel, register


@register(
    "spoken_with",
    action="log_spoken_with",
    replay=("whom", "finding", "decision"),
    example={"whom": "clinic", "finding": "cannot-bear-weight", "decision": "come in today"},
    left_out={
        "pdf": "what a patient was told elsewhere stands in the course, not in a report to others",
        "demo": "nobody in the demo is at that point of their course",
    },
)
class SpokenWith(KindModel):
    """Whom the patient reached, about which finding, and what was decided, in the patient's words. It acknowledges nothing."""

    whom: Literal["clinic", "own_doctor", "emergency", "other"]
    finding: Annotated[str | None, Field(min_length=1, max_length=60), Expect("the id of a finding")] = None
    decision: v.Words | None = None
