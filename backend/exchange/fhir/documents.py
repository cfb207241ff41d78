"""Bytes into FHIR documents: JSON, XML, or one JSON resource a line (NDJSON); gzipped or not. Or a plain word on why not."""

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from backend.exchange.fhir.problems import Unreadable
from backend.exchange.fhir.xml import parse_xml

# A hospital's record of one person is some megabytes; more than this is not one.
LARGEST = 200 * 1024 * 1024
# Lines of NDJSON that cost themselves; beyond, it is the file that cannot be read.
MOST_BROKEN = 10_000
GZIP = b"\x1f\x8b"
UTF_16 = "expected UTF-8, found UTF-16: save the file as UTF-8"
NO_RESOURCE = "expected a FHIR resource: an object with a resourceType"
# What people send for FHIR, by how it begins.
FOREIGN: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(pattern, re.S), f"expected FHIR R4 in JSON, XML or NDJSON, found {what}")
    for pattern, what in (
        (rb"%PDF-", "a PDF"),
        (rb"PK\x03\x04", "a ZIP archive or an Office document within another"),
        (rb"\x89PNG|\xff\xd8\xff", "a picture"),
        (rb"(\x0b)?MSH\|", "an HL7 version 2 message"),
        (rb"shc:/", "a SMART Health Card (its QR code): ask for the FHIR Bundle behind it"),
        (rb"(https?://\S+#)?shlink:/", "a SMART Health Link: open it, and ask for the FHIR Bundle behind it"),
        (rb"ey[\w-]+\.[\w-]*\.[\w-]+", "a signed token (JWS), such as that of a SMART Health Card"),
        (rb"BEGIN:(VCARD|VCALENDAR)", "an address card or a calendar"),
    )
)


@dataclass(slots=True)
class BrokenLine:
    """A line of NDJSON that costs itself, not the file."""

    number: int
    expected: str


def unpacked(content: bytes, largest: int = LARGEST) -> bytes:
    """What a gzipped file holds, any other as it is; Unreadable when it is broken or larger than `largest` bytes."""
    return _unpacked(content, largest) if content.startswith(GZIP) else content


def documents(content: bytes, name: str = "") -> Iterator[dict[str, Any] | BrokenLine]:
    """The resources and Bundles of a file that is not packed, or Unreadable."""
    start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Unreadable("the file is empty")
    for pattern, words in FOREIGN:
        if pattern.match(start):
            raise Unreadable(words)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or start[1:2] == b"\x00" or start[:1] == b"\x00":
        if b"<\x00" not in start[:6] and b"\x00<" not in start[:6]:
            raise Unreadable(UTF_16)
        yield parse_xml(content.lstrip())
        return
    if start.startswith(b"<"):
        yield parse_xml(content.removeprefix(b"\xef\xbb\xbf").lstrip())
        return
    content = content.removeprefix(b"\xef\xbb\xbf")
    if not _is_lines(content, name):
        yield _object(_whole(content))
        return
    broken = 0
    for number, line in _lines(content):
        document = _line(number, line)
        broken += isinstance(document, BrokenLine)
        if broken > MOST_BROKEN:
            raise Unreadable(f"expected one JSON resource a line: more than {MOST_BROKEN:,} lines are none")
        yield document


def _unpacked(content: bytes, largest: int) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
            out = file.read(largest + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable("expected a whole gzip file: this one is cut off or broken") from error
    if len(out) > largest:
        raise Unreadable(f"expected a file of at most {largest // 1024 // 1024} MB once unpacked")
    return out


def _lines(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each line that is not blank with its number, one at a time: only a line feed ends a line."""
    start, number = 0, 0
    while start < len(content):
        number += 1
        end = content.find(b"\n", start)
        end = len(content) if end < 0 else end
        if line := content[start:end].strip():
            yield number, line
        start = end + 1


def _is_lines(content: bytes, name: str) -> bool:
    """Whether this is NDJSON, rather than one JSON document."""
    if name.lower().removesuffix(".gz").endswith(".ndjson"):
        return True
    # A document written over several lines goes on with a blank or a quotation mark.
    whole = objects = 0
    for _, line in _lines(content):
        whole += 1
        objects += line.startswith(b"{")
    return whole > 1 and 2 * objects > whole and any(map(_is_resource, _lines(content)))


def _is_resource(line: tuple[int, bytes]) -> bool:
    try:
        value = json.loads(line[1])
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and isinstance(value.get("resourceType"), str)


def _line(number: int, line: bytes) -> dict[str, Any] | BrokenLine:
    try:
        return _object(_json(line.decode("utf-8")))
    except UnicodeDecodeError as error:
        return BrokenLine(number, f"expected UTF-8 text: {error.reason}")
    except json.JSONDecodeError as error:
        return BrokenLine(number, f"expected one JSON resource a line: {error.msg} at column {error.colno}")
    except Unreadable as error:
        return BrokenLine(number, str(error))


def _whole(content: bytes) -> Any:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"expected UTF-8 text: {error.reason} at byte {error.start}") from error
    try:
        return _json(text)
    except json.JSONDecodeError as error:
        raise Unreadable(f"expected JSON: {error.msg} at line {error.lineno}, column {error.colno}") from error


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
    if isinstance(value, dict):
        if "verifiableCredential" in value:
            raise Unreadable("expected FHIR R4, found a SMART Health Card: ask for the FHIR Bundle within it")
        if isinstance(value.get("resourceType"), str):
            return value
    raise Unreadable(NO_RESOURCE)
