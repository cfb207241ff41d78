"""What a reference names, among the resources of one import (R4, "Resolving references in Bundles").

A relative reference is resolved with the server root of its own entry; an absolute one is that URL and no other. Without
a root it names the one resource of that type and id beside it: in its Bundle, or among the loose resources of the import.
Where two fit, nothing is known.
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from backend.exchange.fhir.elements import listed
from backend.exchange.fhir.read import Entry

RESTFUL = re.compile(r"(?P<root>https?://\S+?)/(?P<kind>[A-Z][A-Za-z]+)/(?P<id>[A-Za-z0-9.-]{1,64})")
LOCAL = re.compile(r"[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}")


def cut_version(reference: str) -> str:
    return reference.split("/_history/")[0]


def normal(url: str) -> str:
    """A URL as it is compared: scheme, host and `urn:` in small letters, no version, no slash at the end."""
    url = cut_version(url.strip())
    if url[:4].lower() == "urn:":
        return url.lower()
    if "://" not in url:
        return url
    parts = urlsplit(url)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path.rstrip("/"), parts.query, ""))


def root_of(full_url: str) -> str:
    """`https://a.example/fhir` of `https://a.example/fhir/Patient/1`; nothing where it is no server's URL."""
    match = RESTFUL.fullmatch(normal(full_url)) if full_url else None
    return match["root"] if match else ""


def local_of(entry: Entry) -> str:
    own = entry.resource.get("id")
    return f"{entry.type}/{own}" if isinstance(own, str) and own else ""


def lasting(full_url: str) -> str:
    """The URL, where it names the same thing in every file: not on a machine that calls itself localhost."""
    url = normal(full_url)
    host = urlsplit(url).hostname or "" if "://" in url else ""
    if url.startswith("urn:uuid:"):
        return url
    own = host in ("", "localhost") or "." not in host or host.endswith((".local", ".localhost", ".internal"))
    private = re.match(r"(127|10|0|192\.168|172\.(1[6-9]|2\d|3[01]))\.", host)
    return "" if own or private or not root_of(full_url) else url


def place_of(scope: str, url: str) -> str:
    """The URL as a name within an import: one of a machine that calls itself localhost only in its own file."""
    url = normal(url)
    return url if url.startswith("urn:") or lasting(url) else f"{scope} {url}"


class Several(Exception):
    """The reference fits more than one resource: nobody can say which is meant."""


class Library:
    """Every resource of an import, found by the ways in which FHIR refers to one."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_url: dict[str, list[Entry]] = {}
        self._beside: dict[tuple[str, str], list[Entry]] = {}
        self._loose: dict[str, list[Entry]] = {}
        self._panels: dict[int, str] = {}
        self._reported: set[int] = set()
        reports: list[Entry] = []
        for entry in entries:
            self.add(entry)
            if entry.type == "DiagnosticReport":
                reports.append(entry)
        for report in reports:
            self._follow(report)

    def add(self, entry: Entry) -> None:
        local = local_of(entry)
        if entry.full_url:
            self._by_url.setdefault(place_of(entry.scope, entry.full_url), []).append(entry)
        if local:
            self._beside.setdefault((entry.scope, local), []).append(entry)
            if not root_of(entry.full_url):
                self._loose.setdefault(local, []).append(entry)

    def find(self, entry: Entry, reference: Any) -> Entry | dict[str, Any] | None:
        """What `reference` in `entry` names, or None. What fits several counts as unknown."""
        try:
            found = self.all_of(entry, reference)
        except Several:
            return None
        return found[0] if found else None

    def all_of(self, entry: Entry, reference: Any) -> list[Entry] | list[dict[str, Any]]:
        """Every copy of the one resource that `reference` names; Several when it could be more than one."""
        target = reference.get("reference") if isinstance(reference, dict) else reference
        if not isinstance(target, str) or not target:
            return []
        if target.startswith("#"):
            return self._contained(entry, target[1:])
        target = normal(target)
        if not LOCAL.fullmatch(target):
            # A URL names that URL, in its own Bundle before another's.
            found = self._by_url.get(place_of(entry.scope, target), [])
            return [one for one in found if one.scope == entry.scope] or found
        root = root_of(entry.full_url)
        if root:
            there = self._by_url.get(place_of(entry.scope, f"{root}/{target}"), [])
            if there:
                return there
            # Beside it, without a URL of its own: the same document, so no other server's.
            return _one([one for one in self._beside.get((entry.scope, target), []) if not root_of(one.full_url)])
        beside = self._beside.get((entry.scope, target), [])
        return _one(beside) if beside else _one(self._loose.get(target, []))

    def _contained(self, entry: Entry, name: str) -> list[dict[str, Any]]:
        inside = listed(entry.resource.get("contained"))
        return [part for part in inside if isinstance(part, dict) and part.get("id") == name][:1]

    def _follow(self, report: Entry) -> None:
        mark = local_of(report) or report.full_url
        for name, note in (("result", self._panels.__setitem__), ("imagingStudy", None)):
            for part in listed(report.resource.get(name)):
                found = self.find(report, part)
                if isinstance(found, Entry) and note is not None:
                    note(id(found), mark)
                elif isinstance(found, Entry):
                    self._reported.add(id(found))

    def panel_of(self, entry: Entry) -> str:
        return self._panels.get(id(entry), "")

    def reported(self, entry: Entry) -> bool:
        return id(entry) in self._reported


def _one(found: list[Entry]) -> list[Entry]:
    """`found`, if all of it is the same resource: one place, or copies of it under one name."""
    if len({(one.scope, normal(one.full_url)) for one in found}) > 1 and len({id(one) for one in found}) > 1:
        raise Several
    return found


def conditional(target: str) -> tuple[str, str] | None:
    """(system, value) of `Patient?identifier=system|value`; None for every other condition, which names nobody."""
    kind, mark, query = target.partition("?")
    name, equals, token = query.partition("=")
    system, bar, value = unquote(token).partition("|")
    if (
        kind != "Patient"
        or not (mark and equals and bar and system and value)
        or name != "identifier"
        or "&" in token
    ):
        return None
    return system.strip(), value.strip()
