"""Six and twelve months: nothing is late before day 183 (000 001 003)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .course import Episode
from .registry import Condition, finding, on_days
from .spans import FOREVER, Spans, intersect

if TYPE_CHECKING:
    from .context import Context


def six_months(ctx: Context, episode: Episode) -> int:
    """Day 183 after onset."""
    return episode.onset + ctx.limits.six_months_days


def twelve_months(ctx: Context, episode: Episode) -> int:
    """Day 365 after onset, or after a delivery that followed the onset within that time."""
    year = ctx.limits.twelve_months_days
    births = [
        s.delivered
        for s in ctx.pregnancy.stretches
        if s.delivered is not None and episode.onset < s.delivered <= episode.onset + year
    ]
    return max([episode.onset, *births]) + year


def _late(ctx: Context, months: int) -> Iterable[Condition]:
    for number, episode in enumerate(ctx.course.episodes, 1):
        first = six_months(ctx, episode) if months == 6 else twelve_months(ctx, episode)
        end = FOREVER if episode.resolved is None else episode.resolved
        start = max(first, episode.since)
        spans = intersect([(start, end)] if start < end else [], ctx.recent_symptoms)
        if spans:
            yield _late_condition(ctx, episode, number, spans)


def _late_condition(ctx: Context, episode: Episode, number: int, spans: Spans) -> Condition:
    def evidence(day: int) -> tuple[str, ...]:
        seen = bisect_right(ctx.course.symptoms, day, key=lambda f: f.day)
        last = [f.key for f in ctx.course.symptoms[max(seen - 1, 0) : seen]]
        return tuple(dict.fromkeys([*episode.keys[:1], *last]))

    return Condition(
        spans,
        subject=f"episode:{number}",
        evidence=evidence,
        site="hip" if any(a.startswith("hip:") for a in episode.sites) else None,
        params=lambda day: {"days": day - episode.onset},
        ended=on_days([] if episode.resolved is None else [episode.resolved], "rule:episode-resolved"),
    )


@finding(
    "not-resolved-six-months",
    who="P C",
    urgency="routine",
    sources="000 001",
    en="From day {six_months_days} after onset: not resolved, and symptoms logged in the last {recent_symptom_days} days.",
    de="Ab Tag {six_months_days} nach Beginn: nicht abgeschlossen, und Beschwerden in den letzten {recent_symptom_days} Tagen.",
)
def not_resolved_six_months(ctx: Context) -> Iterable[Condition]:
    return _late(ctx, 6)


@finding(
    "not-resolved-twelve-months",
    who="P C",
    urgency="soon",
    sources="000 001 003",
    en="From day {twelve_months_days} after onset, or after delivery where that is later: not resolved, and symptoms logged in the last "
    "{recent_symptom_days} days; review for other causes.",
    de="Ab Tag {twelve_months_days} nach Beginn, oder nach der Geburt, wenn das später ist: nicht abgeschlossen, und Beschwerden in den "
    "letzten {recent_symptom_days} Tagen; andere Ursachen prüfen.",
)
def not_resolved_twelve_months(ctx: Context) -> Iterable[Condition]:
    return _late(ctx, 12)
