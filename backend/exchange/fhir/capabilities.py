"""The CapabilityStatement, from the tables that the search itself works by: what stands in it works, and nothing else does."""

from typing import Any

from backend.exchange.fhir.searching.include import includes_of
from backend.exchange.fhir.searching.tables import (
    EVERYWHERE,
    PATIENT,
    QUESTIONNAIRE,
    REVERSE,
    SEARCHED,
    Parameter,
    references_of,
)

# Their ids are made from others, so they are found by searching only.
UNREAD = frozenset({"Goal", "Provenance"})
FHIR_TYPE = {"canonical": "reference"}
OPERATIONS = {
    "everything": "http://hl7.org/fhir/OperationDefinition/Patient-everything",
    "summary": "http://hl7.org/fhir/uv/ips/OperationDefinition/summary",
    "export": "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/group-export",
}


def _resource(kind: str, parameters: dict[str, Parameter], *, references: bool) -> dict[str, Any]:
    interactions = [{"code": "search-type"}] + ([] if kind in UNREAD else [{"code": "read"}])
    names = [{"name": name, "type": "reference"} for name in references_of(kind)] if references else []
    names += [
        {"name": name, "type": FHIR_TYPE.get(one.kind, one.kind)} for name, one in (EVERYWHERE | parameters).items()
    ]
    out: dict[str, Any] = {"type": kind, "interaction": interactions, "searchParam": names}
    includes = includes_of(kind)
    if includes:
        out["searchInclude"] = includes
    if kind in SEARCHED and kind not in UNREAD | {"Flag"}:
        out["searchRevInclude"] = [REVERSE]
    return out


def capabilities(base: str, now: str) -> dict[str, Any]:
    """What this server can do: reading and searching, nothing else."""
    patient = _resource("Patient", PATIENT, references=False)
    patient["operation"] = [{"name": name, "definition": OPERATIONS[name]} for name in ("everything", "summary")]
    group = {"type": "Group", "operation": [{"name": "export", "definition": OPERATIONS["export"]}]}
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": now[:10],
        "kind": "instance",
        "software": {"name": "TOH Tracker"},
        "implementation": {"description": "Recovery tracking for transient osteoporosis of the hip", "url": base},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json", "json"],
        "rest": [
            {
                "mode": "server",
                "security": {"description": "Session cookie, or a personal access token as Bearer."},
                "resource": [
                    patient,
                    *(_resource(kind, names, references=True) for kind, names in SEARCHED.items()),
                    _resource("Questionnaire", QUESTIONNAIRE, references=False),
                    group,
                ],
            }
        ],
    }
