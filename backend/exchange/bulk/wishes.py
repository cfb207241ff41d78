"""What narrows an export: `_type`, `_since`, `patient`; in the address, or as Parameters in the body of a POST."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from backend.accounts.models import Clinic
from backend.exchange.fhir.elements import listed
from backend.exchange.fhir.export import ALL
from backend.exchange.fhir.problems import Wrong
from backend.exchange.fhir.searching.asked import understood
from backend.patients.models import Patient

OUTPUT = ("application/fhir+ndjson", "application/ndjson", "ndjson")
KNOWN = ("_type", "_since", "_outputFormat", "patient")
VALUES = ("valueString", "valueInstant", "valueCode", "valueUri", "valueCanonical", "valueDateTime")


def wishes_of(
    query: Mapping[str, list[str]], body: Any, clinic: Clinic, *, posted: bool, be_lenient: bool
) -> dict[str, Any]:
    """{"types": […], "since": moment, "patients": [ids]}, each only where it was asked for. Wrong names what is not fulfilled."""
    given = {name: list(values) for name, values in query.items()}
    for name, value in _parameters(body):
        given.setdefault(name, []).append(value)
    # What is passed over would send more than was asked for: only who says so gets that.
    asked = understood(
        given, filters=("_type", "patient"), once=("_since", "_outputFormat", "_format"), answer=(), several=(),
        be_lenient=be_lenient,
    )  # fmt: skip
    if (asked.one("_outputFormat") or OUTPUT[0]).replace(" ", "+") not in OUTPUT:
        raise Wrong("_outputFormat", "expected application/fhir+ndjson")
    if asked.all("patient") and not posted:
        raise Wrong("patient", "expected patients in the Parameters of a POST")
    out: dict[str, Any] = {}
    types = {part.strip() for value in asked.all("_type") for part in value.split(",") if part.strip()}
    if types:
        known = types & ALL
        if not known or (known != types and not be_lenient):
            raise Wrong("_type", "expected any of " + ", ".join(sorted(ALL)))
        out["types"] = sorted(known)
    if asked.one("_since"):
        out["since"] = _moment(asked.one("_since")).isoformat()
    if asked.all("patient"):
        out["patients"] = sorted({_patient(one, clinic) for one in asked.all("patient")})
    return out


def _parameters(body: Any) -> list[tuple[str, str]]:
    if not body:
        return []
    if not isinstance(body, dict) or body.get("resourceType") != "Parameters":
        raise Wrong("resourceType", "expected Parameters, or no body")
    out = []
    for index, one in enumerate(listed(body.get("parameter"))):
        where = f"Parameters.parameter[{index}]"
        name = one.get("name") if isinstance(one, dict) else None
        if not isinstance(name, str):
            raise Wrong(where, "expected a name")
        value = (one.get("valueReference") or {}).get("reference") if name == "patient" else None
        value = value or next((one[key] for key in VALUES if isinstance(one.get(key), str)), None)
        if value is None:
            raise Wrong(where, "expected a value")
        out.append((name, value))
    return out


def _moment(text: str) -> datetime:
    try:
        # A `+` that nobody encoded arrives as a space.
        moment = datetime.fromisoformat(text.replace(" ", "+"))
        if moment.tzinfo is None:
            raise ValueError
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Wrong("_since", "expected a moment such as 2026-03-12T07:40:00Z") from error


def _patient(named: str, clinic: Clinic) -> str:
    try:
        key = UUID(named.rpartition("/")[2])
    except ValueError as error:
        raise Wrong("patient", "expected a reference such as Patient/ID") from error
    if not Patient.objects.filter(clinic=clinic, pk=key).exists():
        raise Wrong("patient", "expected patients of this clinic")
    return str(key)
