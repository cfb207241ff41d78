"""`assess`: facts and a moment in; episodes, findings, due items and the next moment of change out.

A pure fold: every rule says on which days it holds, looking back only; the life of each finding follows from
those days and from what clinicians said. So late, corrected and disordered entries lead to the same answer.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# Importing a module declares its rules; the order here is the order of findings opened on one day.
from backend.guidance import (  # noqa: F401
    bone_density,
    habits,
    imaging,
    injury,
    load_review,
    loading,
    medicines,
    milestones,
    pain_course,
    pregnancy,
    recurrence,
    reminders,
    return_to_exercise,
)
from backend.guidance.days import FAR, covers
from backend.guidance.facts import Facts
from backend.guidance.history import History
from backend.guidance.lives import Life, live
from backend.guidance.registry import GUIDANCE_VERSION, PLANS, RULES
from backend.guidance.thresholds import Thresholds
from backend.guidance.types import (
    Assessment,
    DueItem,
    EpisodeState,
    FindingState,
    PrescriptionState,
    Row,
    SiteState,
)

DEFAULTS = Thresholds()


def assess(facts: Facts, now: datetime, thresholds: Thresholds = DEFAULTS, *, horizon_days: int = 0) -> Assessment:
    """What the guidance says at `now` (aware). Daily reminders are listed for today and the next time, or for
    `horizon_days` ahead. Only facts dated today or before count."""
    zone = ZoneInfo(facts.patient.timezone)
    today = now.astimezone(zone).date()
    history = History(facts, today.toordinal(), thresholds)
    history.horizon = horizon_days
    _run_rules(history)
    items = [item for plan in PLANS for item in plan(history)]
    items.sort(key=lambda item: (item.due_on, item.reminder, item.to, item.subject, item.slot))
    return Assessment(
        version=GUIDANCE_VERSION,
        today=today,
        episodes=_episodes(history),
        findings=_findings(history),
        due=tuple(items),
        next_change_at=_next_change(history, facts, items, zone),
        load={side: _load(history, side) for side in ("left", "right")},
        pregnancy=history.expecting.state(history.today),
        exercise_gates=return_to_exercise.gates(history),
    )


def _run_rules(history: History) -> None:
    said: dict[str, dict[str, list[Row]]] = {"acknowledge": {}, "resolve_finding": {}}
    for kind, by_id in said.items():
        for row in history.of(kind):
            by_id.setdefault(str(row.data.get("finding")), []).append(row)
    for stage in (0, 1):
        made: list[Life] = []
        for rule in RULES.values():
            if rule.stage == stage:
                for claim in rule.find(history):
                    seen, ended = said["acknowledge"].get(rule.id, ()), said["resolve_finding"].get(rule.id, ())
                    made += live(rule, claim, seen, ended)
        history.lives += made


def _findings(history: History) -> tuple[FindingState, ...]:
    lives = [life for life in history.lives if life.opened <= history.today]
    lives.sort(key=lambda life: (life.opened, RULES[life.rule].order, life.subject, life.closed))
    return tuple(_finding(history, life) for life in lives)


def _finding(history: History, life: Life) -> FindingState:
    rule = RULES[life.rule]
    ended = life.closed <= history.today
    params = life.params
    if life.claim is not None and life.claim.latest is not None:
        params = life.claim.latest(min(history.today, max(life.opened, life.closed - 1)))
    return FindingState(
        id=rule.id,
        subject=life.subject,
        side=life.side,
        site=life.site,
        urgency=rule.urgency,
        audience=rule.who,
        state="resolved" if ended else "acknowledged" if life.acknowledged is not None else "open",
        opened_on=date.fromordinal(life.opened),
        resolved_on=date.fromordinal(life.closed) if ended else None,
        resolved_reason=life.reason if ended else None,
        resolved_note=life.note if ended else None,
        acknowledged_on=date.fromordinal(life.acknowledged) if life.acknowledged is not None else None,
        acknowledged_key=life.acknowledged_key,
        evidence=life.evidence,
        sources=rule.sources,
        rule_version=rule.version,
        params=params,
    )


def _episodes(history: History) -> tuple[EpisodeState, ...]:
    out = []
    for episode in history.story.episodes:
        first, end = episode.open_days
        state = "resolved" if episode.resolved_on is not None else "suspected" if episode.diagnosed_on is None else "active"
        better = state == "active" and covers(pain_course.improved_spans(history, first, end), history.today)
        out.append(
            EpisodeState(
                number=episode.number,
                state=state,
                onset=date.fromordinal(episode.onset),
                diagnosed_on=_date(episode.diagnosed_on),
                resolved_on=_date(episode.resolved_on),
                resolved_basis=episode.basis,
                sites=tuple(
                    SiteState(site.joint, site.side, _date(site.onset), _date(site.resolved_on)) for site in episode.sites
                ),
                evidence=tuple(episode.evidence),
                improving_proposed=better,
            )
        )
    return tuple(out)


def _date(day: int | None) -> date | None:
    return None if day is None else date.fromordinal(day)


def _load(history: History, side: str) -> PrescriptionState | None:
    decision = history.decision_on(side, history.today)
    if decision is None:
        return None
    data = decision.row.data
    review = history.date_field(decision.row, "review_on")
    return PrescriptionState(
        side, data["status"], data.get("percent"), data.get("aid"), date.fromordinal(decision.start), _date(review),
        decision.row.key,
    )  # fmt: skip


def _next_change(history: History, facts: Facts, items: list[DueItem], zone: ZoneInfo) -> datetime | None:
    """The earliest local midnight after today at which anything above could differ with no new data."""
    today = history.today
    days = {day for life in history.lives for day in (life.opened, life.closed)}
    for life in history.lives:
        if life.claim is not None:
            # A span that a clinician closed early still has its own end, after which it may begin again.
            days |= {day for span in life.claim.spans for day in (span.start, span.end)}
    days |= set(history.expecting.turns)
    for spans in (history.expecting.drug_care, history.expecting.hold, return_to_exercise.open_gate(history)):
        days |= {day for span in spans for day in span}
    days |= {item.due_on.toordinal() for item in items}
    if any(item.due_on.toordinal() == today and item.slot == item.due_on.isoformat() for item in items):
        days.add(today + 1)  # a daily reminder leaves the list when its day is over
    later = facts.first_day_after(today)
    if later is not None:
        days.add(later)
    for episode in history.story.episodes:
        days |= {day for span in pain_course.improved_spans(history, *episode.open_days) for day in span}
    for row in history.of("programme"):
        until = history.date_field(row, "until_on")
        if until is not None:
            days.add(until + 1)
    coming = [day for day in days if today < day < FAR and day <= date.max.toordinal()]
    if not coming:
        return None
    return _midnight(date.fromordinal(min(coming)), zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which `day` begins in that zone, in UTC (a clock change may swallow midnight itself)."""
    start = datetime.combine(day, time(), zone).astimezone(UTC)
    while start.astimezone(zone).date() < day:
        start += timedelta(minutes=15)
    return start
