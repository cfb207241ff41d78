"""Run a `toh-replay/1` history day by day through the rules alone: no Django, no database, no clock.

Events of a day apply before its rules. A word about a finding that was not open the evening before is ignored, and a
reminder is sent on the first day on which it is listed and due, once per identity: nothing is planned in hours here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from backend.guidance import Assessment, DueItem, FindingState, PatientFacts, assess, build_facts

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
DATES = {"review_day": "review_on", "due_day": "due_on", "until_day": "until_on", "next_day": "next_on"}
Row = tuple[str, str, date, datetime, dict[str, Any]]


@dataclass
class Day:
    """What happened on one day."""

    number: int
    opened: list[FindingState] = field(default_factory=list)
    resolved: list[FindingState] = field(default_factory=list)
    sent: list[DueItem] = field(default_factory=list)


def load(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def rows_of(case: dict[str, Any]) -> list[Row]:
    """Events as dated rows; the order of the file is the order of the day."""
    zero = date.fromisoformat(case["day_zero"])
    rows: list[Row] = []
    for index, event in enumerate(case["events"]):
        data = {k: v for k, v in event.items() if k not in ("day", "kind")}
        for old, new in DATES.items():
            if old in data:
                data[new] = (zero + timedelta(days=data.pop(old))).isoformat()
        day = zero + timedelta(days=event["day"])
        at = datetime.combine(day, time(10), UTC) + timedelta(seconds=index)
        rows.append((f"e{index}", event["kind"], day, at, data))
    return rows


def applied(row: Row, standing: Sequence[FindingState]) -> list[Row]:
    """A word about a finding is about each of its subjects that was open the evening before."""
    key, kind, on, at, data = row
    if kind not in ("acknowledge", "resolve_finding"):
        return [row]
    subjects = sorted(found.subject for found in standing if found.id == data["finding"])
    return [(f"{key}/{subject}", kind, on, at, {**data, "subject": subject}) for subject in subjects]


def run(case: dict[str, Any]) -> tuple[list[Day], Assessment]:
    """Every day from the first event to `until`, and the last assessment."""
    header = case["patient"]
    patient = PatientFacts(
        header["sex"], header.get("birth_year"), header["timezone"], tuple(header.get("risk_factors", ()))
    )
    zone = ZoneInfo(patient.timezone)
    zero = date.fromisoformat(case["day_zero"])
    rows = rows_of(case)
    numbers = [(row[2] - zero).days for row in rows]
    days: list[Day] = []
    sent: set[tuple[str, str, str, str]] = set()
    known: dict[tuple[str, str, date], str] = {}
    kept: list[Row] = []
    last: Assessment | None = None
    for number in range(min(numbers), case.get("until", max(numbers) + 30) + 1):
        today = zero + timedelta(days=number)
        standing = last.open_findings if last else ()
        kept += [one for row, n in zip(rows, numbers, strict=True) if n == number for one in applied(row, standing)]
        last = assess(build_facts(patient, kept), datetime.combine(today, time(23, 30), zone))
        day = Day(number)
        for finding in last.findings:
            name = (finding.id, finding.subject, finding.opened_on)
            if name not in known:
                day.opened.append(finding)
            if finding.state == "resolved" and known.get(name) != "resolved":
                day.resolved.append(finding)
            known[name] = finding.state
        for item in last.due:
            if item.due_on <= today and item.identity not in sent:
                sent.add(item.identity)
                day.sent.append(item)
        days.append(day)
    assert last is not None
    return days, last
