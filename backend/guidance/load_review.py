"""When the load may be reviewed: it prompts the clinician and lets the patient ask; it raises nothing (§4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .areas import SIDES, is_hip
from .facts import Fact
from .registry import FINDINGS, Condition, finding
from .spans import FOREVER, Spans, after_each, intersect, subtract, union

if TYPE_CHECKING:
    from .context import Context


def calm_days(ctx: Context, areas: Iterable[str]) -> Spans:
    """Days with enough pain-logged days in the window, all with a value, none above the limit, in all of the areas."""
    logged: set[int] = set()
    bad: set[int] = set()
    most = ctx.limits.review_pain
    for area in areas:
        log = ctx.log(area)
        logged.update(log.days)
        bad |= log.nameless
        bad.update(day for day, top in log.tops.items() if top is None or top > most)
    need, window, days = ctx.limits.review_logged_days, ctx.limits.review_window_days, sorted(logged)
    enough = union([(last, first + window) for last, first in zip(days[need - 1 :], days, strict=False)])
    # A day above the limit, or one on which a number is missing, blocks as long as the window holds it.
    return subtract(enough, after_each(bad, window))


def calm(ctx: Context) -> Spans:
    """Calm days of the hip area of either side; while the episode holds no hip, of its joints."""
    hips = calm_days(ctx, [area for area in ctx.areas if is_hip(area)])
    without: Spans = []
    calm_joints: Spans = []
    episodes = ctx.course.episodes
    for i, episode in enumerate(episodes):
        until = min((s.joined for a, s in episode.sites.items() if is_hip(a)), default=FOREVER)
        until = until if episode.unknown_hip is None else min(until, episode.unknown_hip.joined)
        until = min(until, episodes[i + 1].since if i + 1 < len(episodes) else FOREVER)
        if episode.since < until and episode.sites:
            span = [(episode.since, until)]
            without += span
            calm_joints += intersect(calm_days(ctx, [a for a in episode.sites if not is_hip(a)]), span)
    return union(subtract(hips, union(without)), calm_joints)


@finding(
    "ready-for-load-review",
    who="P C",
    urgency="routine",
    sources="002 003",
    version="3",
    phase=2,
    en="The prescription in force is below full and at least {review_prescription_days} days old, {review_logged_days} of the last "
    "{review_window_days} days are logged with pain of at most {review_pain}, nothing urgent is open, pain is not worse, no fracture in "
    "{review_after_fracture_days} days.",
    de="Die geltende Vorgabe liegt unter Vollbelastung und ist mindestens {review_prescription_days} Tage alt, {review_logged_days} der "
    "letzten {review_window_days} Tage sind mit höchstens {review_pain} eingetragen, nichts Dringendes ist offen, die Schmerzen nehmen nicht zu, kein Bruch in "
    "{review_after_fracture_days} Tagen.",
)
def ready_for_load_review(ctx: Context) -> Iterable[Condition]:
    limits = ctx.limits
    blocked = union(
        *(ctx.open_spans(rule.id, "now") for rule in FINDINGS.values() if rule.at_worst == "now"),
        ctx.open_spans("pain-worse"),
        (
            (f.day, f.day + limits.review_after_fracture_days + 1)
            for kind in ("fracture", "imaging")
            for f in ctx.facts.of(kind)
            if kind == "fracture" or f.data.get("result") == "fracture"
        ),
    )
    quiet: Spans | None = None
    for side in SIDES:
        terms = ctx.terms(side)
        rows = [term.fact for term in terms]
        old = union(
            (term.since + limits.review_prescription_days, term.until)
            for term in terms
            if term.fact.data.get("status") != "FWB"
        )
        if not old:
            continue
        quiet = subtract(calm(ctx), blocked) if quiet is None else quiet
        found = intersect(old, quiet)
        if found:
            yield Condition(
                found,
                side,
                "hip",
                f"hip:{side}",
                evidence=_signed(rows),
                params=_age(rows),
            )


def _signed(rows: list[Fact]) -> Callable[[int], tuple[str, ...]]:
    return lambda day: tuple(r.key for r in rows if r.day <= day)[-1:]


def _age(rows: list[Fact]) -> Callable[[int], Mapping[str, Any]]:
    def params(day: int) -> Mapping[str, Any]:
        row = [r for r in rows if r.day <= day][-1]
        return {"status": str(row.data.get("status")), "days": day - row.day}

    return params
