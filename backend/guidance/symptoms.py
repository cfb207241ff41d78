"""Two weeks without improvement, stiffness, daily life and sleep, silence (001)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from .areas import HIP_AREA, JOINTS, is_hip
from .asked import paused
from .facts import Fact
from .registry import Condition, Entries, Trigger, always, finding, on_days
from .spans import FOREVER, Spans, intersect, subtract, union

if TYPE_CHECKING:
    from .context import Context
    from .course import Episode


@finding(
    "not-improved-two-weeks",
    who="P C",
    urgency="soon",
    sources="001",
    version="2",
    limits="worsening_points slow_rise_points slow_rise_recent_points change_report_days",
    en="{home_treatment_days} days of home treatment and pain is not better.",
    de="{home_treatment_days} Tage Behandlung zu Hause, und die Schmerzen sind nicht besser.",
)
def not_improved_two_weeks(ctx: Context) -> Iterable[Condition]:
    course = ctx.course
    pains = {area: subtract(course.run_spans(area), ctx.better_when_asked.get(area, [])) for area in ctx.areas}
    for number, episode in enumerate(course.episodes, 1):
        alive = [(episode.since, FOREVER if episode.resolved is None else episode.resolved)]
        bad = intersect(union(*pains.values(), _untold(ctx, episode)), alive)
        first = intersect(_two_weeks_over(ctx, episode), bad)[:1]
        if first:
            start = first[0][0]
            home = episode.home_treatment
            known = home is not None and home[0] <= start
            keys = tuple(dict.fromkeys([*episode.keys[:1], *([home[1]] if home is not None and known else [])]))
            yield Condition(
                [(start, end) for begin, end in bad if begin <= start < end],
                subject=f"episode:{number}",
                evidence=always(keys),
                site="hip" if any(is_hip(a) for a in episode.sites) else None,
            )


def _two_weeks_over(ctx: Context, episode: Episode) -> Spans:
    """Days on which home treatment has lasted long enough: from its recorded start, once that is known, else from onset."""
    wait, home = ctx.limits.home_treatment_days, episode.home_treatment
    if home is None:
        return [(episode.onset + wait, FOREVER)]
    return union([(episode.onset + wait, home[0])], [(home[0] + wait, FOREVER)])


def _untold(ctx: Context, episode: Episode) -> Spans:
    """Days of a diagnosed episode before any pain entry: nobody said that it is better, or gone."""
    if episode.diagnosed is None:
        return []
    first = min((r.start for rs in ctx.course.runs.values() for r in rs if r.start >= episode.onset), default=FOREVER)
    gone = [d for words in ctx.course.changes.values() for d, word, _ in words if word == "gone"]
    until = min([first, *(d for d in gone if d >= episode.diagnosed)])
    sites = [*episode.sites.items(), *([("hip:unknown", episode.unknown_hip)] if episode.unknown_hip else [])]
    said = union(*(intersect(ctx.better_when_asked.get(area, []), [(site.joined, FOREVER)]) for area, site in sites))
    return subtract([(episode.diagnosed, until)] if episode.diagnosed < until else [], said)


@finding(
    "morning-stiffness",
    who="P C",
    urgency="soon",
    sources="001",
    kind="entry",
    limits="single_entry_days",
    en="Stiffness after waking for more than {stiffness_minutes} minutes.",
    de="Steifigkeit nach dem Aufwachen länger als {stiffness_minutes} Minuten.",
)
def morning_stiffness(ctx: Context) -> Iterable[Entries]:
    limit = ctx.limits.stiffness_minutes
    stiff = [f for f in ctx.facts.of("pain") if (f.data.get("stiffness_minutes") or 0) > limit]
    return _entries(ctx, stiff, "stiffness_minutes")


@finding(
    "daily-life-or-sleep-affected",
    who="P C",
    urgency="soon",
    sources="001",
    kind="entry",
    limits="single_entry_days",
    en="A pain entry says that daily activities or sleep are affected.",
    de="Ein Schmerzeintrag sagt, dass Alltag oder Schlaf beeinträchtigt sind.",
)
def daily_life_affected(ctx: Context) -> Iterable[Entries]:
    pains = ctx.facts.of("pain")
    return _entries(ctx, [f for f in pains if f.data.get("daily_life_affected") or f.data.get("sleep_affected")])


def _entries(ctx: Context, facts: Iterable[Fact], number: str = "") -> Iterable[Entries]:
    found: dict[str, list[Trigger]] = {}
    for fact in facts:
        data = fact.data
        site = str(data.get("site") or "hip")
        hip = site in HIP_AREA or any(r in HIP_AREA for r in data.get("radiates_to") or ())
        name = "hip" if hip else site
        side = data.get("side")
        own = side if side in ("left", "right", "both") else "unknown"
        params = {number: data[number]} if number else {}
        found.setdefault(f"{name}:{own}", []).append(Trigger(fact.day, fact.seq, (fact.key,), params))
    for area, triggers in sorted(found.items()):
        place, own = area.split(":")
        yield Entries(
            triggers,
            ctx.limits.single_entry_days,
            own if own in ("left", "right") else None,
            place if place in ("hip", *JOINTS) else None,
            area,
        )


@finding(
    "no-recent-entries",
    who="C",
    urgency="routine",
    sources="",
    version="2",
    en="No entry by the patient for {quiet_days} days in an active episode; days of a pause do not count.",
    de="Seit {quiet_days} Tagen kein Eintrag in einer aktiven Episode; Tage einer Pause zählen nicht.",
)
def no_recent_entries(ctx: Context) -> Iterable[Condition]:
    spans: Spans = []
    rest = paused(ctx.facts)
    said = sorted({*ctx.entry_days, *(after - 1 for _, after in rest)})
    for start, end in ctx.course.state_spans("active"):
        points = [start, *(d for d in said if start < d < end), end]
        spans += [
            (one + ctx.limits.quiet_days, other)
            for one, other in pairwise(points)
            if one + ctx.limits.quiet_days < other
        ]
    quiet = subtract(union(spans), rest)
    if quiet:
        yield Condition(
            quiet,
            evidence=ctx.last_entry,
            ended=on_days(ctx.entry_days, "rule:entry-recorded"),
        )
