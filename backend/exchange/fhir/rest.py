"""Reading and searching over HTTP: one person's resources, filtered and paged, as a FHIR server answers them."""

import base64
import json
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from backend.exchange.fhir.elements import codings, listed
from backend.exchange.fhir.problems import Wrong

# What each type can be searched by, beside `patient`, `_id` and `_count`.
SEARCHED: dict[str, tuple[str, ...]] = {
    "Observation": ("code", "category", "status", "date"),
    "Condition": ("code", "category", "clinical-status", "recorded-date"),
    "Procedure": ("code", "status", "date"),
    "DiagnosticReport": ("code", "category", "status", "date"),
    "MedicationStatement": ("code", "status", "effective"),
    "CarePlan": ("category", "status", "date"),
    "Goal": ("lifecycle-status", "start-date"),
    "QuestionnaireResponse": ("questionnaire", "status", "authored"),
    "Flag": ("date",),
    "Provenance": (),
}
COMMON = ("patient", "subject", "_id", "_count", "_page", "_format")
ELEMENTS = {
    "code": ("code", "medicationCodeableConcept"),
    "category": ("category",),
    "status": ("status",),
    "clinical-status": ("clinicalStatus",),
    "lifecycle-status": ("lifecycleStatus",),
    "date": ("effectiveDateTime", "performedDateTime", "period"),
    "effective": ("effectivePeriod",),
    "recorded-date": ("recordedDate",),
    "start-date": ("startDate",),
    "questionnaire": ("questionnaire",),
    "authored": ("authored",),
}
DATES = {"date", "effective", "recorded-date", "start-date", "authored"}
# A `+` that nobody encoded arrives as a space.
DATE = re.compile(
    r"(eq|ne|ge|le|gt|lt|sa|eb)?(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[-+ ]\d\d:\d\d)?)?)?)?"
)
MOST = 500


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


def understood(
    asked: Mapping[str, Sequence[str]], *, filters: Sequence[str] = (), once: Sequence[str] = COMMON
) -> dict[str, str]:
    """The parameters of `asked` that may stand once only; Wrong names one that is not known, or stands twice.

    A filter may come several times (`date=ge…&date=le…`): all of them hold.
    """
    for name, values in asked.items():
        if name not in filters and name not in once:
            raise Wrong(name, "expected one of " + ", ".join((*filters, *once)))
        if name not in filters and len(values) > 1:
            raise Wrong(name, "expected it once")
    return {name: values[0] for name, values in asked.items() if name not in filters}


def search(
    resources: list[dict[str, Any]], kind: str, wanted: Mapping[str, str], asked: Mapping[str, Sequence[str]]
) -> list[dict[str, Any]]:
    """Those of type `kind` that fit every parameter: `wanted` as `understood` gave it, the filters from `asked`."""
    found = [one for one in resources if one["resourceType"] == kind]
    if "_id" in wanted:
        ids = set(wanted["_id"].split(","))
        found = [one for one in found if one["id"] in ids]
    for name in SEARCHED[kind]:
        fits = _date_fits if name in DATES else _token_fits
        for value in asked.get(name, ()):
            found = [one for one in found if fits(one, name, value)]
    return found


def _values(resource: dict[str, Any], name: str) -> Iterator[Any]:
    for element in ELEMENTS[name]:
        yield from listed(resource.get(element))


def _token_fits(resource: dict[str, Any], name: str, wanted: str) -> bool:
    """`code`, `system|code` or `system|`, any of several with commas between."""
    for one in wanted.split(","):
        system, bar, code = one.rpartition("|")
        for value in _values(resource, name):
            if isinstance(value, str):
                if value == code:
                    return True
                continue
            if any((not bar or system == where) and code in (there, "") for where, there, _ in codings(value)):
                return True
    return False


