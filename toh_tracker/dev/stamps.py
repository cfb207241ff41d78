"""A stamp says which inputs a step was last carried out for, so that an unchanged step is skipped."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from .paths import FRONTEND, VENV

FOLDER = VENV / ".stamp"
# Made by a step, or of no consequence for what it makes.
NOT_SOURCE = frozenset(
    {
        *("node_modules", "dist", "coverage", "test-results", ".vite", "openapi.json"),
        *(
            "paraglide",
            ".pseudo",
            "cache",
            ".lix",
            ".meta.json",
        ),  # the compiled messages and their compiler's own
    }
)


def fingerprint(files: Iterable[Path], *more: str) -> str:
    """One hash over the names and contents of `files` and over `more`. A missing file counts as such."""
    total = hashlib.sha256()
    for text in more:
        total.update(b"text\0" + text.encode() + b"\0")
    for path in sorted(files):
        content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "missing"
        total.update(f"file\0{path}\0{content}\0".encode())
    return total.hexdigest()


def frontend_sources(folder: Path = FRONTEND) -> list[Path]:
    """Every file that the built front end is made from."""
    found: list[Path] = []
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        if entry.name in NOT_SOURCE:
            continue
        if entry.is_dir():
            found += frontend_sources(entry)
        else:
            found.append(entry)
    return found


def holds(name: str, value: str, folder: Path = FOLDER) -> bool:
    """Was step `name` completed for exactly these inputs?"""
    try:
        return (folder / name).read_text() == value
    except OSError:
        return False


def clear(name: str, folder: Path = FOLDER) -> None:
    """To be called before a step begins: half a step must not look like a whole one."""
    (folder / name).unlink(missing_ok=True)


def write(name: str, value: str, folder: Path = FOLDER) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(value)
