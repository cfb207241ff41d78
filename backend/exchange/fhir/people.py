"""Patient resources: who somebody is, and whether we know them already."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args
from uuid import UUID

from backend.exchange.fhir import codes
from backend.exchange.fhir.elements import listed
from backend.exchange.fhir.problems import Wrong
from backend.patients.kinds.words import RiskFactor

BIRTHSEX = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex"
TIMEZONE = "http://hl7.org/fhir/StructureDefinition/timezone"
# Numbers of other authorities are not needed to know a patient again, so they are not kept.
PRIVATE = {"SS", "DL", "PPN", "SSN", "NIIP", "TAX"}
RISK_FACTORS = frozenset(get_args(RiskFactor))
NO_NAME = "(no name given)"


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


def person(resource: dict[str, Any], this_year: int) -> Person:
    """Read a Patient resource; Wrong names what cannot be."""
    own: UUID | None = None
    identifiers: list[tuple[str, str]] = []
    for identifier in listed(resource.get("identifier")):
        system, value = identifier.get("system") or "", identifier.get("value") or ""
        kinds = {coding.get("code") for coding in listed((identifier.get("type") or {}).get("coding"))}
        if system == codes.OWN_PATIENT:
            own = _uuid(value)
            if own:
                identifiers.append((system, str(own)))
        elif system and value and not kinds & PRIVATE and identifier.get("use") != "old":
            if len(system) > 200 or len(value) > 200:
                raise Wrong("Patient.identifier", "expected a system and a value of at most 200 characters")
            identifiers.append((system, value))
    name = _name(resource)
    if len(name) > 150:
        raise Wrong("Patient.name", "expected a name of at most 150 characters")
    return Person(
        name=name,
        sex=_sex(resource),
        birth_year=_birth_year(resource, this_year),
        timezone=_extension(resource, TIMEZONE, "valueCode") or "UTC",
        risk_factors=tuple(
            extension["valueCode"]
            for extension in listed(resource.get("extension"))
            if extension.get("url") == codes.OWN_FIELD + ":risk-factor" and extension.get("valueCode") in RISK_FACTORS
        ),
        identifiers=tuple(dict.fromkeys(identifiers)),
        own_id=own,
    )


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
        text = name.get("text") or " ".join(filter(None, [*listed(name.get("given")), name.get("family")]))
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
