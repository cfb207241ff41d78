"""Reviews of the load, and of recovery at six and twelve months (000 001 002 003)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .areas import SIDES
from .dexa_dates import item
from .facts import Fact, as_day
from .in_force import in_force
from .load_limit import weights_around
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
    limits="weight_days weight_days_pregnant ttwb_ceiling_kg",
    en="When the load may be reviewed, on each prescription's review date, on the target date of each step that was planned with it, "
    "and (to clinicians) when the body weight is more than {weight_change_percent} % from that known at signing, until a new "
    "prescription is signed.",
    de="Wenn die Belastung überprüft werden kann, am Überprüfungstag jeder Vorgabe, am Zieldatum jedes damit geplanten Schritts, "
    "und (für Fachpersonen) wenn das Körpergewicht mehr als {weight_change_percent} % von dem bei der Unterschrift bekannten "
    "abweicht, bis eine neue unterschrieben ist.",
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
    current = [term.fact for side in SIDES if (term := in_force(ctx, side, ctx.today)) is not None]
    for fact in sorted({f.seq: f for f in current}.values(), key=lambda f: f.seq):
        yield from _dated(ctx, fact)
        yield from _other_weight(ctx, fact)


def _dated(ctx: Context, fact: Fact) -> Iterable[DueItem]:
    """The review date, and the target dates of the steps that were planned: they remind, and move nothing."""
    side = str(fact.data.get("side") or "unknown")
    review = as_day(fact.data.get("review_on"))
    targets = {day for step in fact.data.get("plan") or () if (day := as_day(step.get("target_on"))) is not None}
    for why, reason, days in (
        ("date", "review-date", {review} - {None}),
        ("target", "target-date", targets - {review}),
    ):
        for day in sorted(day for day in days if day is not None):
            for to in BOTH:
                yield from item(
                    ctx,
                    "weight-bearing-review",
                    to,
                    max(day, fact.day),
                    side,
                    f"{'review' if why == 'date' else why}:{ctx.day(day).isoformat()}",
                    reason,
                    {"side": side, "why": why},
                )


def _other_weight(ctx: Context, fact: Fact) -> Iterable[DueItem]:
    """A body weight that is further than the limit from the one known at signing: the clinician is told why (§1)."""
    if fact.data.get("status") != "PWB":
        return
    signed, since = weights_around(ctx.facts, fact, ctx.today)
    weights = [*([signed] if signed else []), *since]
    if len(weights) < 2 or not _far(ctx, weights[0].kg, weights[-1].kg):
        return
    # The first of the weights that have been far since: the one after the last that was not.
    began = next(
        one
        for one, last in zip(weights[::-1], weights[-2::-1], strict=False)
        if not _far(ctx, weights[0].kg, last.kg)
    )
    side = str(fact.data.get("side") or "unknown")
    yield from item(
        ctx,
        "weight-bearing-review",
        "clinician",
        max(began.day, fact.day),
        side,
        f"weight:{ctx.day(fact.day).isoformat()}",
        "body-weight",
        {"side": side, "why": "weight", "signed_kg": weights[0].kg, "now_kg": weights[-1].kg},
    )


def _far(ctx: Context, signed: float, now: float) -> bool:
    return abs(now - signed) * 100 > ctx.limits.weight_change_percent * signed


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
