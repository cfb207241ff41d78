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
# The same in full width, which some spreadsheets read alike; and what may stand before, unseen.
WIDE = ("＝", "＋", "－", "＠")
UNSEEN = (
    " \u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u2060\u3000\ufeff"
)


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
    return "'" + text if is_formula(text) else text


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may calculate it: also after blanks, or written in full width."""
    return text.startswith(FORMULA) or text.lstrip(UNSEEN).startswith(FORMULA + WIDE)


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
