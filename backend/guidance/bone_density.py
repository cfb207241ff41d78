"""Bone density: what the latest scan says to the clinician, and when the next one is due."""

import re
from collections.abc import Iterator

from backend.guidance.days import FAR, Spans, covers, intersect, span_at, states
from backend.guidance.history import History
from backend.guidance.registry import C, Claim, P, Span, due, finding, reminder
from backend.guidance.types import DueItem, Params, Row
from backend.guidance.words import sides_said

SITES = ("total_hip", "femoral_neck", "lumbar_spine")
NO_SCAN = re.compile(r"arthroplast|replacement|prosthe|screw|nail|plate|fixation|osteosynth|endoprothe|schraube", re.I)


def _t_scores(history: History) -> list[Row]:
    """Scans of hip or spine with a T-score. Forearm, heel and unknown sites drive nothing (GUIDANCE §2, §8)."""
    return [r for r in history.of("dexa") if r.data.get("site") in SITES and r.data.get("t_score") is not None]


def lowest_on(rows: list[Row], day: int) -> Row | None:
    """The lowest of the latest values per site and side, as known on `day`."""
    latest: dict[tuple[str, str], Row] = {}
    for row in rows:
        if row.day <= day:
            place = (str(row.data["site"]), str(row.data.get("side") or ""))
            held = latest.get(place)
            # Two values of one place on one day: the lower counts, whichever was typed first.
            if held is None or held.day < row.day or row.data["t_score"] < held.data["t_score"]:
                latest[place] = row
    return min(latest.values(), key=lambda r: (r.data["t_score"], r.day, r.key), default=None)


def _low(history: History, strict: bool, limit: float) -> tuple[list[Row], Spans]:
    rows = _t_scores(history)
    points: list[tuple[int, bool]] = []
    for day in sorted({row.day for row in rows}):
        row = lowest_on(rows, day)
        value = row.data["t_score"] if row else 0.0
        points.append((day, value < limit if strict else value <= limit))
    return rows, states(points)


def _claim(history: History, rows: list[Row], spans: Spans) -> Claim:
    def params(day: int) -> Params:
        row = lowest_on(rows, day)
        if row is None:
            return {}
        return {
            "t_score": row.data["t_score"], "scan_site": str(row.data["site"]),
            "scan_side": str(row.data.get("side") or ""), "postpartum": int(covers(history.expecting.postpartum, day)),
            "risk_factors": ", ".join(name for name, since in risk_factors(history) if since <= day),
        }  # fmt: skip

    def evidence(day: int) -> tuple[str, ...]:
        row = lowest_on(rows, day)
        return (row.key,) if row else ()

    held = tuple(Span(a, b, evidence(a), params(a)) for a, b in spans)
    return Claim("condition", "", None, None, held, latest=params)


@finding(
    "t-score-at-or-below-minus-1-5", (C,), "routine", "002 003", about_hip=False,
    en="After the episode is resolved, the latest hip or lumbar spine T-score is -1.5 or below.",
    de="Nach Abklingen der Episode ist der letzte T-Wert von Hüfte oder Lendenwirbelsäule -1,5 oder niedriger.",
)  # fmt: skip
def t_score_consider(history: History) -> Iterator[Claim]:
    rows, spans = _low(history, False, history.th.t_score_consider)
    yield _claim(history, rows, intersect(spans, history.story.resolved_spans))


@finding(
    "t-score-below-minus-2", (C,), "soon", "002 003",
    en="The latest hip or lumbar spine T-score is below -2.0, in any state.",
    de="Der letzte T-Wert von Hüfte oder Lendenwirbelsäule liegt unter -2,0, in jedem Zustand.",
)  # fmt: skip
def t_score_strong(history: History) -> Iterator[Claim]:
    rows, spans = _low(history, True, history.th.t_score_strong)
    yield _claim(history, rows, spans)


@finding(
    "vitamin-d-low", (C,), "routine", "002", about_hip=False,
    en="Serum 25-OH vitamin D is below 20 ng/mL (49.9 nmol/L).",
    de="25-OH-Vitamin D im Serum liegt unter 20 ng/mL (49,9 nmol/L).",
)  # fmt: skip
def vitamin_d_low(history: History) -> Iterator[Claim]:
    rows = [r for r in history.of("lab") if r.data.get("test") == "vitamin_d_25oh" and r.data.get("value") is not None]

    def low(row: Row) -> bool:
        limit = history.th.vitamin_d_nmol_l if row.data.get("unit") == "nmol/L" else history.th.vitamin_d_ng_ml
        return bool(row.data["value"] < limit)

    by_day = {row.day: row for row in rows}

    def params(day: int) -> Params:
        seen = [d for d in by_day if d <= day]
        row = by_day[max(seen)] if seen else None
        return {"value": row.data["value"], "unit": str(row.data.get("unit") or "ng/mL")} if row else {}

    spans = states((row.day, low(row)) for row in rows)
    yield Claim(
        "condition", "", None, None,
        tuple(Span(a, b, (by_day[a].key,), params(a)) for a, b in spans), latest=params,
    )  # fmt: skip


