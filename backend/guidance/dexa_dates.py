"""When bone density is due: to follow recovery, never to diagnose (002 003 004)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from .areas import SIDES
from .bone_density import COUNTED, risk_names, risk_spans
from .facts import Fact, as_day
from .registry import reminder
from .spans import FOREVER, span_at
from .types import DueItem, Param

if TYPE_CHECKING:
    from .context import Context


def scans(ctx: Context) -> list[Fact]:
    """Hip and spine scans, with or without numbers, oldest first."""
    return [f for f in ctx.facts.of("dexa") if f.data.get("site") in COUNTED]


def released(ctx: Context, day: int) -> int:
    """The day itself, or the first day after the hold from the patient (pregnant, or 60 days after delivery).

    While pregnant the end of the hold is not known: FOREVER.
    """
    held = span_at(ctx.pregnancy.hold, day)
    if held is None:
        return day
    last = next((s for s in reversed(ctx.pregnancy.stretches) if s.start < held[1] and s.end >= held[1]), None)
    if last is not None and last.kind == "pregnant" and held[1] > ctx.today:
        return FOREVER
    return held[1]


def sides_text(ctx: Context) -> Mapping[str, Param]:
    """Which hips to look at: both, less one with an implant."""
    implants = {s for f in ctx.facts.of("procedure") if f.data.get("implant") for s in ctx.sides_of(f) if s in SIDES}
    return {
        "hips": "none" if len(implants) == 2 else "right" if "left" in implants else "left" if implants else "both"
    }


def item(
    ctx: Context,
    name: str,
    to: str,
    due: int,
    subject: str,
    slot: str,
    reason: str,
    params: Mapping[str, Param],
    at: str = "day",
) -> Iterable[DueItem]:
    """One item, if its day is known and within three years."""
    if due <= ctx.today + 1096:
        yield DueItem(name, to, date.fromordinal(due), subject, slot, at, params, reason)


@reminder(
    "dexa-baseline",
    to="P C",
    sources="002",
    en="On the day of each diagnosis that opens an episode and {baseline_again_days} days later, until a hip or spine scan; held from the "
    "patient while pregnant and for {dexa_hold_days} days after delivery.",
    de="Am Tag jeder Diagnose, die eine Episode eröffnet, und {baseline_again_days} Tage später, bis zu einer Messung an Hüfte oder "
    "Wirbelsäule; für die Patientin zurückgehalten in der Schwangerschaft und {dexa_hold_days} Tage nach der Geburt.",
)
def dexa_baseline(ctx: Context) -> Iterable[DueItem]:
    done = [f.day for f in scans(ctx)]
    for number, episode in enumerate(ctx.course.episodes, 1):
        if episode.diagnosed is None or any(d >= episode.diagnosed for d in done):
            continue
        first, again = episode.diagnosed, episode.diagnosed + ctx.limits.baseline_again_days
        subject, params = f"episode:{number}", sides_text(ctx)
        for slot, due in (("first", first), ("second", again)):
            held = {"held": int(released(ctx, due) != due)}
            yield from item(ctx, "dexa-baseline", "clinician", due, subject, slot, "diagnosis", {**params, **held})
        mine = released(ctx, first)
        if mine < FOREVER:
            yield from item(ctx, "dexa-baseline", "patient", mine, subject, "first", "diagnosis", params)
            later = released(ctx, max(again, mine))
            if mine < later < FOREVER:
                yield from item(ctx, "dexa-baseline", "patient", later, subject, "second", "diagnosis", params)


@reminder(
    "dexa-repeat",
    to="P C",
    sources="002",
    limits="dexa_hold_days",
    en="{repeat_notice_days} days before and on day {repeat_days} after the last hip or spine scan; day {repeat_risk_days} with an additional risk factor, which is "
    "named; or the date that a clinician sets.",
    de="{repeat_notice_days} Tage vor und am Tag {repeat_days} nach der letzten Messung an Hüfte oder Wirbelsäule; Tag {repeat_risk_days} bei einem weiteren "
    "Risikofaktor, der genannt wird; oder zum Termin, den die Fachperson festlegt.",
)
def dexa_repeat(ctx: Context) -> Iterable[DueItem]:
    if not any(e.diagnosed is not None for e in ctx.course.episodes):
        return
    done = scans(ctx)
    last = done[-1] if done else None
    chosen = next(
        (
            f
            for f in reversed(ctx.facts.of("dexa_date"))
            if as_day(f.data.get("due_on")) is not None and (last is None or f.day >= last.day)
        ),
        None,
    )
    risks = risk_names(ctx, ctx.today)
    params: dict[str, Param] = {**sides_text(ctx), "risks": ", ".join(risks)}
    if chosen is not None:
        due, known, reason = as_day(chosen.data["due_on"]) or 0, chosen.day, "clinician-date"
    elif last is not None:
        days = ctx.limits.repeat_risk_days if risks else ctx.limits.repeat_days
        since = min(s for n, s, e in risk_spans(ctx) if n in risks) if risks else last.day
        due, known, reason = last.day + days, max(last.day, since), "risk-factor" if risks else "two-years"
    else:
        return
    params["due"] = date.fromordinal(due).isoformat()
    slot = params["due"]
    on = max(due, known)
    notice = due - ctx.limits.repeat_notice_days
    for to in ("clinician", "patient"):
        real = released(ctx, on) if to == "patient" else on
        early = released(ctx, notice) if to == "patient" else notice
        if notice >= known and early < min(real, FOREVER):
            yield from item(
                ctx, "dexa-repeat", to, early, "", f"before:{slot}", reason, {**params, "days": due - early}
            )
        if real < FOREVER:
            yield from item(ctx, "dexa-repeat", to, real, "", f"on:{slot}", reason, {**params, "days": 0})
