"""Where each chain of the audit trail ended, once an hour, in a file and in the log stream: outside the database.

Who can write SQL can take away the end of a chain, or a whole one, and leave no gap. The file (`AUDIT_FOLDER`) then still
says what was there; and each of its lines goes, as one number, into the log stream, so that the file itself cannot be put
back to what it said before either. Chains stand in it under sealed names: it names nobody.
"""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

import structlog
from django.conf import settings

from backend.core import audit_key, clock
from backend.core.models import AuditHead

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Known:
    """What the file says: the last number and hash of each chain by its sealed name, and whether the file itself holds."""

    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    number: int = 0
    mac: str = ""
    broken: str = ""


def path() -> Path:
    return Path(settings.AUDIT_FOLDER) / "anchors.jsonl"


def name_of(scope: str) -> str:
    return audit_key.seal(f"scope\x1f{scope}")[:40]


def names_of(scope: str) -> set[str]:
    return {seal[:40] for seal in audit_key.seals(f"scope\x1f{scope}")}


def anchor() -> int:
    """Note where each chain ends that has grown since; how many. Safe to run twice at once."""
    with _locked() as file:
        known = _read(file)
        if known.broken:
            log.error("audit_anchors_broken", line=known.broken)
        grown = {}
        for scope, number, end in (
            AuditHead.objects.order_by("scope").values_list("scope", "number", "hash").iterator()
        ):
            name = name_of(scope)
            if number and known.heads.get(name) != (number, end):
                grown[name] = [number, end]
        _append(file, known, {"heads": grown})
        return len(grown)


def begin_anew() -> None:
    """After a restore the chains end earlier, by the will of whoever keeps the server: what was noted before is no measure."""
    with _locked() as file:
        _append(file, _read(file), {"restored": True})


def known() -> Known:
    with _locked() as file:
        return _read(file)


def _append(file: TextIO, known: Known, what: dict[str, Any]) -> None:
    line = {"number": known.number + 1, "at": clock.now().isoformat(timespec="seconds"), "before": known.mac, **what}
    line["mac"] = audit_key.seal(_text(line))
    file.write(json.dumps(line, separators=(",", ":")) + "\n")
    file.flush()
    log.info("audit_anchor", number=line["number"], chains=len(what.get("heads", ())), mac=line["mac"])


def _text(line: dict[str, Any]) -> str:
    return json.dumps({name: value for name, value in line.items() if name != "mac"}, sort_keys=True)


def _read(file: TextIO) -> Known:
    found = Known()
    file.seek(0)
    for text in file:
        try:
            line = json.loads(text)
            holds = line["mac"] in audit_key.seals(_text(line)) and line["before"] == found.mac
            number = int(line["number"])
        except (ValueError, KeyError, TypeError):
            holds, number = False, found.number + 1
        if not holds or number != found.number + 1:
            found.broken = f"line {found.number + 1} of {path().name} was changed, or one before it removed"
            break
        if line.get("restored"):
            found.heads.clear()
        found.heads |= {name: (int(end[0]), str(end[1])) for name, end in line.get("heads", {}).items()}
        found.number, found.mac = number, line["mac"]
    file.seek(0, 2)
    return found


@contextmanager
def _locked() -> Iterator[TextIO]:
    path().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path().open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
