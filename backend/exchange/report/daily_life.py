"""Daily life in lines: of each thing the last decision, or that it was asked and nobody has decided."""

from collections.abc import Sequence
from datetime import date

from backend import languages
from backend.exchange.report.words import LABELS, clipped, day_words
from backend.records.models import Record


def life_lines(records: Sequence[Record], language: str) -> list[str]:
    """One line for each thing that was asked or decided, in the order in which it first came up."""
    last: dict[str, Record] = {}
    for row in records:
        if row.kind == "daily_life" and (row.data.get("answer") or row.data["doing"] not in last):
            last[row.data["doing"]] = row
    return [_line(row, language) for row in last.values()]


def _line(row: Record, language: str) -> str:
    words, values = LABELS[language], languages.table("kinds", "values")[language]
    name, data = values[row.data["doing"]], row.data
    name = name[:1].upper() + name[1:]
    if not data.get("answer"):
        return f"{name}: {words['life_asked']} ({day_words(row.day, language)})"
    said = words[f"life_{data['answer']}"]
    if data.get("from_on"):
        said += f", {words['life_from']} {day_words(date.fromisoformat(data['from_on']), language)}"
    if data.get("for_patient"):
        said += f". {clipped(data['for_patient'], 120)}"
    by = f"{words['decided']} {row.author_name}, {day_words(row.day, language)}"
    return f"{name}: {said} ({by})"
