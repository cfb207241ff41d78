"""Facts and a moment in; episodes, findings, due items and the next moment of change out."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from . import (  # noqa: F401  # each module registers its rules
    bone_density,
    daily,
    dexa_dates,
    falls,
    fracture,
    habits,
    imaging,
    load_review,
    loading,
    medicines,
    milestones,
    mri_dates,
    pain_worse,
    pregnancy,
    recurrence,
    reviews,
    scale_practice,
    symptoms,
)
from .areas import SIDES
from .asked import paused
from .context import Context
from .course import Episode
from .decided_since import as_decided
from .facts import Facts, as_day
from .in_force import LADDER, in_force, said
from .lifecycle import Interval, live
from .load_limit import limit_on, newest_weight, weight_is_old_on
from .pregnancy_course import pregnancy_state
from .registry import FINDINGS, REMINDERS
from .return_to_exercise import gates
from .spans import FOREVER, holds
from .thresholds import Thresholds
from .types import SET, Assessment, DueItem, EpisodeState, FindingState, PrescriptionState, SiteState

GUIDANCE_VERSION = "2026.12.3"
DEFAULTS = Thresholds()


_OFFSET = re.compile(r"(?:UTC|GMT)?([+-]\d{1,2})(?::?(\d\d))?", re.A)


def zone(name: str) -> tzinfo:
    """The patient's zone, or a plain offset such as `+01:00`; UTC where the name is unknown."""
    if offset := _OFFSET.fullmatch(name):
        hours, minutes = offset.groups()
        whole = timedelta(hours=abs(int(hours)), minutes=int(minutes or 0))
        return timezone(-whole if hours.startswith("-") else whole) if whole < timedelta(days=1) else UTC
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def assess(facts: Facts, now: datetime, thresholds: Thresholds = DEFAULTS, *, horizon_days: int = 1) -> Assessment:
    """Assess at an aware moment. Only what is dated up to the patient's own today counts.

    `horizon_days`: how far the daily reminders are listed ahead. Raises ValueError for a naive `now`.
    """
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    local = zone(facts.patient.timezone)
    today = now.astimezone(local).date().toordinal()
    ctx = Context(facts.until(today), today, thresholds, max(1, horizon_days))
    _open(ctx)
    every = [i for rows in ctx.intervals.values() for i in rows]
    seen = sorted((i for i in every if i.start <= today), key=lambda i: (i.start, i.rule.id, i.subject))
    due = _due(ctx)
    change = _next_change(ctx, facts, every, due)
    return Assessment(
        version=GUIDANCE_VERSION,
        today=date.fromordinal(today),
        episodes=_episodes(ctx),
        findings=_with_numbers_set(tuple(as_decided(ctx, i, i.state(today)) for i in seen), thresholds),
        due=tuple(due),
        next_change_at=None if change is None else _midnight(change, local),
        load={side: _load(ctx, side) for side in SIDES},
        load_terms={side: tuple(said(side, term) for term in ctx.terms(side)) for side in SIDES},
        pregnancy=pregnancy_state(ctx.pregnancy, ctx.facts, today, thresholds),
        exercise_gates=gates(ctx),
        weight=newest_weight(ctx.facts),
    )


def review_criteria(
    facts: Facts, now: datetime, thresholds: Thresholds = DEFAULTS
) -> dict[str, tuple[load_review.Criterion, ...]]:
    """What is still missing for a load review, by side: `load_review.criteria`. Raises ValueError for a naive `now`."""
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    today = now.astimezone(zone(facts.patient.timezone)).date().toordinal()
    ctx = Context(facts.until(today), today, thresholds, 1)
    _open(ctx)
    return {side: load_review.criteria(ctx, side) for side in SIDES}


def _with_numbers_set(findings: tuple[FindingState, ...], thresholds: Thresholds) -> tuple[FindingState, ...]:
    """Numbers that somebody has put in the place of ours go along with each finding that reads them (`set:NAME`).

    Its words then say the number in force, and do not call it a default of this software.
    """
    if thresholds == DEFAULTS:
        return findings
    chosen = {name: value for name, value in asdict(thresholds).items() if value != getattr(DEFAULTS, name)}
    return tuple(
        found._replace(
            params={
                **found.params,
                **{f"{SET}{name}": chosen[name] for name in FINDINGS[found.id].limits if name in chosen},
            }
        )
        for found in findings
    )


