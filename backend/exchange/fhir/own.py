"""Our own words inside FHIR: what the standard elements of a resource do not carry, so that nothing is lost.

Each resource that is written from a record bears an extension (`urn:toh-tracker:fhir:record`) with the record's id,
kind, day, time zone and group. Fields that a reader of FHIR would not understand from the standard elements
follow as coded components of an Observation, or inside that extension. Which fields these are is found out by
reading the resource with the very importer of this software, so writing and reading cannot drift apart.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from backend.exchange.fhir import codes
from backend.exchange.fhir.elements import When, codings, listed
from backend.exchange.fhir.problems import NotForUs, Wrong
from backend.exchange.fhir.statements import Context, Statement
from backend.records.kinds.base import kind_named, registered
from backend.records.models import Record

Reader = Callable[[dict[str, Any], Context], list[Statement]]
ABSENT, NULL, EMPTY = "absent", "null", "empty-list"
UNITS = {
    "minutes": "min", "stiffness_minutes": "min", "calcium_mg": "mg", "vitamin_d_iu": "[iU]", "percent": "%", "kg": "kg",
    "limit_kg": "kg", "ceiling_kg": "kg", "body_weight_kg": "kg", "readings_kg": "kg",
}  # fmt: skip
# Fields that hold a list of objects; each is written as JSON.
NESTED = {("prescription", "plan"), ("programme", "items")}
CODED = {("weight_bearing", "status"): codes.OWN_STATUS, ("prescription", "status"): codes.OWN_STATUS}


class Alone:
    """A context for reading one resource by itself, as when it is being written."""

    zone = "UTC"
    clinic_id: UUID | None = None

    def resolve(self, reference: Any) -> dict[str, Any] | None:
        return None

    def note(self, why: str) -> None:
        return None

    def reported(self, resource: dict[str, Any]) -> bool:
        return False

    def panel(self, resource: dict[str, Any]) -> str:
        return ""


# Writing


def seal(resource: dict[str, Any], rows: Iterable[tuple[str, Record]], reader: Reader | None) -> dict[str, Any]:
    """`resource` with the envelope of each record (part, row) and the fields that `reader` does not get from it."""
    try:
        read = {one.part: one for one in reader(resource, Alone())} if reader else {}
    except (NotForUs, Wrong):
        read = {}
    envelopes = []
    for part, row in rows:
        understood = read.get(part)
        plain = understood.fields if understood and understood.kind == row.kind else None
        extras = _extras(row, plain or {})
        inside = _envelope(part, row, whole=plain is None)
        if resource["resourceType"] == "Observation":
            parts = [{"code": _coding(codes.OWN_FIELD, name)} | value for name, values in extras for value in values]
            if parts:
                resource["component"] = [*resource.get("component", []), *parts]
        else:
            inside += [
                {"url": "field", "extension": [{"url": "name", "valueCode": name}, {"url": "value", **value}]}
                for name, values in extras
                for value in values
            ]
        envelopes.append({"url": codes.OWN_RECORD, "extension": inside})
    resource["extension"] = [*resource.get("extension", []), *envelopes]
    return resource


def _extras(row: Record, plain: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    out = []
    for name, value in row.data.items():
        if name not in plain or plain[name] != value:
            out.append((name, _written(row.kind, name, value)))
    for name in plain:
        if name not in row.data:
            out.append((name, [_word(ABSENT)]))
    return out


def _written(kind: str, name: str, value: Any) -> list[dict[str, Any]]:
    """One field as FHIR values: a list as several, text as text, a number with its unit."""
    if value is None:
        return [_word(NULL)]
    if isinstance(value, list):
        return [one for item in value for one in _written(kind, name, item)] or [_word(EMPTY)]
    if isinstance(value, dict):
        return [{"valueString": json.dumps(value, ensure_ascii=False, sort_keys=True)}]
    if isinstance(value, bool):
        return [{"valueBoolean": value}]
    if isinstance(value, (int, float)):
        unit = UNITS.get(name, "1")
        return [{"valueQuantity": {"value": value, "unit": unit, "system": codes.UCUM, "code": unit}}]
    if (kind, name) in CODED:
        return [{"valueCodeableConcept": _coding(CODED[kind, name], value)}]
    return [{"valueString": value}] if value else [_word("")]


def _word(code: str) -> dict[str, Any]:
    return {"valueCodeableConcept": _coding(codes.OWN_FIELD + ":value", code or "empty-text")}


def _coding(system: str, code: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code}]}


def _envelope(part: str, row: Record, *, whole: bool) -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = [
        {"url": "id", "valueString": str(row.pk)},
        {"url": "kind", "valueCode": row.kind},
        {"url": "date", "valueDate": row.day.isoformat()},
        {"url": "recorded-at", "valueInstant": row.recorded_at.isoformat()},
        {"url": "timezone", "valueString": row.timezone},
    ]
    for name, value in (("part", part), ("group", row.group), ("supersedes", row.supersedes)):
        if value:
            said.append({"url": name, "valueString": str(value)})
    if whole:
        # Every field is given in our words: nothing is to be read from the standard elements.
        said.append({"url": "whole", "valueBoolean": True})
    return said


# Reading


def stated(resource: dict[str, Any], name: str) -> Any:
    """A field that this software's envelope in `resource` states; None where there is no envelope, or not this field."""
    for envelope in listed(resource.get("extension")):
        if isinstance(envelope, dict) and envelope.get("url") == codes.OWN_RECORD:
            values = _given(resource, envelope).get(name)
            if values:
                return _read(values[0])
    return None


