"""Reviews of the load, and of recovery at six and twelve months (000 001 002 003)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .course import SIDES
from .dexa_dates import item
from .facts import as_day
from .milestones import six_months, twelve_months
from .registry import reminder
from .types import DueItem

if TYPE_CHECKING:
    from .context import Context

BOTH = ("clinician", "patient")


@reminder(
    "weight-bearing-review",
    to="P C",
    sources="002 003",
    en="When the load may be reviewed, and on each prescription's review date, until a new prescription is signed.",
    de="Wenn die Belastung überprüft werden kann, und am Überprüfungstag jeder Vorgabe, bis eine neue unterschrieben ist.",
)
def weight_bearing_review(ctx: Context) -> Iterable[DueItem]:
    for interval in ctx.intervals.get("ready-for-load-review", ()):
        if interval.open_on(max(ctx.today, interval.start)):
            for to in BOTH:
                yield from item(
                    ctx,
                    "weight-bearing-review",
                    to,
                    interval.start,
                    interval.subject,
                    f"ready:{ctx.day(interval.start).isoformat()}",
                    "ready",
                    {"side": interval.side or "", "why": "ready"},
                )
    current = [ctx.decisions[s][1][-1] for s in SIDES if s in ctx.decisions]
    for fact in sorted({f.seq: f for f in current}.values(), key=lambda f: f.seq):
        review = as_day(fact.data.get("review_on"))
        if review is None:
            continue
        side = str(fact.data.get("side") or "unknown")
        for to in BOTH:
            yield from item(
                ctx,
                "weight-bearing-review",
                to,
                max(review, fact.day),
                side,
                f"review:{ctx.day(review).isoformat()}",
                "review-date",
                {"side": side, "why": "date"},
            )


def _recovery(ctx: Context, name: str, months: int) -> Iterable[DueItem]:
    for number, episode in enumerate(ctx.course.episodes, 1):
        if episode.resolved is None:
            due = six_months(ctx, episode) if months == 6 else twelve_months(ctx, episode)
            for to in BOTH:
                yield from item(
                    ctx,
                    name,
                    to,
                    max(due, episode.since),
                    f"episode:{number}",
                    str(months),
                    "not-resolved",
                    {"days": due - episode.onset},
                )


@reminder(
    "recovery-review-six-months",
    to="P C",
    sources="000 001 003",
    en="Day {six_months_days} after onset, until resolved.",
    de="Tag {six_months_days} nach Beginn, bis zum Abschluss.",
)
def recovery_review_six(ctx: Context) -> Iterable[DueItem]:
    return _recovery(ctx, "recovery-review-six-months", 6)


@reminder(
    "recovery-review-twelve-months",
    to="P C",
    sources="000 001 003",
    en="Day {twelve_months_days} after onset, or after delivery where that is later, until resolved.",
    de="Tag {twelve_months_days} nach Beginn, oder nach der Geburt, wenn das später ist, bis zum Abschluss.",
)
def recovery_review_twelve(ctx: Context) -> Iterable[DueItem]:
    return _recovery(ctx, "recovery-review-twelve-months", 12)
