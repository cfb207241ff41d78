"""A clinician saw a finding."""

from typing import Annotated

from pydantic import Field

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import CLINICIANS, Expect, KindModel, register


@register(
    "acknowledge",
    action="acknowledge_finding",
    writers=CLINICIANS,
    replay=("finding",),
    example={"finding": "pain-worse", "subject": "left", "note": "called her"},
    left_out={
        "pdf": "the report shows the finding; who has seen it stands in the course",
        "demo": "left for whoever tries the desk",
    },
)
class Acknowledge(KindModel):
    finding: Annotated[str, Field(min_length=1, max_length=60), Expect("the id of a finding")]
    subject: Annotated[str | None, Field(max_length=60), Expect("the finding's subject")] = None
    note: v.Words | None = None