def _open(ctx: Context) -> None:
    acks, resolves = ctx.facts.of("acknowledge"), ctx.facts.of("resolve_finding")
    for phase in (1, 2):
        for rule in FINDINGS.values():
            if rule.phase == phase:
                ctx.intervals[rule.id] = [
                    interval for found in rule.find(ctx) for interval in live(rule, found, resolves, acks)
                ]


def _due(ctx: Context) -> list[DueItem]:
    items = {d.identity: d for rule in REMINDERS.values() for d in rule.plan(ctx)}
    return sorted(items.values(), key=lambda d: (d.due_on, d.reminder, d.to, d.subject, d.slot))


def _next_change(ctx: Context, facts: Facts, every: list[Interval], due: list[DueItem]) -> int | None:
    """Earliest day after today on which anything could differ with no new data."""
    today = ctx.today
    days = {d.due_on.toordinal() for d in due}
    days |= {edge for i in every for edge in (i.start, i.end)}
    days |= {edge for s in ctx.pregnancy.stretches for edge in (s.start, s.end)}
    days |= {
        edge
        for spans in (
            ctx.pregnancy.hold,
            ctx.pregnancy.drug_days,
            ctx.pregnancy.breastfeeding,
            ctx.pregnancy.third_trimester,
        )
        for span in spans
        for edge in span
    }
    days |= {edge for spans in ctx.better.values() for span in spans for edge in span}
    days |= {edge for side in SIDES for term in ctx.terms(side) for edge in (term.since, term.until)}
    days |= {
        d.toordinal() + 1
        for d in (
            item.due_on
            for item in due
            if item.reminder in ("log-today", "exercise-today", "weight-bearing-exercise", "medicine-due")
        )
    }
    days |= {until + 1 for f in ctx.facts.of("programme") if (until := as_day(f.data.get("until_on"))) is not None}
    days |= {edge for span in paused(ctx.facts) for edge in span}
    days |= {day for side in SIDES if (day := weight_is_old_on(ctx, side)) is not None}
    days |= {f.day for f in facts.rows[len(ctx.facts.rows) :][:1]}
    return min((d for d in days if today < d < FOREVER - 1000), default=None)


def _midnight(day: int, local: tzinfo) -> datetime:
    return datetime.combine(date.fromordinal(day), time(0), tzinfo=local).astimezone(UTC)


def _load(ctx: Context, side: str) -> PrescriptionState | None:
    term = in_force(ctx, side, ctx.today)
    if term is None:
        return None
    fact = term.fact
    status = str(fact.data.get("status"))
    rank = LADDER.index(status) if status in LADDER else len(LADDER) - 1
    review = as_day(fact.data.get("review_on"))
    return PrescriptionState(
        key=fact.key,
        status=status,
        percent=fact.data.get("percent"),
        limit=limit_on(ctx, fact, ctx.today),
        aid=fact.data.get("aid"),
        day=date.fromordinal(fact.day),
        review_on=None if review is None else date.fromordinal(review),
        next_step=LADDER[rank + 1] if rank + 1 < len(LADDER) else None,
    )


def _episodes(ctx: Context) -> tuple[EpisodeState, ...]:
    told = sorted(ctx.course.told, key=lambda e: e.onset)
    return tuple(_episode(ctx, e, i) for i, e in enumerate([*told, *ctx.course.episodes], 1))


def _episode(ctx: Context, episode: Episode, number: int) -> EpisodeState:
    def on(day: int | None) -> date | None:
        return None if day is None else date.fromordinal(day)

    alive = [a for a in episode.sites if any(r.end == FOREVER for r in ctx.course.runs.get(a, ()))]
    state = "resolved" if episode.resolved is not None else "active" if episode.diagnosed is not None else "suspected"
    improving = state == "active" and bool(alive) and all(holds(ctx.better.get(a, []), ctx.today) for a in alive)
    return EpisodeState(
        number=number,
        state="improving" if improving else state,
        onset=date.fromordinal(episode.onset),
        diagnosed_on=on(episode.diagnosed),
        resolved_on=on(episode.resolved) if not episode.previous else None,
        resolved_basis=episode.basis,
        sites=tuple(
            SiteState(
                area.split(":")[0],
                area.split(":")[1],
                date.fromordinal(s.onset),
                on(s.resolved) if not episode.previous else None,
            )
            for area, s in episode.sites.items()
        ),
        evidence=tuple(episode.keys),
        previous=episode.previous,
        improving_proposed=improving,
        origin=number - 1 if number > 1 else None,
    )