def _date_fits(resource: dict[str, Any], name: str, wanted: str) -> bool:
    """Compared by day, as the records are; a period by its start. A month or a year is all of its days."""
    choices = [_days(name, one) for one in wanted.split(",")]
    for value in _values(resource, name):
        text = (value.get("start") or value.get("end") or "") if isinstance(value, dict) else value
        there = str(text)[:10]
        for how, first, last in choices:
            if there and {
                "eq": first <= there <= last, "ne": not first <= there <= last, "ge": there >= first,
                "le": there <= last, "gt": there > last, "sa": there > last, "lt": there < first, "eb": there < first,
            }[how]:  # fmt: skip
                return True
    return False


def _days(name: str, wanted: str) -> tuple[str, str, str]:
    """(how to compare, first day, last day) of `ge2026-03-12`, `2026-03` or `lt2026`."""
    match = DATE.fullmatch(wanted)
    try:
        if match is None:
            raise ValueError
        how, year, month, day = match.groups()
        first = date(int(year), int(month or 1), int(day or 1))
        end = int(month or 12)
        last = first if day else first.replace(month=end, day=monthrange(first.year, end)[1])
    except ValueError as error:
        expected = "expected a day, month or year such as 2026-03-12, with eq, ne, ge, gt, le or lt before it"
        raise Wrong(name, expected) from error
    return how or "eq", first.isoformat(), last.isoformat()


def page(found: list[dict[str, Any]], wanted: Mapping[str, str]) -> tuple[list[dict[str, Any]], str | None]:
    """One page of `found`, and the mark of the next one: the id of the last resource, so that nothing is skipped."""
    try:
        count = min(int(wanted.get("_count", "100")), MOST)
        if count < 0:
            raise ValueError
    except ValueError as error:
        raise Wrong("_count", f"expected a number from 0 to {MOST}") from error
    start = 0
    if "_page" in wanted:
        last = _mark(wanted["_page"])
        ids = [one["id"] for one in found]
        if last not in ids:
            raise Wrong("_page", "expected the mark of a page of this search; begin it again")
        start = ids.index(last) + 1
    part = found[start : start + count]
    more = part and start + count < len(found)
    return part, base64.urlsafe_b64encode(json.dumps(part[-1]["id"]).encode()).decode() if more else None


def _mark(text: str) -> str:
    try:
        return str(json.loads(base64.urlsafe_b64decode(text.encode())))
    except (ValueError, RecursionError) as error:
        raise Wrong("_page", "expected the mark of a page of this search; begin it again") from error


def capabilities(base: str, now: str) -> dict[str, Any]:
    """What this server can do: reading and searching, nothing else."""

    def parameter(name: str) -> dict[str, str]:
        kind = "date" if name in DATES else "reference" if name in ("patient", "questionnaire") else "token"
        return {"name": name, "type": kind}

    # Their ids are made from others, so they are found by searching only.
    unread = {"Goal", "Provenance"}
    resources: list[dict[str, Any]] = [
        {
            "type": "Patient",
            "interaction": [{"code": "read"}, {"code": "search-type"}],
            "searchParam": [{"name": "_id", "type": "token"}, {"name": "name", "type": "string"}],
            "operation": [
                {"name": "everything", "definition": "http://hl7.org/fhir/OperationDefinition/Patient-everything"}
            ],
        }
    ]
    for kind, names in SEARCHED.items():
        interactions = [{"code": "search-type"}] + ([] if kind in unread else [{"code": "read"}])
        resources.append(
            {
                "type": kind,
                "interaction": interactions,
                "searchParam": [parameter(name) for name in ("patient", "_id", *names)],
            }
        )
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
                "resource": resources,
                "operation": [
                    {
                        "name": "export",
                        "definition": "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/group-export",
                    }
                ],
            }
        ],
    }


def outcome(code: str, text: str, where: str = "") -> dict[str, Any]:
    """An OperationOutcome: FHIR's one shape for a refusal."""
    issue: dict[str, Any] = {"severity": "error", "code": code, "diagnostics": text}
    if where:
        issue["expression"] = [where]
    return {"resourceType": "OperationOutcome", "issue": [issue]}
