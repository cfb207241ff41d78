"""CSV that a spreadsheet opens as text: one row at a time, and no cell that it would take for a formula."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

# OWASP, "CSV Injection": a cell that begins with one of these is calculated.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(value: Any) -> str | int | float:
    """A value as one cell. Numbers stay numbers (a T-score of -2.1 is no formula); text that looks like one is quoted."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    text = value if isinstance(value, str) else json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    text = text.strip('"') if not isinstance(value, (str, dict, list)) else text
    return "'" + text if text.startswith(FORMULA) else text


def sheet(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """The lines of a sheet with `columns`; UTF-8, with the mark by which spreadsheets know it."""
    yield b"\xef\xbb\xbf"
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    writer.writerow([cell(name) for name in columns])
    for row in rows:
        yield _taken(line)
        writer.writerow([cell(row.get(name)) for name in columns])
    yield _taken(line)


def _taken(line: io.StringIO) -> bytes:
    text = line.getvalue().encode()
    line.seek(0)
    line.truncate()
    return text
