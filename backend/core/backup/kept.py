"""Which backups of a folder are kept: the newest of each of the last days, weeks and months."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NAME = re.compile(r"toh-(\d{4}-\d{2}-\d{2}T\d{6})Z\.backup")
DAYS, WEEKS, MONTHS = 7, 5, 12
_PERIODS: tuple[tuple[int, Callable[[datetime], Any]], ...] = (
    (DAYS, lambda at: at.date()),
    (WEEKS, lambda at: at.isocalendar()[:2]),
    (MONTHS, lambda at: (at.year, at.month)),
)


def name_at(now: datetime) -> str:
    return f"toh-{now.astimezone(UTC):%Y-%m-%dT%H%M%S}Z.backup"


def made_at(file: Path) -> datetime | None:
    """None for a file that was not named by us: it is left alone."""
    found = NAME.fullmatch(file.name)
    return datetime.strptime(found[1], "%Y-%m-%dT%H%M%S").replace(tzinfo=UTC) if found else None


def to_remove(files: Iterable[Path]) -> list[Path]:
    """Of `files` those that are the newest of no day, week or month that counts. Periods without a backup do not count."""
    dated = sorted(((at, file) for file in files if (at := made_at(file))), reverse=True)
    keep: set[Path] = set()
    for number, period in _PERIODS:
        newest: dict[Any, Path] = {}
        for at, file in dated:
            newest.setdefault(period(at), file)
        keep |= set(list(newest.values())[:number])
    return [file for _, file in dated if file not in keep]
