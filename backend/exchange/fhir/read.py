"""A file as a list of FHIR R4 resources, each with where it stood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from backend.exchange.fhir.documents import LARGEST, BrokenLine, documents, unpacked
from backend.exchange.fhir.problems import Unreadable
from backend.exchange.fhir.versions import wrong_version

RESOURCE_URL = re.compile(r"(?:\S*/)?(?P<kind>[A-Z][A-Za-z]+)/(?P<id>[A-Za-z0-9.-]{1,64})(?:/_history/\S*)?")
BUNDLES_WITHIN = 10


@dataclass(slots=True)
class Entry:
    """One resource of a file: where it stood, its full URL if it had one, and itself.

    `scope` is its Bundle: a reference without a server names what stands beside it there. Resources outside a Bundle
    share one scope, since an export of many files refers from one to another. `digest` is its file's, by which a bare id is known
    again. `gone`: it was deleted at its source. `rank` is its place in a history, the newest first; None elsewhere.
    """

    file: str
    index: int | None
    full_url: str
    resource: dict[str, Any]
    scope: str = ""
    digest: str = ""
    gone: bool = False
    rank: int | None = None
    updated: str = ""

    @property
    def type(self) -> str:
        return str(self.resource.get("resourceType", ""))

    @property
    def name(self) -> str:
        own = self.resource.get("id") or self.full_url or (f"entry {self.index}" if self.index is not None else "")
        return f"{self.type}/{own}" if own else self.type


@dataclass(slots=True)
class Contents:
    """The resources of a file, and its lines that are none."""

    entries: list[Entry] = field(default_factory=list)
    broken: list[BrokenLine] = field(default_factory=list)


def read_file(path: str, source: str = "") -> Contents:
    """Every resource of the file at `path`. `source` is the server's root, for resources that do not name it."""
    try:
        file = Path(path)
        if file.stat().st_size > LARGEST:
            raise Unreadable(f"expected a file of at most {LARGEST // 1024 // 1024} MB")
        content = file.read_bytes()
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from error
    return read_bytes(unpacked(content), path, source)


def read_bytes(content: bytes, name: str, source: str = "") -> Contents:
    """Every resource of a file's content, which `unpacked` has unpacked."""
    contents = Contents()
    place = _Place(name, sha256(content).hexdigest(), source.rstrip("/"))
    for document in documents(content, name):
        if isinstance(document, BrokenLine):
            contents.broken.append(document)
        else:
            contents.entries += place.entries(document)
    reason = wrong_version([entry.resource for entry in contents.entries])
    if reason:
        raise Unreadable(reason)
    if contents.broken and not contents.entries:
        first = contents.broken[0]
        raise Unreadable(f"{first.expected} (line {first.number})")
    return contents


@dataclass(slots=True)
class _Place:
    """Where in a file the reading is."""

    file: str
    digest: str
    source: str
    bundles: int = 0

    def entries(self, document: dict[str, Any], within: int = 0) -> Iterator[Entry]:
        if within > BUNDLES_WITHIN:
            raise Unreadable(f"expected at most {BUNDLES_WITHIN} Bundles in each other")
        if document["resourceType"] == "Parameters":
            inside = list(_parameters(document))
            if inside:
                for one in inside:
                    yield from self.entries(one, within + 1)
                return
        if document["resourceType"] != "Bundle":
            yield self._entry(None, {"resource": document}, scope="", rank=None)
            return
        items = document.get("entry", [])
        if not isinstance(items, list):
            raise Unreadable("expected Bundle.entry to be a list")
        self.bundles += 1
        scope = f"{self.file}#{self.bundles}"
        history = document.get("type") == "history"
        for index, item in enumerate(items):
            if not isinstance(item, dict):
                raise Unreadable(f"expected Bundle.entry[{index}] to be an object")
            resource = item.get("resource")
            deleted = _deleted(item)
            if resource is None or deleted:
                if deleted:
                    yield self._entry(
                        index, item | {"resource": deleted}, scope=scope, rank=index if history else None, gone=True
                    )
                continue
            if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
                raise Unreadable(f"expected Bundle.entry[{index}].resource to have a resourceType")
            if resource["resourceType"] in ("Bundle", "Parameters"):
                yield from self.entries(resource, within + 1)
                continue
            yield self._entry(index, item, scope=scope, rank=index if history else None)

    def _entry(
        self, index: int | None, item: dict[str, Any], *, scope: str, rank: int | None, gone: bool = False
    ) -> Entry:
        resource: dict[str, Any] = item["resource"]
        full_url = item.get("fullUrl")
        url = full_url.strip() if isinstance(full_url, str) and full_url.isprintable() else ""
        own = resource.get("id")
        if not url and self.source and isinstance(own, str) and own:
            url = f"{self.source}/{resource['resourceType']}/{own}"
        updated = (resource.get("meta") or {}).get("lastUpdated") if isinstance(resource.get("meta"), dict) else None
        answer = item.get("response")
        if updated is None and isinstance(answer, dict):
            updated = answer.get("lastModified")
        return Entry(
            self.file, index, url, resource, scope=scope, digest=self.digest, gone=gone, rank=rank,
            updated=updated if isinstance(updated, str) else "",
        )  # fmt: skip


def _parameters(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The resources that an operation answered within Parameters."""
    waiting = [part for part in _list(document.get("parameter")) if isinstance(part, dict)]
    while waiting:
        part = waiting.pop(0)
        resource = part.get("resource")
        if isinstance(resource, dict) and isinstance(resource.get("resourceType"), str):
            yield resource
        waiting += [inner for inner in _list(part.get("part")) if isinstance(inner, dict)]


def _deleted(item: dict[str, Any]) -> dict[str, Any] | None:
    """What a `DELETE` names, as a resource of only a type and an id."""
    request = item.get("request")
    if not isinstance(request, dict) or str(request.get("method")).upper() != "DELETE":
        return None
    for url in (request.get("url"), item.get("fullUrl")):
        match = RESOURCE_URL.fullmatch(url.strip()) if isinstance(url, str) else None
        if match:
            return {"resourceType": match["kind"], "id": match["id"]}
    # A condition, or nothing: told as a refusal, with the words that stand there.
    return {"resourceType": str(request.get("url") or "").partition("?")[0].split("/")[-1] or "DELETE"}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
