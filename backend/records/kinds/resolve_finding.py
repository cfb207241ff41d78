"""A clinician closed a finding."""

from typing import Annotated

from pydantic import Field

from backend.records.kinds.base import CLINICIANS, Expect, KindModel, register


@register(
    "resolve_finding",
    action="resolve_finding",
    writers=CLINICIANS,
    replay=("finding", "reason"),
    example={"finding": "pain-worse", "reason": "seen today"},
    left_out={"pdf": "the report shows the finding and its state", "demo": "left for whoever tries the desk"},
)
class ResolveFinding(KindModel):
    finding: Annotated[str, Field(min_length=1, max_length=60), Expect("the id of a finding")]
    reason: Annotated[str, Field(min_length=1, max_length=2000), Expect("a reason in words")]
    subject: Annotated[str | None, Field(max_length=60), Expect("the finding's subject")] = None
