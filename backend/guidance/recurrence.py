"""Did it come back, cross to the other hip, or wander? (001 002)"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from .pain_log import hurts
from .registry import Entries, Trigger, finding
from .spans import holds, span_at

if TYPE_CHECKING:
    from .context import Context


def returned_triggers(ctx: Context) -> dict[str, list[Trigger]]:
    """Per area that was resolved, what opens `pain-returned` there."""
    course = ctx.course
    out: dict[str, list[Trigger]] = {}
    if not course.resolved_spans:
        return out
    for area in ctx.areas:
        unknown = area.split(":")[0] + ":unknown"
        resolved = course.resolved_spans.get(area, course.resolved_spans.get(unknown, []))
        if not resolved:
            continue
        log, least = ctx.log(area), ctx.limits.returned_points
        ends = dict(course.resolutions.get(area, course.resolutions.get(unknown, ())))
        days = [
            (day, entries)
            for day, top in log.tops.items()
            if (day in log.nameless or (top or 0) >= least)
            and holds(resolved, day)
            and (entries := [f for f in log.of(day) if day not in ends or f.seq > ends[day]])
            and any(hurts(f) and (f.data.get("intensity") is None or f.data["intensity"] >= least) for f in entries)
        ]
        triggers = [
            Trigger(d, rows[-1].seq, tuple(f.key for f in (*before, *rows)), {"since_day": d0})
            for (d0, before), (d, rows) in pairwise(days)
            if d - d0 < ctx.limits.returned_window_days and span_at(resolved, d) == span_at(resolved, d0)
        ]
        triggers += [Trigger(d, seq, (key,), {"since_day": d}) for d, seq, key in course.returned.get(area, ())]
        if triggers:
            out[area] = sorted(triggers, key=lambda t: (t.day, t.seq))
    return out


@finding(
    "pain-returned",
    who="P C",
    urgency="soon",
    sources="001 002",
    kind="event",
    version="3",
    en="Pain of {returned_points} or more, or of no stated intensity, on 2 days within {returned_window_days}, or one report of returned, in the "
    "hip area or at a knee, ankle or foot that is resolved.",
    de="Schmerzen ab {returned_points} oder ohne Wert an 2 Tagen innerhalb von {returned_window_days}, oder einmal „wieder da“, im Hüftbereich "
    "oder an einem Knie, Sprunggelenk oder Fuß, wo es abgeschlossen ist.",
)
def pain_returned(ctx: Context) -> Iterable[Entries]:
    for area, triggers in ctx.returned.items():
        site, side = ctx.split(area)
        yield Entries(triggers, None, side, site, area)


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
    version="2",
    en="Hip-area pain at a side that no episode holds, while the other hip is or was held.",
    de="Schmerzen im Hüftbereich an der Seite, die bisher nicht betroffen war, während die andere es ist oder war.",
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
    version="2",
    en="{further_sites} or more further lower-limb sites beyond the first.",
    de="{further_sites} oder mehr weitere Stellen am Bein nach der ersten.",
)
def migratory_pattern(ctx: Context) -> Iterable[Entries]:
    found = [trigger for further, trigger in ctx.course.further if further >= ctx.limits.further_sites]
    # Where it wandered to: of one day, a diagnosis comes before the day's pain, whenever it was entered.
    first = {trigger.day: trigger.params for trigger in reversed(found)}
    if found:
        yield Entries([trigger._replace(params=first[trigger.day]) for trigger in found], None, None, None, "")
