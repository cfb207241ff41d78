"""A person's own activities as rows: first, last, change, and what may be said of it."""

from collections.abc import Sequence
from datetime import date

from backend.exchange.report.words import LABELS, clipped, day_words
from backend.guidance.errors import ERRORS
from backend.guidance.goals import MEASURE, Goal, goals_of
from backend.guidance.texts.places import number
from backend.records.models import Record

MOST = 6


def goal_rows(records: Sequence[Record], language: str) -> list[dict[str, str]]:
    """Those that are asked for come first; of the ended ones as many as there is room for."""
    goals = goals_of((row.day.isoformat(), row.data) for row in records if row.kind == "goal")
    return [_row(one, language) for one in sorted(goals, key=lambda one: one.ended)[:MOST]]


def _row(goal: Goal, language: str) -> dict[str, str]:
    words = LABELS[language]
    said = words["goal_once"]
    if goal.verdict:
        said = words[f"matters_{goal.verdict.said}"].format(
            n=number(ERRORS[MEASURE].amount, language), source=ERRORS[MEASURE].source
        )
    return {
        "what": clipped(goal.activity, 80) + (f" ({words['goal_ended']})" if goal.ended else ""),
        "first": _scored(goal.first, goal.first_on, language),
        "last": _scored(goal.last, goal.last_on, language) if goal.verdict else "–",
        "change": number(goal.last - goal.first, language, 1, signed=True) if goal.verdict else "–",
        "verdict": said,
    }


def _scored(score: float, day: str, language: str) -> str:
    figure = number(score, language, 0 if score == int(score) else 1)
    return f"{figure} ({day_words(date.fromisoformat(day), language)})"
