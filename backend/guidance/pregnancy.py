"""Hip and back pain in pregnancy and the year after: never called normal (002 003, §5.5)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from .imaging import mri_ends, mri_since
from .pain_log import hurts
from .pregnancy_course import TERM
from .registry import Condition, finding
from .spans import FOREVER, Spans, holds, intersect, union

if TYPE_CHECKING:
    from .context import Context
    from .course import Run


@finding(
    "pregnancy-hip-pain",
    who="P C",
    urgency="now",
    sources="002 003",
    version="3",
    limits="third_trimester_days postpartum_days early_mri_days",
    en="Hip-area pain logged in the third trimester or in the {postpartum_days} days after delivery, or earlier in the pregnancy and not "
    "reported gone when that trimester begins; no MRI since that pain began.",
    de="Schmerzen im Hüftbereich im dritten Trimenon oder in den {postpartum_days} Tagen nach der Geburt, oder früher in der Schwangerschaft "
    "und bis dahin nicht als vergangen gemeldet; keine MRT seit Beginn dieser Schmerzen.",
)
def pregnancy_hip_pain(ctx: Context) -> Iterable[Condition]:
    if not ctx.pregnancy.stretches:
        return
    for area in ctx.areas:
        if not area.startswith("hip:"):
            continue
        spans: Spans = []
        for run in ctx.course.runs.get(area, ()):
            for stretch in ctx.pregnancy.stretches:
                conceived = stretch.lmp if stretch.lmp is not None else stretch.start - TERM
                first = _first_pain(ctx, area, run, conceived)
                if first is not None:
                    end = min(run.end, mri_since(ctx, area, _began(ctx, run, conceived)))
                    days = (max(first, run.start, stretch.start), min(end, stretch.end))
                    opening = intersect([days] if days[0] < days[1] else [], ctx.pregnancy.watched)
                    # No later day and no end of the pregnancy closes it.
                    spans += [(opening[0][0], end)] if opening else []
        if spans:
            site, side = ctx.split(area)
            yield Condition(
                union(spans),
                side,
                site,
                area,
                evidence=partial(_evidence, ctx, area),
                ended=mri_ends(ctx, area),
                params=lambda day: {"postpartum": int(_after_birth(ctx, day))},
                again=partial(_logged_while_watched, ctx, area),
            )


def _logged_while_watched(ctx: Context, area: str) -> list[tuple[int, int]]:
    return [(f.day, f.seq) for f in ctx.log(area).entries if hurts(f) and holds(ctx.pregnancy.watched, f.day)]


def _after_birth(ctx: Context, day: int) -> bool:
    here = ctx.pregnancy.at(day)
    return here is not None and here.kind == "postpartum"


def _began(ctx: Context, run: Run, conceived: int) -> int:
    """When that pain began. Pain that an earlier pregnancy left behind counts in this one from its conception on.

    Nobody reported it gone; still an MRI of the earlier pregnancy says nothing about the pain of this one.
    """
    left_behind = any(
        run.onset < s.end and (s.end if s.delivered is None else s.delivered) <= conceived
        for s in ctx.pregnancy.stretches
    )
    return max(run.onset, conceived) if left_behind else run.onset


def _first_pain(ctx: Context, area: str, run: Run, conceived: int) -> int | None:
    if run.onset >= conceived:
        return run.onset
    days = ctx.log(area).hurt_days
    at = bisect_left(days, conceived)
    return days[at] if at < len(days) and days[at] < run.end else None


def _evidence(ctx: Context, area: str, day: int) -> tuple[str, ...]:
    keys, log = [r.key for r in ctx.course.runs[area] if r.start <= day][-1:], ctx.log(area)
    keys += [key for last in log.days[: bisect_right(log.days, day)][-1:] for key in log.keys(last)]
    here = ctx.pregnancy.at(day)
    if here is not None:
        keys.append(here.key)
    return tuple(dict.fromkeys(keys))


@finding(
    "pregnancy-back-pain-to-groin",
    who="P C",
    urgency="now",
    sources="002",
    version="2",
    limits="postpartum_days",
    en="Low back pain that goes into the groin, while pregnant or in the {postpartum_days} days after delivery.",
    de="Schmerzen im unteren Rücken, die in die Leiste ziehen, in der Schwangerschaft oder in den {postpartum_days} Tagen nach der Geburt.",
)
def pregnancy_back_pain(ctx: Context) -> Iterable[Condition]:
    ends = sorted(e.resolved for e in ctx.course.episodes if e.resolved is not None)
    spans: dict[str, Spans] = {}
    keys: dict[str, list[tuple[int, str]]] = {}
    entries: dict[str, list[tuple[int, int]]] = {}
    for day, seq, side, key in ctx.course.back:
        own = side if side in ("left", "right", "both") else "unknown"
        entries.setdefault(own, []).append((day, seq))
        gone = next((d for d, said, s in ctx.course.back_gone if said > seq and _same_side(s, own)), FOREVER)
        end = min(gone, next((d for d in ends if d > day), FOREVER))
        for stretch in ctx.pregnancy.stretches:
            conceived = stretch.lmp if stretch.lmp is not None else stretch.start - TERM
            if day >= conceived and max(day, stretch.start) < min(end, stretch.end):
                spans.setdefault(own, []).append((max(day, stretch.start), min(end, stretch.end)))
                keys.setdefault(own, []).append((day, key))
    for own, found in sorted(spans.items()):
        yield Condition(
            union(found),
            own if own in ("left", "right") else None,
            "low_back",
            f"low_back:{own}",
            evidence=partial(_last, keys[own]),
            again=partial(entries.__getitem__, own),
        )


def _last(rows: list[tuple[int, str]], day: int) -> tuple[str, ...]:
    return (max(r for r in rows if r[0] <= day)[1],)


def _same_side(one: str, other: str) -> bool:
    return one == other or one not in ("left", "right") or other not in ("left", "right")
