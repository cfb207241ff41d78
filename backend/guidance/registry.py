"""The register of rules and reminders: id, who, urgency, when, source and version stand beside the code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from string import Formatter
from types import MappingProxyType
from typing import Any, NamedTuple

from .spans import Spans
from .types import DueItem, Param

P, C = "patient", "clinician"
WHO = {"P": (P,), "C": (C,), "P C": (P, C)}


class Trigger(NamedTuple):
    """An entry that opens a finding. `until`: where it does so for another time than the rule's own."""

    day: int
    seq: int
    keys: tuple[str, ...]
    params: Mapping[str, Param] = MappingProxyType({})
    until: int | None = None


def _no_keys(_day: int) -> tuple[str, ...]:
    return ()


def _no_params(_day: int) -> Mapping[str, Param]:
    return {}


def _no_entries() -> list[tuple[int, int]]:
    return []


def _ended(_day: int) -> str:
    return "rule:condition-ended"


def always(keys: tuple[str, ...]) -> Callable[[int], tuple[str, ...]]:
    """The same evidence on every day."""
    return lambda _day: keys


def on_days(days: Iterable[int], reason: str) -> Callable[[int], str]:
    """The reason of an end that falls on one of the days, else that the condition ended."""
    chosen = frozenset(days)
    return lambda day: reason if day in chosen else _ended(day)


@dataclass(slots=True)
class Condition:
    """Days on which something holds; it closes when its condition ends.

    `again`: day and place of the entries that would open it; where a clinician closed it, the next of them does.
    """

    spans: Spans
    side: str | None = None
    site: str | None = None
    subject: str = ""
    evidence: Callable[[int], tuple[str, ...]] = _no_keys
    params: Callable[[int], Mapping[str, Any]] = _no_params
    ended: Callable[[int], str] = _ended
    again: Callable[[], list[tuple[int, int]]] = _no_entries


@dataclass(slots=True)
class Entries:
    """Single entries: open for `hold` days after the last one; where `hold` is None only a clinician closes it.

    `urgency`: where it is another than the rule's own. `params`: the figures of the entry that opens it, where it costs to say them of each.
    """

    triggers: list[Trigger]
    hold: int | None = None
    side: str | None = None
    site: str | None = None
    subject: str = ""
    urgency: str = ""
    params: Callable[[Trigger], Mapping[str, Param]] | None = None


Yield = Condition | Entries
# Both are given the `Context`. It is not named here: it reads the course, which is made of what stands above.
Find = Callable[[Any], Iterable[Yield]]
Plan = Callable[[Any], Iterable[DueItem]]


@dataclass(frozen=True, slots=True)
class FindingRule:
    """One row of the guidance: what it is and the function that finds it. `at_worst`: its urgency where that can be higher."""

    id: str
    audience: tuple[str, ...]
    urgency: str
    kind: str
    sources: tuple[str, ...]
    opens_when: Mapping[str, str]
    version: str
    phase: int
    find: Find
    limits: tuple[str, ...]
    at_worst: str

    @property
    def who(self) -> tuple[str, ...]:
        """Who sees it."""
        return self.audience


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """One reminder: to whom, when, from which source, and the function that plans it."""

    id: str
    to: tuple[str, ...]
    due_when: Mapping[str, str]
    sources: tuple[str, ...]
    version: str
    plan: Plan
    limits: tuple[str, ...]


FINDINGS: dict[str, FindingRule] = {}
REMINDERS: dict[str, ReminderRule] = {}


def _read(words: str, limits: str) -> tuple[str, ...]:
    """The thresholds that a rule reads: those that its words name, then the others."""
    named = [name for _, name, _, _ in Formatter().parse(words) if name]
    return tuple(dict.fromkeys([*named, *limits.split()]))


def finding(
    id: str, *, who: str, urgency: str, sources: str, en: str, de: str,
    kind: str = "condition", version: str = "1", phase: int = 1, limits: str = "", at_worst: str = "",
) -> Callable[[Find], Find]:  # fmt: skip
    """Register a rule. `kind`: condition, entry (14 days) or event (only a clinician closes it).

    Rules of phase 2 read the openings of those of phase 1. `en`, `de`: when it opens; a number stands there by the name of
    its threshold in braces, and is filled in with the one in force. `limits`: thresholds that it reads and does not name.
    """

    def register(find: Find) -> Find:
        FINDINGS[id] = FindingRule(
            id,
            WHO[who],
            urgency,
            kind,
            tuple(sources.split()),
            {"en": en, "de": de},
            version,
            phase,
            find,
            _read(en, limits),
            at_worst or urgency,
        )
        return find

    return register


def reminder(
    id: str, *, to: str, sources: str, en: str, de: str, version: str = "1", limits: str = ""
) -> Callable[[Plan], Plan]:
    """Register a reminder; words and limits as for a finding."""

    def register(plan: Plan) -> Plan:
        REMINDERS[id] = ReminderRule(
            id, WHO[to], {"en": en, "de": de}, tuple(sources.split()), version, plan, _read(en, limits)
        )
        return plan

    return register
