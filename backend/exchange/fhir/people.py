"""Patient resources: what they say about who somebody is."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args
from uuid import UUID

from backend.exchange.fhir import codes
from backend.exchange.fhir.elements import listed
from backend.exchange.fhir.identity.likeness import Likeness
from backend.exchange.fhir.identity.numbers import naming
from backend.exchange.fhir.problems import Wrong
from backend.records.kinds.vocabulary import RiskFactor

BIRTHSEX = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex"
TIMEZONE = "http://hl7.org/fhir/StructureDefinition/timezone"
RISK_FACTORS = frozenset(get_args(RiskFactor))
NO_NAME = "(no name given)"
SUBSETTED = "SUBSETTED"
# Of a Patient's links, those by which the other is the one to go by. The rest says only that it is the same person.
FORWARD = frozenset({"replaced-by", "refer"})


@dataclass(frozen=True, slots=True)
class Link:
    """Another Patient resource that is said to be of the same person."""

    kind: str
    other: dict[str, Any]
    path: str


@dataclass(frozen=True, slots=True)
class Person:
    """What a Patient resource says, in our words. `identifiers` are (system, value) pairs that name the person."""

    name: str
    sex: str
    birth_year: int | None
    timezone: str
    risk_factors: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]
    own_id: UUID | None
    likeness: Likeness
    links: tuple[Link, ...] = ()
    active: bool = True
    deceased: bool = False
    partial: bool = False


def person(resource: dict[str, Any], this_year: int) -> Person:
    """Read a Patient resource; Wrong names what cannot be."""
    own: UUID | None = None
    for identifier in listed(resource.get("identifier")):
        if identifier.get("system") == codes.OWN_PATIENT:
            own = own or _uuid(identifier.get("value") or "")
    identifiers = naming("Patient.identifier", resource.get("identifier"))
    if own:
        identifiers = ((codes.OWN_PATIENT, str(own)), *identifiers)
    name = _name(resource)
    if len(name) > 150:
        raise Wrong("Patient.name", "expected a name of at most 150 characters")
    sex, born = _sex(resource), resource.get("birthDate")
    return Person(
        name=name,
        sex=sex,
        birth_year=_birth_year(resource, this_year),
        timezone=_extension(resource, TIMEZONE, "valueCode") or "UTC",
        risk_factors=tuple(
            extension["valueCode"]
            for extension in listed(resource.get("extension"))
            if extension.get("url") == codes.OWN_FIELD + ":risk-factor" and extension.get("valueCode") in RISK_FACTORS
        ),
        identifiers=identifiers,
        own_id=own,
        likeness=Likeness(tuple(_names(resource)), born if isinstance(born, str) else "", sex),
        links=tuple(_links(resource)),
        active=resource.get("active") is not False,
        deceased=bool(
            resource.get("deceasedBoolean") or resource.get("deceasedDateTime") or resource.get("_deceasedDateTime")
        ),
        partial=is_partial(resource),
    )


def is_partial(resource: dict[str, Any]) -> bool:
    """Whether its source says that this is only a part of the resource."""
    tags = listed((resource.get("meta") or {}).get("tag"))
    return any(isinstance(tag, dict) and tag.get("code") == SUBSETTED for tag in tags)


def _links(resource: dict[str, Any]) -> list[Link]:
    found = []
    for index, link in enumerate(listed(resource.get("link"))):
        other = link.get("other") or {}
        named = str(other.get("reference") or "")
        # A relative of the patient is somebody else.
        if other.get("type") == "RelatedPerson" or "RelatedPerson/" in named:
            continue
        found.append(Link(str(link.get("type")), other, f"Patient.link[{index}].other"))
    return found


def _names(resource: dict[str, Any]) -> list[str]:
    """Every name that somebody is given, an old one too."""
    out = []
    for name in listed(resource.get("name")):
        parts = " ".join(str(part) for part in (*listed(name.get("given")), name.get("family")) if part)
        out += [text for text in (parts, name.get("text")) if text]
    return out


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def _name(resource: dict[str, Any]) -> str:
    """The name in use: official before usual, never an old one where there is another."""
    order = {"official": 0, "usual": 1, None: 2, "anonymous": 3, "temp": 4, "nickname": 5, "maiden": 6, "old": 7}
    names = sorted(listed(resource.get("name")), key=lambda name: order.get(name.get("use"), 5))
    for name in names:
        text = name.get("text") or " ".join(part for part in (*listed(name.get("given")), name.get("family")) if part)
        if text:
            return str(text)
    return NO_NAME


def _sex(resource: dict[str, Any]) -> str:
    """Sex at birth where it is stated, else the administrative one."""
    born = _extension(resource, BIRTHSEX, "valueCode")
    if born in ("F", "M"):
        return "female" if born == "F" else "male"
    return resource["gender"] if resource.get("gender") in ("female", "male") and born is None else "unknown"


def _extension(resource: dict[str, Any], url: str, name: str) -> str | None:
    found = (part.get(name) for part in listed(resource.get("extension")) if part.get("url") == url)
    return next((value for value in found if isinstance(value, str)), None)


def _birth_year(resource: dict[str, Any], this_year: int) -> int | None:
    born = resource.get("birthDate")
    if born is None:
        return None
    if not isinstance(born, str) or not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", born):
        raise Wrong("Patient.birthDate", "expected a date such as 1986-04-30, or a year")
    year = int(born[:4])
    if not 1900 <= year <= this_year:
        raise Wrong("Patient.birthDate", f"expected a year from 1900 to {this_year}")
    if len(born) == 10:
        try:
            date.fromisoformat(born)
        except ValueError as error:
            raise Wrong("Patient.birthDate", "expected a day that exists") from error
    return year
