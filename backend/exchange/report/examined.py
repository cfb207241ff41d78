"""Motion, strength and tests as rows: first, last, change, and what may be said of it."""

from collections.abc import Sequence
from datetime import date

from backend import languages
from backend.exchange.report.words import LABELS, day_words
from backend.guidance.errors import ERRORS, Verdict, least_change
from backend.guidance.examined import Found, Row, measure_of, reviewed
from backend.guidance.texts.places import number
from backend.records.models import Record

UNIT = {"degrees": "°", "grade": "", "newtons": " N"}
TEST_UNIT = {"walk_6min": " m", "chair_stand_30s": " ×"}


def examined_rows(records: Sequence[Record], language: str) -> list[dict[str, str]]:
    """One row for each figure of each side."""
    found = [
        Found(row.day.isoformat(), row.data, row.author_name or None) for row in records if row.kind == "examination"
    ]
    return [_row(row, language) for row in reviewed(found)]


def _row(row: Row, language: str) -> dict[str, str]:
    words, values = LABELS[language], languages.table("kinds", "values")[language]
    unit = UNIT.get(row.field) or TEST_UNIT.get(row.name, " s" if row.field == "value" else "")
    name = ", ".join(values[one] for one in (row.name, row.mode) if one)
    verdict, once = row.verdict, LABELS[language]["measured_once"]
    comparable = verdict is not None and verdict.said != "not_comparable"
    last = f"{_figure(row.last, language)}{unit} ({_day(row.last_on, language)})"
    return {
        "what": name[:1].upper() + name[1:],
        "side": words.get(row.side, "–") if row.side in ("left", "right") else "–",
        "first": f"{_figure(row.first, language)}{unit} ({_day(row.first_on, language)})",
        "last": last if verdict else "–",
        "change": number(row.last - row.first, language, 1, signed=True) if comparable else "–",
        "verdict": _verdict(row, verdict, unit, language) if verdict else once,
    }


def _day(day: str, language: str) -> str:
    return day_words(date.fromisoformat(day), language)


def _figure(value: float, language: str) -> str:
    return number(value, language, 0 if value == int(value) else 1)


def _verdict(row: Row, verdict: Verdict, unit: str, language: str) -> str:
    words = LABELS[language]
    if verdict.said == "not_comparable":
        return words["not_comparable"].format(why=words[f"because_{verdict.because}"])
    if verdict.said == "no_error":
        return words["no_error"]
    measure = measure_of({"test": row.name}, row.field)
    least = least_change(measure, row.first)
    kind = "matters" if measure in ERRORS and ERRORS[measure].matters else "error"
    return words[f"{kind}_{verdict.said}"].format(
        n="" if least is None else f"{_figure(round(least, 1), language)}{unit}", source=ERRORS[measure].source
    )
