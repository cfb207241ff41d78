"""The audit trail to somewhere else, as it is written: JSON lines to a file or to standard output, syslog (RFC 5424) over TLS.

`AUDIT_STREAM` names the places. Each chain of the trail remembers how far it was told (`AuditHead.streamed`), and that number
goes on only when every place has taken the line: at least once, in the order of the chain, whatever fails. A reader knows a line
that comes twice by `chain` and `number`. The fields are those of `audit_lines`.
"""

import socket
import ssl
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db.models import F

from backend.core.audit_lines import lines
from backend.core.audit_place import Address
from backend.core.models import AuditEvent, AuditHead

CHAINS_AT_ONCE, ROWS_AT_ONCE = 200, 1000
TIMEOUT_S = 10
# RFC 5424: facility 13 (log audit), severity 6 (informational).
PRIORITY = 13 * 8 + 6
APP, MESSAGE_ID = "toh-tracker", "audit"


class Place(Protocol):
    """Somewhere that takes lines; what it has not taken raises OSError."""

    def put(self, row: AuditEvent, line: str) -> None: ...


def tell() -> int:
    """Tell every place what it has not been told; how many rows. Safe to run twice at once; OSError where a place fails."""
    done = 0
    while settings.AUDIT_STREAM and (batch := _next_rows()):
        with ExitStack() as stack:
            places = [stack.enter_context(_open(address)) for address in settings.AUDIT_STREAM]
            for rows in batch.values():
                for row, line in zip(rows, lines(rows), strict=True):
                    for place in places:
                        place.put(row, line)
        # Only now, when each place has been closed in order and so has taken everything.
        for head, rows in batch.items():
            # A chain whose rows are gone (by SQL) must not be asked for for ever: `verify_audit` names it.
            last = rows[-1].number if rows else head.number
            AuditHead.objects.filter(scope=head.scope, streamed__lt=last).update(streamed=last)
            done += len(rows)
    return done


def waiting() -> int:
    """Chains with rows that were not told."""
    return AuditHead.objects.filter(number__gt=F("streamed")).count() if settings.AUDIT_STREAM else 0


def _next_rows() -> dict[AuditHead, list[AuditEvent]]:
    """The next rows of some chains, in order. Nothing is locked: who writes does not wait for a place elsewhere."""
    behind = AuditHead.objects.filter(number__gt=F("streamed")).order_by("scope")[:CHAINS_AT_ONCE]
    return {
        head: list(
            AuditEvent.objects.filter(scope=head.scope, number__gt=head.streamed).order_by("number")[:ROWS_AT_ONCE]
        )
        for head in behind
    }


@contextmanager
def _open(address: Address) -> Iterator[Place]:
    if address.kind == "stdout":
        yield _Lines(sys.__stdout__ or sys.stdout)  # a worker leads sys.stdout into its log
    elif address.kind == "file":
        Path(address.path).parent.mkdir(parents=True, exist_ok=True)
        with Path(address.path).open("a", encoding="utf-8") as file:
            yield _Lines(file)
    else:
        context = ssl.create_default_context(cafile=address.ca or None)
        with (
            socket.create_connection((address.host, address.port), timeout=TIMEOUT_S) as plain,
            context.wrap_socket(plain, server_hostname=address.host) as sealed,
        ):
            yield _Syslog(sealed)
            # The other side answers the end of the stream when it has read up to it; some only hang up. A connection that
            # was reset, or an end that nobody answers, is neither: OSError.
            with suppress(ssl.SSLEOFError, ssl.SSLZeroReturnError):
                sealed.unwrap()


class _Lines:
    def __init__(self, file: "SupportsWrite") -> None:
        self.file = file

    def put(self, row: AuditEvent, line: str) -> None:
        self.file.write(line + "\n")
        self.file.flush()


class SupportsWrite(Protocol):
    def write(self, text: str, /) -> object: ...

    def flush(self) -> object: ...


class _Syslog:
    """One message a row, each with its length before it (RFC 5425 §4.3)."""

    def __init__(self, link: ssl.SSLSocket) -> None:
        self.link = link
        self.host = socket.gethostname()[:255] or "-"

    def put(self, row: AuditEvent, line: str) -> None:
        at = row.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        message = f"<{PRIORITY}>1 {at} {self.host} {APP} - {MESSAGE_ID} - \ufeff{line}".encode()
        self.link.sendall(f"{len(message)} ".encode() + message)
