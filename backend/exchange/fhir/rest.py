"""Small parts of what the FHIR server answers: references as a server writes them, and refusals."""

from typing import Any


def relative(resources: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The resources with references as a server writes them: `Patient/…` in place of `urn:uuid:…`."""
    names = {f"urn:uuid:{one['id']}": f"{one['resourceType']}/{one['id']}" for one in resources}

    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                name: names.get(inner, inner) if name == "reference" and isinstance(inner, str) else renamed(inner)
                for name, inner in value.items()
            }
        return [renamed(inner) for inner in value] if isinstance(value, list) else value

    return [renamed(one) for one in resources]


def outcome(code: str, text: str, where: str = "", severity: str = "error") -> dict[str, Any]:
    """An OperationOutcome: FHIR's one shape for a refusal or a remark."""
    issue: dict[str, Any] = {"severity": severity, "code": code, "diagnostics": text}
    if where:
        issue["expression"] = [where]
    return {"resourceType": "OperationOutcome", "issue": [issue]}
