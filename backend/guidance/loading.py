"""How much weight the leg bears, against what was decided and against how it hurts (000 002 004)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .course import SIDES
from .facts import Fact, between
from .pain_log import hurts
from .registry import Condition, Entries, Trigger, finding, on_days
from .spans import FOREVER, Spans, after_each, intersect, span_at, union

if TYPE_CHECKING:
    from .context import Context

LADDER = ("NWB", "TTWB", "PWB", "WBAT", "FWB")
RANK = {status: i for i, status in enumerate(LADDER)}
BEARING = frozenset(LADDER[1:])


def above(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether one load is higher than another. Within PWB a higher percent is above; an unknown one is not."""
    mine, theirs = one.get("status"), other.get("status")
    if mine != theirs:
        return mine in RANK and theirs in RANK and RANK[mine] > RANK[theirs]
    if mine != "PWB":
        return False
    a, b = one.get("percent"), other.get("percent")
    return a is not None and b is not None and float(a) > float(b)


def in_force(ctx: Context, side: str, day: int) -> Fact | None:
    """The prescription in force on a side at the end of a day; it stays so past its review day."""
    days, rows = ctx.decisions.get(side, ([], []))
    i = bisect_right(days, day) - 1
    return rows[i] if i >= 0 else None


def _reports(ctx: Context, side: str | None) -> list[Fact]:
    """Reports that concern a side; all of them where the side is not known."""
    lists = [
        ctx.course.reports.get(name, []) for name in ((side, "unknown") if side else ("left", "right", "unknown"))
    ]
    filled = [rows for rows in lists if rows]
    if len(filled) < 2:
        return filled[0] if filled else []
    return sorted({f.seq: f for rows in filled for f in rows}.values(), key=lambda f: f.seq)


def load_days(ctx: Context, area: str, days: Spans) -> list[tuple[int, str]]:
    """Those of the days on which the area bore weight: by report, by exercise, by pain while walking."""
    reports = list(between(_reports(ctx, ctx.split(area)[1]), days))
    off = {f.day for f in reports if f.data.get("status") in ("NWB", "UNABLE")}
    out = [(f.day, f.key) for f in reports if f.data.get("status") in BEARING]
    out += [
        (f.day, f.key) for f in between(ctx.facts.of("exercise"), days) if f.data.get("category") == "weight_bearing"
    ]
    out += [(f.day, f.key) for f in between(ctx.log(area).entries, days) if f.day not in off and _loaded(f)]
    return sorted(out)


def _loaded(pain: Fact) -> bool:
    """Pain with a limp, or while walking or weight bearing."""
    return hurts(pain) and (
        pain.data.get("circumstance") in ("walking", "weight_bearing") or bool(pain.data.get("limp"))
    )


@finding(
    "loading-despite-worsening-pain",
    who="P C",
    urgency="now",
    sources="002",
    limits="worsening_points slow_rise_points slow_rise_recent_points change_report_days",
    en="Pain is getting worse and in the same {load_window_days} days the leg bore weight.",
    de="Die Schmerzen nehmen zu, und in denselben {load_window_days} Tagen wurde das Bein belastet.",
)
def loading_despite_worsening(ctx: Context) -> Iterable[Condition]:
    for area, worse in ctx.worse.items():
        if not worse:
            continue
        window = ctx.limits.load_window_days
        loads = load_days(ctx, area, union((start - window + 1, end) for start, end in worse))
        spans = intersect(worse, after_each((day for day, _ in loads), window))
        if spans:
            site, side = ctx.split(area)
            yield Condition(spans, side, site, area, evidence=_load_evidence(ctx, area, loads))


def _load_evidence(ctx: Context, area: str, loads: list[tuple[int, str]]) -> Callable[[int], tuple[str, ...]]:
    worsening = ctx.worse_evidence(area)

    def evidence(day: int) -> tuple[str, ...]:
        near = between(loads, [(day - ctx.limits.load_window_days + 1, day + 1)])
        return tuple(dict.fromkeys([*worsening(day), *(k for _, k in near)]))

    return evidence


