"""Which of several versions of one resource counts: the newest, wherever it stands; and what a deletion was about."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from backend.exchange.fhir.identity.references import local_of, normal, root_of
from backend.exchange.fhir.read import Entry
from backend.exchange.fhir.summary import Summary

OLDER = "older than what is here"
NUMBER = re.compile(r"(?:W/)?\"?(\d{1,18})\"?")
Version = tuple[datetime | None, int | None]


def version_of(entry: Entry) -> str:
    """`lastUpdated|versionId`, as it is kept beside what was imported; empty where neither is said."""
    meta = entry.resource.get("meta")
    number = meta.get("versionId") if isinstance(meta, dict) else None
    said = f"{entry.updated}|{number if isinstance(number, str) else ''}"
    return "" if said == "|" else said[:100]


def is_older(version: str, than: str) -> bool:
    """Whether a source's own words say so: the time where both have one, else the number."""
    (moment, number), (there, other) = _read(version), _read(than)
    if moment and there and moment != there:
        return moment < there
    return number is not None and other is not None and number < other


def _read(version: str) -> Version:
    said, _, number = version.partition("|")
    match = NUMBER.fullmatch(number)
    try:
        moment: datetime | None = datetime.fromisoformat(said) if said else None
    except ValueError:
        moment = None
    if moment is not None and moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment, int(match[1]) if match else None


def newest(entries: Iterable[Entry], summaries: dict[str, Summary]) -> list[Entry]:
    """`entries` without the older versions of any of them, in their order."""
    places: dict[Any, list[Entry]] = {}
    entries = list(entries)
    for entry in entries:
        places.setdefault(_place(entry), []).append(entry)
    passed: set[int] = set()
    for versions in places.values():
        if len(versions) > 1:
            last = _last(versions)
            if last is None:
                continue
            passed |= {id(one) for one in versions if one is not last}
            if last.gone:
                _told_by_the_others(last, versions)
    for entry in entries:
        if id(entry) in passed:
            summaries[entry.file].ignore(entry, OLDER)
    return [entry for entry in entries if id(entry) not in passed]


def _place(entry: Entry) -> Any:
    local = local_of(entry)
    if entry.rank is not None and local:
        # A history is one server's; a deletion there often bears no URL.
        return entry.scope, local
    if root_of(entry.full_url):
        return normal(entry.full_url)
    return (entry.scope, local) if local else id(entry)


def _last(versions: list[Entry]) -> Entry | None:
    """The newest; None where nothing says which it is."""
    best = versions[0]
    for other in versions[1:]:
        newer, older = is_older(version_of(best), version_of(other)), is_older(version_of(other), version_of(best))
        if not newer and not older:
            if best.rank is None or other.rank is None or best.scope != other.scope:
                return None
            # R4: a history has the newest first.
            newer = other.rank < best.rank
        best = other if newer else best
    return best


def _told_by_the_others(last: Entry, versions: list[Entry]) -> None:
    """A deletion says only a type and an id; the versions before it say whom it was about, and on which server."""
    for other in versions:
        last.full_url = last.full_url or other.full_url
        if "subject" in other.resource and "subject" not in last.resource:
            last.resource = last.resource | {"subject": other.resource["subject"]}
