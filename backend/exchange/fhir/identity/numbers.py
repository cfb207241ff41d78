"""Which identifiers name one person, and one only.

A number names a person when its system is a URI (a bare word such as "MRN" is used by every hospital), its type is none
of those that several people share or that somebody holds for a time, and it is no placeholder.
"""

import re
from typing import Any

from backend.core import clock
from backend.exchange.fhir import codes
from backend.exchange.fhir.elements import listed
from backend.exchange.fhir.problems import Wrong

# HL7 v2-0203: medical record, internal and external patient number, a state's number of each person, and a province's
# health number. Whatever else has a type (MB, SN, MC, MA, AN, VN, SS, DL, PPN …) is shared, of one visit, or not needed.
TYPES = frozenset({"MR", "PI", "PT", "PE", "NI", "JHN", "CZ"})
# Numbers of other authorities are not needed to know a patient again, so they are not kept; those of an insurance name
# whoever is insured by it; those of a family, an account or a visit name nobody.
PRIVATE_SYSTEMS = re.compile(
    r"us-ssn|passport|driver|steuer|tax-?id|insur|versich|kvid|gkv|pkv|/us-(medicare|mbi)", re.I
)
SHARED = re.compile(
    r"insur|versich|krankenkasse|member|subscriber|mitglied|polic[ye]|famil|household|haushalt|account|konto|guarantor"
    r"|beihilfe|medicare|medicaid|visit|encounter|fallnummer|social security|passport|driver",
    re.I,
)
# Where v2-0203 is not used, these codes say the same (German basis profiles).
SHARED_CODES = frozenset({"GKV", "PKV", "KVZ10", "KVID10"})
PLACEHOLDER = re.compile(
    r"(unknown|unbekannt|none|keine?|null|nil|nan|n\.?/?a\.?|not ?(known|given|available|applicable)|tbd|tba|temp\w*|test"
    r"|dummy|missing|pending|anon(ymous|ym)?|default|undefined|undisclosed|masked|redacted|x+|\?+|-+|\.+|0)",
    re.I,
)
# What forms suggest where a number is missing: runs of one digit, and runs that count.
RUN = re.compile(r"(\d)\1{2,}")
COUNTING = frozenset(
    {"123456789", "1234567890", "12345678", "987654321", "0123456789", "123456", "1234567", "078051120"}
)
LONGEST = 200


def is_placeholder(value: str) -> bool:
    """`999-99-9999`, `000…`, `unknown`: what stands where nobody knew the number."""
    plain = value.strip()
    digits = re.sub(r"[\s./-]", "", plain)
    return not digits or bool(PLACEHOLDER.fullmatch(plain)) or bool(RUN.fullmatch(digits)) or digits in COUNTING


def naming(path: str, identifiers: Any) -> tuple[tuple[str, str], ...]:
    """(system, value) of each identifier that names one person, in their order."""
    found: list[tuple[str, str]] = []
    for identifier in listed(identifiers):
        if not isinstance(identifier, dict):
            continue
        system, value = str(identifier.get("system") or "").strip(), str(identifier.get("value") or "").strip()
        if not _names(identifier, system, value):
            continue
        if len(system) > LONGEST or len(value) > LONGEST:
            raise Wrong(path, "expected a system and a value of at most 200 characters")
        found.append((system, value))
    return tuple(dict.fromkeys(found))


def _names(identifier: dict[str, Any], system: str, value: str) -> bool:
    if not system or not value or system == codes.OWN_PATIENT or is_placeholder(value):
        return False
    # Two hospitals may both call theirs "MRN": R4 asks for a URI.
    if ":" not in system or identifier.get("use") in ("old", "temp"):
        return False
    ended = (identifier.get("period") or {}).get("end")
    if isinstance(ended, str) and ended[:10] < clock.now().date().isoformat()[: len(ended[:10])]:
        return False
    if PRIVATE_SYSTEMS.search(system) or SHARED.search(system.partition("://")[2].partition("/")[2] or system):
        return False
    kind = identifier.get("type") or {}
    said = [coding for coding in listed(kind.get("coding")) if isinstance(coding, dict)]
    if any(
        SHARED.search(str(word or "")) for word in (kind.get("text"), *(coding.get("display") for coding in said))
    ):
        return False
    types = {str(coding.get("code") or "").upper() for coding in said if _is_v2(coding)}
    others = {str(coding.get("code") or "").upper() for coding in said}
    return not others & SHARED_CODES and (not types or any(one in TYPES or one.startswith("NN") for one in types))


def _is_v2(coding: dict[str, Any]) -> bool:
    """Whether it is of HL7's table 0203, by any of the names that the table has had; or of no table at all."""
    return not coding.get("system") or bool(re.search(r"v2[-/]0203", str(coding["system"])))
