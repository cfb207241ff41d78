"""A place that the audit trail is told to, as an operator writes it in `AUDIT_STREAM`. Read with the settings: no Django here."""

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

EXPECTED = "expected stdout:, file:///folder/file, or syslog+tls://host:6514?ca=/file"


@dataclass(frozen=True, slots=True)
class Address:
    """One of `AUDIT_STREAM`."""

    kind: str
    path: str = ""
    host: str = ""
    port: int = 6514
    ca: str = ""


def address_of(text: str) -> Address:
    """ValueError in words when it is none of the forms."""
    parts = urlsplit(text)
    given = parse_qs(parts.query)
    if text in ("stdout", "stdout:"):
        return Address("stdout")
    if parts.scheme == "file" and parts.path and not parts.netloc and not given:
        return Address("file", path=unquote(parts.path))
    if parts.scheme == "syslog+tls" and parts.hostname and set(given) <= {"ca"}:
        try:
            port = parts.port or 6514
        except ValueError as error:
            raise ValueError(EXPECTED) from error
        return Address("syslog", host=parts.hostname, port=port, ca=given.get("ca", [""])[0])
    raise ValueError(EXPECTED)
