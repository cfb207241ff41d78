"""Who was forgotten, in a file outside the database and its backups: a backup that is restored forgets them again.

Under sealed names: the file tells whether somebody of a restored backup was forgotten later, and names nobody.
"""

import fcntl
import json
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.dispatch import Signal

from backend.core import anchors, clock

# Sent when a backup is back, after its migrations: whoever was forgotten since is forgotten again.
restored = Signal()


def path() -> Path:
    return Path(settings.AUDIT_FOLDER) / "erased.jsonl"


def note(*names: str) -> None:
    """Of somebody who is forgotten now: the names of their chains, and who they were. Call when that is certain."""
    _write({"at": clock.now().date().isoformat(), "who": anchors.name_of(name)} for name in names)


def _write(lines: Iterable[dict[str, str]]) -> None:
    path().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path().open("a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.writelines(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)


def names() -> set[str]:
    """The sealed names of all who were forgotten; ValueError for a line that cannot be read."""
    return {line["who"] for line in _lines(path())}


def _lines(file: Path) -> list[dict[str, str]]:
    if not file.exists():
        return []
    try:
        read = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        return [{"at": str(line["at"]), "who": str(line["who"])} for line in read]
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{file.name} cannot be read: who was forgotten would come back") from error


def bring(file: Path) -> int:
    """Take over the list of another machine; how many were new."""
    known = names()
    new = [line for line in _lines(file) if line["who"] not in known]
    _write(new)
    return len(new)


def was(name: str, among: set[str]) -> bool:
    return not among.isdisjoint(anchors.names_of(name))
