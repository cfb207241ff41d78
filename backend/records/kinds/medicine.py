"""A medicine started or stopped."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import KindModel, register, wrong


@register(
    "medicine",
    action="record_medicine",
    replay=("name", "class", "action", "every"),
    example={
        "name": "Alendronic acid 70 mg",
        "class": "bisphosphonate",
        "action": "start",
        "every": "week",
        "times": ["07:30"],
    },
    left_out={"demo": "nobody in the demo is at that point of their course"},
)
class Medicine(KindModel):
    """`times`: at which times of its days, the person's own clock; one reminder for each."""

    name: v.Name | None = None
    class_: Annotated[
        Literal[
            "bisphosphonate", "calcitonin", "teriparatide", "denosumab", "prostacyclin", "nsaid", "analgesic", "corticosteroid", "calcium",
            "vitamin_d", "other",
        ] | None,
        Field(alias="class"),
    ] = None  # fmt: skip
    action: Literal["start", "stop"] | None = None
    every: Literal["day", "week", "month"] | None = None
    times: v.Times | None = None

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        if self.name is None and self.class_ is None:
            raise wrong("name", "a name or a class")
        return self
