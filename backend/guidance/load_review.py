"""When the load may be reviewed: it prompts the clinician and lets the patient ask; it raises nothing (§4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .areas import SIDES, is_hip
from .facts import Fact
from .in_force import in_force
from .registry import FINDINGS, Condition, finding
from .spans import FOREVER, Spans, after_each, intersect, subtract, union

if TYPE_CHECKING:
    from .context import Context

ALWAYS: Spans = [(-FOREVER, FOREVER)]


def enough_days(ctx: Context, areas: Iterable[str]) -> Spans:
    """Days with enough pain-logged days in the window, in all of the areas together."""
    need, window = ctx.limits.review_logged_days, ctx.limits.review_window_days
    days = _logged(ctx, areas)
    return union([(last, first + window) for last, first in zip(days[need - 1 :], days, strict=False)])


def low_days(ctx: Context, areas: Iterable[str]) -> Spans:
    """Days whose window holds no pain above the limit and none without a number."""
    bad: set[int] = set()
    for area in areas:
        log = ctx.log(area)
        bad |= log.nameless
        bad.update(day for day, top in log.tops.items() if top is None or top > ctx.limits.review_pain)
    return subtract(ALWAYS, after_each(bad, ctx.limits.review_window_days))


def _logged(ctx: Context, areas: Iterable[str]) -> list[int]:
    return sorted({day for area in areas for day in ctx.log(area).days})


def calm_days(ctx: Context, areas: Iterable[str]) -> Spans:
    """Days with enough pain-logged days in the window, all with a value, none above the limit, in all of the areas."""
    areas = list(areas)
    return intersect(enough_days(ctx, areas), low_days(ctx, areas))


def calm(ctx: Context, days: Callable[[Context, Iterable[str]], Spans] = calm_days) -> Spans:
    """Calm days of the hip area of either side; while the episode holds no hip, of its joints."""
    hips = days(ctx, [area for area in ctx.areas if is_hip(area)])
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
            calm_joints += intersect(days(ctx, [a for a in episode.sites if not is_hip(a)]), span)
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
    blocked = union(_urgent(ctx), _broken(ctx))
    quiet: Spans | None = None
    for side in SIDES:
        terms = ctx.terms(side)
        rows = [term.fact for term in terms]
        old = _old(ctx, side)
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


def _urgent(ctx: Context) -> Spans:
    return union(
        *(ctx.open_spans(rule.id, "now") for rule in FINDINGS.values() if rule.at_worst == "now"),
        ctx.open_spans("pain-worse"),
    )


def _broken(ctx: Context) -> Spans:
    return union(
        (f.day, f.day + ctx.limits.review_after_fracture_days + 1)
        for kind in ("fracture", "imaging")
        for f in ctx.facts.of(kind)
        if kind == "fracture" or f.data.get("result") == "fracture"
    )


def _old(ctx: Context, side: str) -> Spans:
    """Days on which the prescription in force is below full and old enough."""
    return union(
        (term.since + ctx.limits.review_prescription_days, term.until)
        for term in ctx.terms(side)
        if term.fact.data.get("status") != "FWB"
    )


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of the five of §4. `since`: the day from which it is met without a break, where it is met and was not always.

    `short`: days until it is met if nothing else happens; for `logged`, days of entries that are missing. None where no count of
    days meets it, and where it is met.
    """

    name: str
    met: bool
    since: int | None
    short: int | None


CRITERIA = ("decision", "logged", "pain", "quiet", "fracture")


def criteria(ctx: Context, side: str) -> tuple[Criterion, ...]:
    """The five criteria for a side today, apart from one another; none where no load below full is in force.

    All are met on exactly the days on which the rule above holds.
    """
    term = in_force(ctx, side, ctx.today)
    if term is None or term.fact.data.get("status") == "FWB":
        return ()
    days = {
        "decision": _old(ctx, side),
        "logged": calm(ctx, enough_days),
        "pain": calm(ctx, low_days),
        "quiet": subtract(ALWAYS, _urgent(ctx)),
        "fracture": subtract(ALWAYS, _broken(ctx)),
    }
    return tuple(_criterion(ctx, name, days[name]) for name in CRITERIA)


def _criterion(ctx: Context, name: str, days: Spans) -> Criterion:
    today = ctx.today
    since = next((start for start, end in days if start <= today < end), None)
    if since is not None:
        return Criterion(name, True, since if since > -FOREVER else None, None)
    if name == "logged":
        recent = [day for day in _logged(ctx, _counted(ctx)) if day > today - ctx.limits.review_window_days]
        return Criterion(name, False, None, ctx.limits.review_logged_days - len(recent))
    following = None if name == "quiet" else next((start for start, _ in days if start > today), None)
    return Criterion(name, False, None, None if following is None else following - today)


def _counted(ctx: Context) -> list[str]:
    """The areas whose days count today: hips, or the joints of an episode without one."""
    episode = ctx.course.episodes[-1] if ctx.course.episodes else None
    if episode and episode.sites and episode.unknown_hip is None and not any(is_hip(area) for area in episode.sites):
        return list(episode.sites)
    return [area for area in ctx.areas if is_hip(area)]


def _signed(rows: list[Fact]) -> Callable[[int], tuple[str, ...]]:
    return lambda day: tuple(r.key for r in rows if r.day <= day)[-1:]


def _age(rows: list[Fact]) -> Callable[[int], Mapping[str, Any]]:
    def params(day: int) -> Mapping[str, Any]:
        row = [r for r in rows if r.day <= day][-1]
        return {"status": str(row.data.get("status")), "days": day - row.day}

    return params
