"""What a resource says in our words, before it is a record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from backend.exchange.fhir.elements import When


@dataclass(slots=True)
class Statement:
    """One record to be: its kind and fields, when it was, and which path of the resource each field came from.

    `part` tells apart several statements of one resource (a medicine's start and stop). Statements with the
    same `merge` are of one act and one place (BMD, T and Z of a hip): they become one record. `group` binds
    the records of one scan. `record_id` is set for what this software itself once wrote out.
    `assumed`: fields that the resource does not say and the record needs.
    """

    kind: str
    when: When
    fields: dict[str, Any]
    paths: Mapping[str, str] = field(default_factory=dict)
    part: str = ""
    merge: str = ""
    group: str = ""
    record_id: str = ""
    group_id: str = ""
    supersedes: str = ""
    assumed: frozenset[str] = frozenset()


class Context(Protocol):
    """What a mapping may ask about the rest of the file."""

    zone: str
    clinic_id: UUID | None

    def resolve(self, reference: Any) -> dict[str, Any] | None:
        """The resource that a Reference names, when it is at hand."""

    def note(self, why: str) -> None:
        """Say in the summary what was taken for granted."""

    def reported(self, resource: dict[str, Any]) -> bool:
        """Whether a report in the file already speaks for this study."""

    def panel(self, resource: dict[str, Any]) -> str:
        """The report that binds this observation to others, or nothing."""
