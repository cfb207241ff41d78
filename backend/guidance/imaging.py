"""What pictures were taken, and when MRI should be arranged. A normal or early picture closes nothing (§5.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from .areas import HIP_AREA
from .facts import Fact
from .registry import Condition, Entries, Trigger, finding, on_days
from .spans import FOREVER, intersect, union

if TYPE_CHECKING:
    from .context import Context

HIP_BONES = HIP_AREA | {"femoral_neck", "femur"}


def covers(fact: Fact, area: str) -> bool:
    """Whether a picture shows the area: a site or side that is not named excludes nothing."""
    place, own = area.split(":")
    site, side = fact.data.get("site"), fact.data.get("side")
    if site and ("hip" if site in HIP_BONES else site) != place:
        return False
    return side not in ("left", "right") or own not in ("left", "right") or side == own


def mri_since(ctx: Context, area: str, onset: int, *, before: int | None = None) -> int:
    """Day of the first MRI of the area since the pain began; a negative one within 48 hours of onset is none.

    `before`: also accept one with a finding from that day on, though it came before the first pain entry.
    """
    for fact in ctx.mris:
        data = fact.data
        if not covers(fact, area):
            continue
        negative = data.get("result") == "normal"
        early = fact.day <= onset + ctx.limits.early_mri_days
        if fact.day < onset:
            if before is None or fact.day < before or negative:
                continue
        elif negative and early:
            continue
        return fact.day
    return FOREVER


@finding(
    "mri-for-diagnosis",
    who="P C",
    urgency="soon",
    sources="000 001 003",
    version="2",
    limits="early_mri_days",
    en="Hip-area pain in a suspected episode for {mri_after_days} days and no MRI recorded.",
    de="Schmerzen im Hüftbereich seit {mri_after_days} Tagen bei Verdacht, und keine MRT eingetragen.",
)
def mri_for_diagnosis(ctx: Context) -> Iterable[Condition]:
    suspected = ctx.course.state_spans("suspected")
    for area in ctx.areas:
        if not area.startswith("hip:"):
            continue
        spans = []
        for run in ctx.course.runs.get(area, ()):
            floor = max((e.resolved for e in ctx.course.episodes if e.resolved and e.resolved < run.start), default=0)
            mri = mri_since(ctx, area, run.onset, before=floor)
            late = intersect([(run.onset + ctx.limits.mri_after_days, FOREVER)], [(run.start, run.end)])
            spans += [(start, min(end, mri)) for start, end in intersect(late, suspected)]
        site, side = ctx.split(area)
        found = union(spans)
        if found:
            yield Condition(found, side, site, area, evidence=ctx.run_evidence(area), ended=mri_ends(ctx, area))


def mri_ends(ctx: Context, area: str) -> Callable[[int], str]:
    """Why something ended: an MRI of the area that day, or its condition."""
    return on_days((f.day for f in ctx.mris if covers(f, area)), "rule:mri-recorded")


@finding(
    "early-xray-normal",
    who="C",
    urgency="info",
    sources="000 001",
    kind="entry",
    version="2",
    limits="single_entry_days",
    en="A normal X-ray less than {early_xray_days} days after onset: it does not exclude.",
    de="Ein unauffälliges Röntgenbild weniger als {early_xray_days} Tage nach Beginn: Es schließt nichts aus.",
)
def early_xray_normal(ctx: Context) -> Iterable[Entries]:
    for area in ctx.places:
        triggers = []
        for fact in ctx.facts.of("imaging"):
            if fact.data.get("modality") != "xray" or fact.data.get("result") != "normal" or not covers(fact, area):
                continue
            if area.endswith(":unknown") and ctx.course.adopted.get(area, FOREVER) <= fact.day:
                continue  # its side is known by now, and is looked at itself
            onset = ctx.course.onset(area, fact.day)
            if onset is not None and fact.day - onset < ctx.limits.early_xray_days:
                triggers.append(Trigger(fact.day, fact.seq, (fact.key,), {"days_after_onset": fact.day - onset}))
        if triggers:
            site, side = ctx.split(area)
            yield Entries(triggers, ctx.limits.single_entry_days, side, site, area)


@finding(
    "mri-for-recurrence",
    who="P C",
    urgency="soon",
    sources="002",
    phase=2,
    limits="early_mri_days",
    en="Pain returned, at the opposite hip, at a new joint or wandering, in a diagnosed or resolved case, and no MRI "
    "recorded since that pain began.",
    de="Schmerzen wiedergekehrt, an der anderen Hüfte, an einem neuen Gelenk oder wandernd, bei gestellter Diagnose "
    "oder abgeschlossener Episode, und keine MRT seit Beginn dieser Schmerzen.",
)
def mri_for_recurrence(ctx: Context) -> Iterable[Condition]:
    spans: dict[str, list[tuple[int, int]]] = {}
    keys: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for parent in ("pain-returned", "opposite-hip-pain", "new-joint-pain", "migratory-pattern"):
        for interval in ctx.intervals.get(parent, ()):
            area = str(interval.params.get("area") or interval.subject)
            began = int(interval.params.get("since_day") or interval.start)
            start = max(interval.start, ctx.course.case_from)
            end = min(interval.end, mri_since(ctx, area, began))
            if start < end:
                spans.setdefault(area, []).append((start, end))
                keys.setdefault(area, []).append((start, interval.keys))
    for area, found in sorted(spans.items()):
        site, side = ctx.split(area)
        yield Condition(union(found), side, site, area, evidence=_that_day(keys[area]), ended=mri_ends(ctx, area))


def _that_day(rows: list[tuple[int, tuple[str, ...]]]) -> Callable[[int], tuple[str, ...]]:
    return lambda day: tuple(dict.fromkeys(key for d, keys in rows if d == day for key in keys))
