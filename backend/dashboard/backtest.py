"""One patient's stored course under today's rules: what they would have said, day by day, and where that differs.

Nothing is written. Each day is asked with what had been entered for that day or before, so that a finding
opens here on the day on which it would have been seen.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from backend.core import clock
from backend.guidance import GUIDANCE_VERSION, FindingState, assess, finding_title
from backend.patients.models import Patient
from backend.records.models import Record
from backend.tracking.facts import facts_of, thresholds_of
from backend.tracking.models import Finding

Key = tuple[str, str, date]


def backtest(patient: Patient, *, days: int, language: str) -> dict[str, Any]:
    """Which findings open and close on which day of the last `days`; two queries and one assessment a day at most.

    A day is passed over when nothing was entered for it and the rules said that nothing could differ.
    """
    today = clock.local_day(clock.now(), patient.timezone)
    first = today - timedelta(days=days - 1)
    facts, limits = facts_of(patient), thresholds_of(patient)
    busy = set(
        Record.objects.current().filter(patient=patient, day__gte=first, day__lte=today).values_list("day", flat=True)
    )
    stored = Finding.objects.filter(patient=patient, for_clinician=True).exclude(state=Finding.State.WITHDRAWN)
    on_record: dict[Key, Finding] = {(row.rule, row.subject, row.opened_on): row for row in stored}
    zone = clock.zone(patient.timezone)
    standing: dict[Key, FindingState] = {}
    met: set[Key] = set()
    listed: list[dict[str, Any]] = []
    asked = 0
    next_change: datetime | None = None
    before = first - timedelta(days=1)
    for day in (before + timedelta(days=number) for number in range(days + 1)):
        moment = min(datetime.combine(day, time(23, 59), zone).astimezone(UTC), clock.now())
        if day > first and day not in busy and (next_change is None or moment < next_change):
            continue
        said = assess(facts, moment, limits)
        asked += 1
        next_change = said.next_change_at
        now_open = {_key(state): state for state in said.findings if _counts(state) and state.state != "resolved"}
        met |= {_key(state) for state in said.findings}
        if day == before:
            standing = now_open
            continue
        over = {_key(state): state for state in said.findings if state.state == "resolved"}
        opened = [state for key, state in now_open.items() if key not in standing]
        closed = [over.get(key, state) for key, state in standing.items() if key not in now_open]
        standing = now_open
        if opened or closed:
            listed.append(
                {
                    "date": day.isoformat(),
                    "opened": [_json(state, language, _key(state) in on_record) for state in _sorted(opened)],
                    "closed": [_json(state, language, _closed_alike(state, on_record)) for state in _sorted(closed)],
                }
            )
    return {
        "version": GUIDANCE_VERSION,
        "from": first.isoformat(),
        "to": today.isoformat(),
        "days_looked_at": asked,
        "days": listed,
        "only_on_record": [
            {
                "finding": row.rule,
                "subject": row.subject,
                "title": finding_title(row.rule, language),
                "side": row.side or None,
                "urgency": row.urgency,
                "reason": row.opened_on.isoformat(),
                "on_record": True,
            }
            for key, row in sorted(on_record.items())
            if first <= row.opened_on <= today and key not in met
        ],
    }


def _key(state: FindingState) -> Key:
    return state.id, state.subject, state.opened_on


def _counts(state: FindingState) -> bool:
    return "clinician" in state.audience


def _sorted(states: Iterable[FindingState]) -> list[FindingState]:
    return sorted(states, key=lambda s: (("now", "soon", "routine", "info").index(s.urgency), s.id, s.subject))


def _closed_alike(state: FindingState, on_record: dict[Key, Finding]) -> bool:
    row = on_record.get(_key(state))
    return row is not None and row.resolved_on == state.resolved_on


def _json(state: FindingState, language: str, on_record: bool) -> dict[str, Any]:
    return {
        "finding": state.id,
        "subject": state.subject,
        "title": finding_title(state.id, language),
        "side": state.side,
        "urgency": state.urgency,
        "reason": state.resolved_note or state.resolved_reason,
        "on_record": on_record,
    }
