"""A file as a list of FHIR R4 resources, or a plain word on why it is none."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.exchange.fhir.problems import Unreadable
from backend.exchange.fhir.versions import wrong_version
from backend.exchange.fhir.xml import parse_xml

# A hospital's record of one person is some megabytes; more than this is not one.
LARGEST = 200 * 1024 * 1024


@dataclass(slots=True)
class Entry:
    """One resource of a file: where it stood, its full URL if it had one, and itself."""

    file: str
    index: int | None
    full_url: str
    resource: dict[str, Any]

    @property
    def type(self) -> str:
        return str(self.resource.get("resourceType", ""))

    @property
    def name(self) -> str:
        own = self.resource.get("id") or self.full_url or (f"entry {self.index}" if self.index is not None else "")
        return f"{self.type}/{own}" if own else self.type


def read_file(path: str) -> list[Entry]:
    """Every resource of the file at `path`: JSON, XML, or one JSON resource on each line (NDJSON)."""
    try:
        file = Path(path)
        if file.stat().st_size > LARGEST:
            raise Unreadable(f"expected a file of at most {LARGEST // 1024 // 1024} MB")
        content = file.read_bytes()
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from error
    documents = list(_documents(content))
    entries = [entry for document in documents for entry in _entries(path, document)]
    reason = wrong_version([entry.resource for entry in entries])
    if reason:
        raise Unreadable(reason)
    return entries


def _documents(content: bytes) -> Iterator[dict[str, Any]]:
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise Unreadable("the file is empty")
    if start.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        yield parse_xml(content.lstrip())
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"expected UTF-8 text: {error.reason} at byte {error.start}") from error
    try:
        yield _object(_json(text))
    except json.JSONDecodeError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if error.msg != "Extra data" or len(lines) < 2:
            raise Unreadable(f"expected JSON: {error.msg} at line {error.lineno}, column {error.colno}") from error
        for number, line in enumerate(lines, 1):
            try:
                yield _object(_json(line))
            except json.JSONDecodeError as inner:
                raise Unreadable(f"expected one JSON resource a line: {inner.msg} in line {number}") from inner


def _json(text: str) -> Any:
    def no_such_number(word: str) -> Any:
        raise Unreadable(f"expected JSON: {word} is no number there")

    try:
        return json.loads(text, parse_constant=no_such_number)
    except RecursionError as error:
        raise Unreadable("expected JSON of a reasonable depth") from error
    except json.JSONDecodeError:
        raise
    except ValueError as error:
        # Python's own limit: 4,300 digits.
        raise Unreadable("expected numbers of a reasonable length") from error


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or not isinstance(value.get("resourceType"), str):
        raise Unreadable("expected a FHIR resource: an object with a resourceType")
    return value


def _entries(path: str, document: dict[str, Any]) -> Iterator[Entry]:
    if document["resourceType"] != "Bundle":
        yield Entry(path, None, "", document)
        return
    listed = document.get("entry", [])
    if not isinstance(listed, list):
        raise Unreadable("expected Bundle.entry to be a list")
    for index, item in enumerate(listed):
        if not isinstance(item, dict):
            raise Unreadable(f"expected Bundle.entry[{index}] to be an object")
        resource = item.get("resource")
        if resource is None:
            continue
        if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
            raise Unreadable(f"expected Bundle.entry[{index}].resource to have a resourceType")
        if resource["resourceType"] == "Bundle":
            yield from _entries(path, resource)
            continue
        full_url = item.get("fullUrl")
        yield Entry(path, index, full_url if isinstance(full_url, str) and full_url.isprintable() else "", resource)
