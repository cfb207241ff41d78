"""How much weight the leg bears, against what was decided and against how it hurts (000 002 004)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from .areas import SIDES
from .facts import Fact, between
from .in_force import LADDER, RANK, Term, any_time_of, decided_days, same_level
from .load_limit import higher, kg_on, reported_above
from .pain_log import hurts
from .registry import Condition, Entries, Trigger, finding, on_days
from .spans import FOREVER, Spans, after_each, clip, intersect, span_at, subtract, union
from .types import Param

if TYPE_CHECKING:
    from .context import Context

BEARING = frozenset(LADDER[1:])


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
    for place in _where_it_shows(area):
        out += [(f.day, f.key) for f in between(ctx.log(place).entries, days) if f.day not in off and _loaded(f)]
    return sorted(out)


def _where_it_shows(area: str) -> tuple[str, ...]:
    """Where pain while walking or with a limp says that the area bore weight: there, and at the hip of the same leg."""
    hip = f"hip:{area.split(':')[1]}"
    return (area,) if area == hip else (area, hip)


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
    version="2",
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
        spans = intersect(worse, _window(ctx, area, loads, window))
        if spans:
            site, side = ctx.split(area)
            evidence = _load_evidence(ctx, area, loads)
            yield Condition(spans, side, site, area, evidence=evidence, again=partial(_entries_of, ctx, area, loads))


def _entries_of(ctx: Context, area: str, loads: list[tuple[int, str]]) -> list[tuple[int, int]]:
    """Day and place of every entry that tells of load, of pain at the area, or of worse."""
    keys = {key for _, key in loads} | {key for _, word, key in ctx.course.changes.get(area, ()) if word == "worse"}
    keys |= {f.key for f in ctx.log(area).entries if hurts(f)}
    return [(f.day, f.seq) for f in ctx.facts.rows if f.key in keys]


def _window(ctx: Context, area: str, loads: list[tuple[int, str]], window: int) -> Spans:
    """Days within the window of a load. What was said of an unknown hip is known of its side only since that is known."""
    hip = f"hip:{area.split(':')[1]}"
    adopted = ctx.course.adopted.get(hip)
    if adopted is None or area == "hip:unknown":
        return after_each((day for day, _ in loads), window)
    # At a joint of unknown side it counts until then.
    counts = (-FOREVER, adopted) if hip == "hip:unknown" else (adopted, FOREVER)
    unknown = {f.key for f in ctx.log("hip:unknown").entries}
    own = after_each((day for day, key in loads if key not in unknown), window)
    said = after_each((day for day, key in loads if key in unknown), window)
    return union(own, intersect(said, [counts]))


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
    version="2",
    en="Pain at a site of a suspected or active episode and no prescription in force for it.",
    de="Schmerzen an einer Stelle einer vermuteten oder aktiven Episode, und keine Belastungsvorgabe dafür.",
)
def weight_bearing_undecided(ctx: Context) -> Iterable[Condition]:
    ill = union((start, end) for _, start, end in ctx.unresolved())
    for area in ctx.areas:
        site, side = ctx.split(area)
        hurting = intersect(ill, ctx.course.run_spans(area))
        found = subtract(hurting, decided_days(ctx, side)) if hurting else []
        if found:
            signed = (f.day for s in ([side] if side else SIDES) for f in ctx.course.prescriptions.get(s, ()))
            yield Condition(
                found,
                side,
                site,
                area,
                evidence=ctx.run_evidence(area),
                ended=on_days(signed, "rule:prescription-signed"),
                again=partial(_hurting, ctx, area),
            )


def _hurting(ctx: Context, area: str) -> list[tuple[int, int]]:
    return [(f.day, f.seq) for f in ctx.log(area).entries if hurts(f)]


@finding(
    "load-above-prescription",
    who="P C",
    urgency="soon",
    sources="000 002 004",
    kind="entry",
    version="3",
    limits="single_entry_days",
    en="A weight-bearing report above the prescription in force for that side.",
    de="Eine gemeldete Belastung über der Vorgabe, die für diese Seite gilt.",
)
def load_above_prescription(ctx: Context) -> Iterable[Entries]:
    for side in SIDES:
        reports, terms = ctx.course.reports.get(side, []), ctx.terms(side)
        # On the days on which one ends or begins several were in force; the report is held to the highest.
        edges = {day for term in terms for day in (term.since, term.until)}
        found = [
            (fact, term.fact)
            for term in terms
            for fact in _above_level(ctx, between(reports, [(term.since, term.until)]), term.fact)
            if fact.day not in edges
        ]
        for fact in between(reports, [(day, day + 1) for day in sorted(edges)]):
            limits = any_time_of(ctx, side, fact.day)
            if limits and all(reported_above(ctx, fact, term.fact) for term in limits):
                found.append((fact, _highest(ctx, limits)))
        if found:
            found.sort(key=lambda pair: pair[0].seq)
            triggers = [Trigger(fact.day, fact.seq, (fact.key, limit.key)) for fact, limit in found]
            pairs = {fact.seq: (fact, limit) for fact, limit in found}
            yield Entries(
                triggers, ctx.limits.single_entry_days, side, "hip", side, params=partial(_against, ctx, pairs)
            )


def _above_level(ctx: Context, reports: Iterable[Fact], order: Fact) -> list[Fact]:
    """Those of the reports that are above the order; of its own level amounts are compared."""
    level = order.data.get("status")
    rank = RANK.get(str(level), len(RANK))
    return [
        fact
        for fact in reports
        if (
            reported_above(ctx, fact, order)
            if (said := fact.data.get("status")) == level
            else RANK.get(said or "", -1) > rank
        )
    ]


def _highest(ctx: Context, terms: list[Term]) -> Fact:
    best = terms[0].fact
    for term in terms[1:]:
        if not higher(ctx, best, term.fact):
            best = term.fact
    return best


def _against(ctx: Context, pairs: Mapping[int, tuple[Fact, Fact]], trigger: Trigger) -> Mapping[str, Param]:
    """What was reported and what was prescribed."""
    fact, limit = pairs[trigger.seq]
    return {
        "reported": fact.data["status"],
        "prescribed": limit.data["status"],
        "reported_percent": int(fact.data.get("percent") or 0),
        "prescribed_percent": int(limit.data.get("percent") or 0),
        "reported_kg": float(fact.data.get("kg") or 0),
        "prescribed_kg": kg_on(ctx, limit, fact.day) or 0,
    }


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
    version="2",
    limits="worsening_points slow_rise_points slow_rise_recent_points change_report_days",
    en="Worsening within {relapse_days} days of a prescription higher than the last different one before it.",
    de="Verschlechterung innerhalb von {relapse_days} Tagen nach einer Belastungsvorgabe, die höher ist als die letzte andere davor.",
)
def relapse_after_load_increase(ctx: Context) -> Iterable[Condition]:
    for side in SIDES:
        raises = _raises(ctx, side)
        if not raises:
            continue
        for area, worse in ctx.worse.items():
            site, own = ctx.split(area)
            if own not in (side, None) or not worse:
                continue
            spans: Spans = []
            raised: dict[int, str] = {}
            for fact, until in raises:
                last = min(fact.day + ctx.limits.relapse_days + 1, until)
                for start, _ in clip(worse, fact.day, last):
                    whole = span_at(worse, start)
                    if whole is not None:
                        spans.append((start, min(whole[1], until)))
                        raised[start] = fact.key
            if spans:
                yield Condition(
                    union(spans), side, site, f"{side}/{area}", evidence=_relapse_evidence(ctx, area, raised)
                )


def _raises(ctx: Context, side: str) -> list[tuple[Fact, int]]:
    """Prescriptions higher than the last different one, each with the day on which a lower one undoes it, or it lapses.

    One that ended by itself is of an earlier illness: nothing is measured from it.
    """
    terms = [t for t in ctx.terms(side) if t.since < t.until]
    out: list[tuple[Fact, int]] = []
    before: Fact | None = None
    for i, term in enumerate(terms):
        last = terms[i - 1] if i else None
        if last is None or last.lapsed:
            before = None
        elif not same_level(last.fact.data, term.fact.data):
            before = last.fact
        if before is not None and higher(ctx, term.fact, before):
            out.append((term.fact, _undone(ctx, terms[i:])))
    return out


def _undone(ctx: Context, terms: list[Term]) -> int:
    first = terms[0].fact
    for term in terms:
        if higher(ctx, first, term.fact):
            return term.since
        if term.lapsed:
            return term.until
    return FOREVER


def _relapse_evidence(ctx: Context, area: str, raised: dict[int, str]) -> Callable[[int], tuple[str, ...]]:
    worsening = ctx.worse_evidence(area)
    return lambda day: (*worsening(day), *([raised[day]] if day in raised else []))
