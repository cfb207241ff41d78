"""One place in which findings open, are acknowledged, resolve and open again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from .facts import Fact
from .registry import Condition, Entries, FindingRule, Trigger, Yield
from .spans import FOREVER
from .types import FindingState, Param


@dataclass(slots=True)
class Interval:
    """One opening: open on the days start <= day < end."""

    rule: FindingRule
    subject: str
    side: str | None
    site: str | None
    start: int
    end: int
    reason: str | None
    note: str | None
    keys: tuple[str, ...]
    params: Mapping[str, Param]
    urgency: str
    ack_day: int | None = None
    ack_key: str | None = None
    # Place of the entry that opened it (-1: a day did), and of an event the last entry that would have.
    opened_by: int = -1
    last: Trigger | None = None

    def open_on(self, day: int) -> bool:
        """Open or acknowledged on that day."""
        return self.start <= day < self.end

    def state(self, today: int) -> FindingState:
        """As seen at the end of `today`."""
        over = self.end <= today
        acked = self.ack_day is not None and self.ack_day <= today
        return FindingState(
            id=self.rule.id,
            subject=self.subject,
            side=self.side,
            site=self.site,
            urgency=self.urgency,
            audience=self.rule.audience,
            state="resolved" if over else "acknowledged" if acked else "open",
            opened_on=date.fromordinal(self.start),
            resolved_on=date.fromordinal(self.end) if over else None,
            resolved_reason=self.reason if over else None,
            resolved_note=self.note if over else None,
            acknowledged_on=date.fromordinal(self.ack_day) if self.ack_day is not None and acked else None,
            acknowledged_key=self.ack_key if acked else None,
            evidence=self.keys,
            sources=self.rule.sources,
            rule_version=self.rule.version,
            params=self.params,
        )


def live(rule: FindingRule, found: Yield, resolves: Iterable[Fact], acks: Iterable[Fact]) -> list[Interval]:
    """The openings of one finding about one subject, oldest first."""
    mine = [r for r in resolves if _about(r, rule.id, found)]
    out = _entries(rule, found, mine) if isinstance(found, Entries) else _condition(rule, found, mine)
    for ack in acks:
        if not _about(ack, rule.id, found):
            continue
        for interval in out:
            if interval.ack_day is None and (interval.open_on(ack.day) or interval.start < ack.day == interval.end):
                interval.ack_day, interval.ack_key = ack.day, ack.key
    return out


def _about(fact: Fact, finding: str, found: Yield) -> bool:
    """Whether a word is about this one. Side, site and subject narrow it where they are given; an empty subject is one."""
    data = fact.data
    return (
        data.get("finding") == finding
        and data.get("subject") in (None, found.subject)
        and data.get("side") in (None, "", found.side)
        and data.get("site") in (None, "", found.site)
    )


def _condition(rule: FindingRule, found: Condition, resolves: list[Fact]) -> list[Interval]:
    """A clinician's word holds while the condition goes on unbroken; a new span opens anew.

    Where the rule is `now`, or nobody has decided on the load, the next entry that would open it does so too.
    """
    out = []
    for start, end in found.spans:
        day, seq = start, -1
        while True:
            word = next((r for r in resolves if day <= r.day < end and r.seq > seq), None)
            reason, note, until = found.ended(end) if end < FOREVER else None, None, end
            if word is not None:
                reason, note, until = "clinician", str(word.data.get("reason") or ""), word.day
            out.append(
                Interval(
                    rule,
                    found.subject,
                    found.side,
                    found.site,
                    day,
                    until,
                    reason,
                    note,
                    found.evidence(day),
                    found.params(day),
                    rule.urgency,
                    opened_by=seq,
                )
            )
            if word is None or not opens_again(rule):
                break
            entry = next((e for e in found.again() if word.seq < e[1] and e[0] < end), None)
            if entry is None:
                break
            day, seq = entry
    return out


def opens_again(rule: FindingRule) -> bool:
    """Whether the next entry opens it anew while its condition goes on, though a clinician closed it."""
    return rule.urgency == "now" or rule.id == "weight-bearing-undecided"


def _entries(rule: FindingRule, found: Entries, resolves: list[Fact]) -> list[Interval]:
    """A clinician's word covers the entries before it; a later entry opens anew."""
    out: list[Interval] = []
    current: Interval | None = None
    covered = -1
    moments: list[tuple[int, int, int, Trigger | Fact]] = [(t.day, t.seq, 0, t) for t in found.triggers]
    moments += [(r.day, r.seq, 1, r) for r in resolves]
    moments.sort(key=lambda m: m[:3])
    for day, seq, _, what in moments:
        if isinstance(what, Trigger):
            if seq < covered:
                continue
            end = what.until or (FOREVER if found.hold is None else day + found.hold)
            if current is not None and day <= current.end:
                current.end, current.last = max(current.end, end), what
                if day == current.start:
                    current.keys += tuple(k for k in what.keys if k not in current.keys)
            else:
                current = Interval(
                    rule,
                    found.subject,
                    found.side,
                    found.site,
                    day,
                    end,
                    None if found.hold is None else f"rule:{found.hold}-days",
                    None,
                    what.keys,
                    what.params if found.params is None else found.params(what),
                    found.urgency or rule.urgency,
                    opened_by=seq,
                    last=what,
                )
                out.append(current)
        elif current is not None and day < current.end:
            current.end, current.reason = day, "clinician"
            current.note = str(what.data.get("reason") or "")
            current, covered = None, seq
    return out