@finding(
    "weight-bearing-undecided",
    who="P C",
    urgency="soon",
    sources="000 002 004",
    en="Pain at a site of a suspected or active episode and no prescription in force for it.",
    de="Schmerzen an einer Stelle einer vermuteten oder aktiven Episode, und keine Belastungsvorgabe dafür.",
)
def weight_bearing_undecided(ctx: Context) -> Iterable[Condition]:
    episodes = ctx.unresolved()
    for area in ctx.areas:
        site, side = ctx.split(area)
        signed = sorted(f.day for s in ([side] if side else SIDES) for f in ctx.course.prescriptions.get(s, ()))
        spans: Spans = []
        for i, (_, start, end) in enumerate(episodes):
            floor = episodes[i][0].onset if i else -FOREVER
            decided = next((d for d in signed if d >= floor), FOREVER)
            spans += [(start, min(end, decided))]
        found = intersect(union(spans), ctx.course.run_spans(area))
        if found:
            yield Condition(
                found,
                side,
                site,
                area,
                evidence=ctx.run_evidence(area),
                ended=on_days(signed, "rule:prescription-signed"),
            )


@finding(
    "load-above-prescription",
    who="P C",
    urgency="soon",
    sources="000 002 004",
    kind="entry",
    limits="single_entry_days",
    en="A weight-bearing report above the prescription in force for that side.",
    de="Eine gemeldete Belastung über der Vorgabe, die für diese Seite gilt.",
)
def load_above_prescription(ctx: Context) -> Iterable[Entries]:
    for side in SIDES:
        reports = ctx.course.reports.get(side, [])
        triggers = [
            _above_limit(fact, limit)
            for limit, since, until in ctx.terms(side)
            for fact in between(reports, [(since, until)])
            if above(fact.data, limit.data)
        ]
        if triggers:
            yield Entries(triggers, ctx.limits.single_entry_days, side, "hip", side)


def _above_limit(fact: Fact, limit: Fact) -> Trigger:
    return Trigger(
        fact.day,
        fact.seq,
        (fact.key, limit.key),
        {
            "reported": fact.data["status"],
            "prescribed": limit.data["status"],
            "reported_percent": int(fact.data.get("percent") or 0),
            "prescribed_percent": int(limit.data.get("percent") or 0),
        },
    )


@finding(
    "cannot-bear-weight",
    who="P C",
    urgency="now",
    sources="000 002",
    kind="event",
    en="A report of UNABLE: the leg cannot bear weight.",
    de="Gemeldet: Das Bein kann nicht belastet werden.",
)
def cannot_bear_weight(ctx: Context) -> Iterable[Entries]:
    for side, reports in sorted(ctx.course.reports.items()):
        triggers = [Trigger(f.day, f.seq, (f.key,)) for f in reports if f.data.get("status") == "UNABLE"]
        if triggers:
            yield Entries(triggers, None, side if side in SIDES else None, "hip", side)


@finding(
    "relapse-after-load-increase",
    who="P C",
    urgency="soon",
    sources="002 003",
    limits="worsening_points slow_rise_points slow_rise_recent_points change_report_days",
    en="Worsening within {relapse_days} days of a prescription higher than the one before it.",
    de="Verschlechterung innerhalb von {relapse_days} Tagen nach einer höheren Belastungsvorgabe.",
)
def relapse_after_load_increase(ctx: Context) -> Iterable[Condition]:
    for side in SIDES:
        rows = ctx.decisions.get(side, ([], []))[1]
        for area, worse in ctx.worse.items():
            site, own = ctx.split(area)
            if own not in (side, None) or not worse:
                continue
            spans: Spans = []
            raised: dict[int, str] = {}
            for i in range(1, len(rows)):
                if not above(rows[i].data, rows[i - 1].data):
                    continue
                until = rows[i + 1].day if i + 1 < len(rows) else FOREVER
                for start, _ in intersect(
                    worse, [(rows[i].day, min(rows[i].day + ctx.limits.relapse_days + 1, until))]
                ):
                    whole = span_at(worse, start)
                    if whole is not None:
                        spans.append((start, min(whole[1], until)))
                        raised[start] = rows[i].key
            if spans:
                yield Condition(
                    union(spans), side, site, f"{side}/{area}", evidence=_relapse_evidence(ctx, area, raised)
                )


def _relapse_evidence(ctx: Context, area: str, raised: dict[int, str]) -> Callable[[int], tuple[str, ...]]:
    worsening = ctx.worse_evidence(area)
    return lambda day: (*worsening(day), *([raised[day]] if day in raised else []))
