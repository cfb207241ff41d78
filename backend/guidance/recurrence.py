"""Did it come back, cross to the other hip, or wander? (001 002)"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from .registry import Entries, Trigger, finding
from .spans import holds, span_at, union

if TYPE_CHECKING:
    from .context import Context


@finding(
    "pain-returned",
    who="P C",
    urgency="soon",
    sources="001 002",
    kind="event",
    en="Hip-area pain of {returned_points} or more, or of no stated intensity, on 2 days within {returned_window_days}, or one report of returned, at a "
    "side whose episode is resolved.",
    de="Schmerzen im Hüftbereich ab {returned_points} oder ohne Wert an 2 Tagen innerhalb von {returned_window_days}, oder einmal „wieder da“, an einer "
    "Seite, deren Episode abgeschlossen ist.",
)
def pain_returned(ctx: Context) -> Iterable[Entries]:
    course = ctx.course
    orders = {f.key: f.seq for f in ctx.facts.of("pain")} if course.resolved_spans else {}
    for area in ctx.areas:
        if not area.startswith("hip:"):
            continue
        resolved = union(course.resolved_spans.get(area, ()), course.resolved_spans.get("hip:unknown", ()))
        if not resolved:
            continue
        log = ctx.log(area)
        days = [
            day
            for day, top in log.tops.items()
            if holds(resolved, day) and (day in log.nameless or (top or 0) >= ctx.limits.returned_points)
        ]
        triggers = [
            Trigger(d, orders[log.keys(d)[-1]], (*log.keys(d0), *log.keys(d)), {"since_day": d0})
            for d0, d in pairwise(days)
            if d - d0 < ctx.limits.returned_window_days and span_at(resolved, d) == span_at(resolved, d0)
        ]
        triggers += [
            Trigger(d, seq, (key,), {"since_day": d})
            for d, seq, key in course.returned.get(area, ())
            if holds(resolved, d)
        ]
        if triggers:
            site, side = ctx.split(area)
            yield Entries(sorted(triggers, key=lambda t: (t.day, t.seq)), None, side, site, area)


def _grouped(ctx: Context, rows: list[tuple[str, Trigger]]) -> Iterable[Entries]:
    for area in sorted({a for a, _ in rows}):
        site, side = ctx.split(area)
        yield Entries([t for a, t in rows if a == area], None, side, site, area)


@finding(
    "opposite-hip-pain",
    who="P C",
    urgency="soon",
    sources="001 002",
    kind="event",
    en="Hip-area pain at the side that the episode does not yet hold.",
    de="Schmerzen im Hüftbereich an der Seite, die bisher nicht betroffen war.",
)
def opposite_hip_pain(ctx: Context) -> Iterable[Entries]:
    return _grouped(ctx, ctx.course.opposite)


@finding(
    "new-joint-pain",
    who="P C",
    urgency="soon",
    sources="002",
    kind="event",
    en="Knee, ankle or foot pain at a joint that no episode holds; hip pain where no episode holds a hip.",
    de="Schmerzen an Knie, Sprunggelenk oder Fuß, die zu keiner Episode gehören; Hüftschmerz, wenn bisher keine Hüfte "
    "betroffen war.",
)
def new_joint_pain(ctx: Context) -> Iterable[Entries]:
    return _grouped(ctx, ctx.course.new_joint)


@finding(
    "migratory-pattern",
    who="C",
    urgency="soon",
    sources="002 000",
    kind="event",
    en="{further_sites} or more further lower-limb sites beyond the first.",
    de="{further_sites} oder mehr weitere Stellen am Bein nach der ersten.",
)
def migratory_pattern(ctx: Context) -> Iterable[Entries]:
    if ctx.course.migratory:
        yield Entries(list(ctx.course.migratory), None, None, None, "")
