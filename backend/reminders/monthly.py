"""The month in a sentence, for a patient who wishes it: told on the first of the next one. Ours, not the guidance's.

Its figures are worked out when it is told, and stay with the row: read again later, it says what it said then.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from backend.guidance import DueItem
from backend.guidance.progress import Progress
from backend.guidance.texts.progress import progress_sentences
from backend.reminders.timing import Wishes

KIND = "month-summary"
ANSWERS = "answers"
LATE_DAYS = 6
"""Told so many days late at most (ours): after that the month is an old one."""


def monthly_of(today: date, wishes: Wishes) -> list[DueItem]:
    """What is told of the month that is running, and of the last one in its first days."""
    if not wishes.monthly:
        return []
    first = today.replace(day=1)
    last = first - timedelta(days=1)
    months = [first, last.replace(day=1)] if today.day <= LATE_DAYS + 1 else [first]
    return [
        DueItem(
            reminder=KIND,
            to="patient",
            due_on=(month + timedelta(days=31)).replace(day=1),
            subject="",
            slot=month.isoformat()[:7],
            at="day",
            params={},
            reason="wish",
        )
        for month in months
    ]


def told(answers: Sequence[Progress]) -> dict[str, Any]:
    """What the row keeps when it is told."""
    return {ANSWERS: [asdict(one) for one in answers]}


def sentences(params: dict[str, Any], language: str) -> str:
    """The answers that the row keeps, as the phone says them; empty before it is told."""
    return " ".join(progress_sentences([Progress(**one) for one in params.get(ANSWERS, ())], "patient", language))
