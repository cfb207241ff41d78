"""Which exercise is unlocked today, and what is on the programme? Two gates, both from 002 (GUIDANCE §4)."""

from collections.abc import Iterator
from datetime import date

from backend.guidance.days import FAR, Spans, covers, intersect, states, subtract
from backend.guidance.history import History
from backend.guidance.registry import RULES, P, due, reminder
from backend.guidance.types import DueItem, ExerciseGates
from backend.guidance.words import LEVEL

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _permitted(history: History) -> Spans:
    """Days with a clinician's permission, given in this episode."""
    episode = history.story.current
    since = episode.onset if episode else -FAR
    rows = [row for row in history.of("permission") if row.day >= since]
    return states((row.day, bool(row.data.get("granted"))) for row in rows)


def _full_weight(history: History) -> Spans:
    """Days on which every leg of the case that has a prescription may bear its full weight, and one has."""
    out: Spans | None = None
    episode = history.story.current
    sides = {site.side for site in episode.sites} & {"left", "right"} if episode else set()
    for side in sorted(sides | set(history.decisions) - {"unknown"} or {"unknown"}):
        decisions = history.decisions.get(side, [])
        spans = [(one.start, one.end) for one in decisions if one.level == LEVEL["FWB"]]
        spans = states([(a, True) for a, _ in spans] + [(one.start, False) for one in decisions if one.level < LEVEL["FWB"]])
        ends = [(one.end, FAR) for one in decisions[-1:] if one.end < FAR]
        spans = subtract(spans, ends)
        out = spans if out is None else intersect(out, spans)
    return out or []


def _hip_findings(history: History) -> Spans:
    spans: Spans = []
    for life in history.lives:
        rule = RULES[life.rule]
        if rule.urgency in ("now", "soon") and (rule.about_hip or life.site == "hip"):
            if rule.id == "t-score-below-minus-2" and life.params.get("scan_site") == "lumbar_spine":
                continue
            if life.site in ("knee", "ankle", "foot"):
                continue
            spans.append((life.opened, life.closed))
    return spans


def open_gate(history: History) -> Spans:
    """Days on which weight-bearing exercise may be proposed."""
    from backend.guidance.days import union

    gate = intersect(history.story.resolved_spans, intersect(_full_weight(history), _permitted(history)))
    return subtract(gate, union(_hip_findings(history)))


def gates(history: History) -> ExerciseGates:
    today = history.today
    why = []
    if not covers(history.story.resolved_spans, today):
        why.append("not-resolved")
    if not covers(_full_weight(history), today):
        why.append("no-full-weight-bearing")
    if not covers(_permitted(history), today):
        why.append("not-permitted")
    if any(a <= today < b for a, b in _hip_findings(history)):
        why.append("finding-open")
    released = any(
        row.data.get("category") in ("strengthening", "balance") and _runs(history, row.data, row.day)
        for row in history.of("programme")
    )
    return ExerciseGates(True, released or not why, not why, tuple(why))


def _runs(history: History, data: object, start: int) -> bool:
    until = history.date_field_of(data, "until_on")
    return start <= history.today and (until is None or history.today <= until)


@reminder(
    "weight-bearing-exercise", (P,), "002",
    en="Daily 30 minutes, only when resolved and a clinician has recorded full weight bearing and permission; not while a finding of urgency now or soon about the hip is open.",
    de="Täglich 30 Minuten, nur wenn abgeklungen und die Praxis Vollbelastung und Erlaubnis eingetragen hat; nicht, solange ein dringender Hinweis zur Hüfte offen ist.",
)  # fmt: skip
def weight_bearing_exercise(history: History) -> Iterator[DueItem]:
    gate = open_gate(history)
    params = {"minutes": history.th.exercise_minutes}
    for day in range(history.today, history.today + max(1, history.horizon) + 1):
        if covers(gate, day):
            yield due("weight-bearing-exercise", P, day, "", history.iso(day), "gates-open", params=params)


@reminder(
    "exercise-today", (P,), "001 004",
    en="As the physiotherapist's programme says; not once it is logged.",
    de="Wie im Übungsplan der Physiotherapie; nicht, wenn schon eingetragen.",
)  # fmt: skip
def exercise_today(history: History) -> Iterator[DueItem]:
    latest = {str(row.data.get("category") or ""): row for row in history.of("programme")}
    gate = open_gate(history) if "weight_bearing" in latest else []
    for category, row in sorted(latest.items()):
        until = history.date_field(row, "until_on")
        days = row.data.get("weekdays")
        wanted = {WEEKDAYS.index(name) for name in days} if days else set(range(7))
        logged = any(
            one.day == history.today and (not category or one.data.get("category") in (category, None))
            for one in history.of("exercise")
        )
        day, listed = history.today, 0
        while day <= history.today + 7 and listed == 0 or day <= history.today + history.horizon:
            if until is not None and day > until:
                break
            if date.fromordinal(day).weekday() in wanted and not (day == history.today and logged):
                # Weight-bearing exercise stays behind its gate, whatever a programme says (GUIDANCE §5.3).
                if category != "weight_bearing" or covers(gate, day):
                    params = {"category": category, "minutes": row.data.get("minutes") or 0}
                    subject = f"programme:{category}"
                    yield due("exercise-today", P, day, subject, history.iso(day), "programme", params=params)
                listed += day > history.today
            day += 1