def own_statements(resource: dict[str, Any], view: Context, reader: Reader) -> list[Statement] | None:
    """The statements of a resource that this software wrote; None for anybody else's."""
    envelopes = [part for part in listed(resource.get("extension")) if part.get("url") == codes.OWN_RECORD]
    if not envelopes:
        return None
    if resource.get("status") == "entered-in-error" or any(
        code == "entered-in-error" for _, code, _ in codings(resource.get("verificationStatus"))
    ):
        raise NotForUs("entered in error")
    said = [
        {part["url"]: part for part in listed(one.get("extension")) if part["url"] != "field"} for one in envelopes
    ]
    read: dict[str, Statement] = {}
    if not all("whole" in one for one in said):
        read = {one.part: one for one in reader(resource, view)}
    return [
        _statement(resource, index, parts, envelope, read)
        for index, (parts, envelope) in enumerate(zip(said, envelopes, strict=True))
    ]


def _statement(
    resource: dict[str, Any],
    index: int,
    said: dict[str, Any],
    envelope: dict[str, Any],
    read: dict[str, Statement],
) -> Statement:
    path = f"{resource['resourceType']}.extension[{index}]"
    kind = str(said.get("kind", {}).get("valueCode"))
    if kind not in registered() or kind == Record.DELETION:
        raise Wrong(path, "expected a kind of record that this version knows")
    for name, element in (("id", "valueString"), ("date", "valueDate"), ("recorded-at", "valueInstant")):
        if not isinstance(said.get(name, {}).get(element), str):
            raise Wrong(path, f"expected {name} in the record's extension")
    plain = read.get(_text(said, "part"))
    fields = dict(plain.fields) if plain and plain.kind == kind and "whole" not in said else {}
    for name, values in _given(resource, envelope).items():
        _take(fields, kind, name, values)
    for name in ("id", "group", "supersedes"):
        _uuid(path, _text(said, name))
    zone = _text(said, "timezone") or "UTC"
    when = When(said["recorded-at"]["valueInstant"], said["date"]["valueDate"], zone, path)
    return Statement(
        kind, when, fields, plain.paths if plain else {}, part=_text(said, "part"),
        record_id=_text(said, "id"), group_id=_text(said, "group"), supersedes=_text(said, "supersedes"),
    )  # fmt: skip


def _text(said: dict[str, Any], name: str) -> str:
    return str(said.get(name, {}).get("valueString") or "")


def _uuid(path: str, value: str) -> None:
    try:
        if value:
            UUID(value)
    except ValueError as error:
        raise Wrong(path, "expected a UUID") from error


def _given(resource: dict[str, Any], envelope: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The fields in our words, by name."""
    out: dict[str, list[dict[str, Any]]] = {}
    for part in listed(resource.get("component")):
        for system, code, _ in codings(part.get("code")):
            if system == codes.OWN_FIELD:
                out.setdefault(code, []).append(part)
    for part in listed(envelope.get("extension")):
        if part.get("url") == "field":
            inner = {one.get("url"): one for one in listed(part.get("extension"))}
            out.setdefault(str(inner.get("name", {}).get("valueCode")), []).append(inner.get("value", {}))
    return out


def _take(fields: dict[str, Any], kind: str, name: str, values: list[dict[str, Any]]) -> None:
    read = [_read(value) for value in values]
    if read == [ABSENT_VALUE]:
        fields.pop(name, None)
    elif read == [EMPTY_VALUE]:
        fields[name] = []
    elif _is_list(kind, name):
        fields[name] = [_step(one) for one in read] if (kind, name) in NESTED else read
    else:
        fields[name] = read[0]


def _step(value: Any) -> Any:
    """One of a list of objects; what is no JSON stays text, and the kind's own check refuses it."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value


ABSENT_VALUE, EMPTY_VALUE = object(), object()
MEANINGS = {ABSENT: ABSENT_VALUE, EMPTY: EMPTY_VALUE, NULL: None, "empty-text": ""}


def _read(value: dict[str, Any]) -> Any:
    for name in ("valueBoolean", "valueString", "valueCode"):
        if name in value:
            return value[name]
    if "valueQuantity" in value:
        return value["valueQuantity"].get("value")
    for system, code, _ in codings(value.get("valueCodeableConcept")):
        return MEANINGS.get(code, code) if system == codes.OWN_FIELD + ":value" else code
    return None


def _is_list(kind: str, name: str) -> bool:
    fields = kind_named(kind).model.model_fields
    info = next((info for key, info in fields.items() if (info.alias or key) == name), None)
    return info is not None and "list" in str(info.annotation)