def risk_factors(history: History) -> list[tuple[str, int]]:
    """Additional risk factors with the day from which each counts: the one on which it was recorded."""
    found: dict[str, int] = {name: -FAR for name in history.patient.risk_factors}
    for row in history.of("risk_factor", "medicine", "fracture"):
        name = None
        if row.kind == "risk_factor":
            name = str(row.data.get("name") or "other")
        elif row.kind == "fracture":
            name = "previous_fragility_fracture"
        elif row.data.get("class") == "corticosteroid" and row.data.get("action") != "stop":
            name = "corticosteroids"
        if name:
            found.setdefault(name, row.day)
    smoking = [row for row in history.of("habit") if row.data.get("tobacco") is not None]
    if smoking and smoking[-1].data["tobacco"]:
        spans = states((row.day, bool(row.data["tobacco"])) for row in smoking)
        found.setdefault("tobacco", spans[-1][0])
    return sorted(found.items(), key=lambda item: (item[1], item[0]))


def hips_to_scan(history: History) -> str:
    """Both hips (affected and opposite, 002); one with an implant is left out."""
    out: set[str] = set()
    for row in history.of("procedure"):
        implant = row.data.get("implant")
        if implant or (implant is None and NO_SCAN.search(str(row.data.get("name") or ""))):
            out |= set(sides_said(row.data.get("side")))
    left = [side for side in ("left", "right") if side not in out]
    return "both" if len(left) == 2 else left[0] if left else "none"


def _released(history: History, day: int) -> int:
    """`day`, or the end of the hold that lies on it."""
    hold = span_at(history.expecting.hold, day)
    return hold[1] if hold else day


@reminder(
    "dexa-baseline", (P, C), "002 003",
    en="On the day of each diagnosis that opens an episode, and 30 days later; while pregnant or within 60 days after delivery held from the patient.",
    de="Am Tag jeder Diagnose, die eine Episode eröffnet, und 30 Tage später; in der Schwangerschaft und bis 60 Tage nach der Geburt für die Patientin zurückgehalten.",
)  # fmt: skip
def dexa_baseline(history: History) -> Iterator[DueItem]:
    diagnosed = [e for e in history.story.episodes if e.diagnosed_on is not None]
    if not diagnosed:
        return
    episode = diagnosed[-1]
    day = episode.diagnosed_on or 0
    if any(scan >= day for scan in history.scan_days):
        return
    again = day + int(history.th.baseline_repeat_days)
    params: Params = {"hips": hips_to_scan(history)}
    subject = f"episode:{episode.number}"
    first = _released(history, day)
    second = _released(history, again)
    held: Params = {**params, "held": int(covers(history.expecting.hold, history.today))}
    yield due("dexa-baseline", C, day, subject, "first", "diagnosis", params=held)
    yield due("dexa-baseline", C, again, subject, "second", "no-scan-yet", params=held)
    if first < FAR:
        yield due("dexa-baseline", P, first, subject, "first", "diagnosis", params=params)
    if first < second < FAR:
        yield due("dexa-baseline", P, second, subject, "second", "no-scan-yet", params=params)


@reminder(
    "dexa-repeat", (P, C), "002",
    en="30 days before, and on, day 730 after the last hip or spine scan; day 365 with an additional risk factor, which it names; or the clinician's own date.",
    de="30 Tage vor und am Tag 730 nach der letzten Messung von Hüfte oder Wirbelsäule; Tag 365 mit einem zusätzlichen Risikofaktor, der genannt wird; oder zum Termin der Praxis.",
)  # fmt: skip
def dexa_repeat(history: History) -> Iterator[DueItem]:
    diagnosed = [e.diagnosed_on for e in history.story.episodes if e.diagnosed_on is not None]
    if not diagnosed:
        return
    scan = history.scan_days[-1] if history.scan_days else None
    chosen = [row for row in history.of("dexa_date") if scan is None or row.day >= scan]
    factors = risk_factors(history)
    params: dict[str, str | int | float] = {"hips": hips_to_scan(history), "risk_factors": ""}
    if chosen:
        row = chosen[-1]
        date_ = history.date_field(row, "due_on")
        if date_ is None:
            return
        known, day, subject, reason = max(row.day, diagnosed[0]), date_, f"set:{row.key}", "clinician-date"
    elif scan is not None:
        known, subject = max(scan, diagnosed[0]), f"scan:{scan}"
        if factors:
            day, reason = scan + int(history.th.dexa_risk_days), "risk-factor"
            known = max(known, factors[0][1])
            params["risk_factors"] = ", ".join(name for name, _ in factors)
        else:
            day, reason = scan + int(history.th.dexa_days), "two-years"
    else:
        return
    on = max(day, known)
    notice = max(day - int(history.th.dexa_notice_days), known)
    params["due"] = history.iso(on)
    for to in (P, C):
        early, late = notice, on
        if to == P:
            early, late = _released(history, early), _released(history, late)
        if early < late < FAR:
            yield due("dexa-repeat", to, early, subject, "notice", reason, params=params)
        if late < FAR:
            yield due("dexa-repeat", to, late, subject, "day", reason, params=params)

