"""Sheets that layers above the record log add to the CSV of one patient's course, such as the reminders told.

Whoever keeps the rows says who may see which of them; whoever writes the file knows only names and columns.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from backend.core.actor import Role
from backend.patients.models import Patient


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks for the sheets: `role` is theirs with this patient."""

    user: Any
    role: Role
    language: str


Rows = Callable[[Patient, Reader], Iterable[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class CourseSheet:
    name: str
    columns: tuple[str, ...]
    rows: Rows


_sheets: dict[str, CourseSheet] = {}


def add_sheet(name: str, columns: tuple[str, ...], rows: Rows) -> None:
    """Called once, when an application is ready."""
    _sheets[name] = CourseSheet(name, columns, rows)


def sheet_named(name: str) -> CourseSheet | None:
    return _sheets.get(name)


def sheets() -> Iterator[CourseSheet]:
    yield from _sheets.values()
