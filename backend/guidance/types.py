"""What goes into the engine and what comes out of it. Frozen; no behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import NamedTuple

from .kilograms import Limit, Weight

Param = str | int | float


@dataclass(frozen=True, slots=True)
class PatientFacts:
    """The person. `risk_factors` are held from the start; `timezone` is an IANA name."""

    sex: str = "unknown"
    birth_year: int | None = None
    timezone: str = "UTC"
    risk_factors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteState:
    """One painful or diagnosed site of an episode."""

    site: str
    side: str
    onset: date
    resolved_on: date | None = None


@dataclass(frozen=True, slots=True)
class EpisodeState:
    """One illness period. `number` counts from 1, those that were only told of (`previous`) first.

    `state` is suspected, active, improving or resolved; improving is the software's proposal and loosens nothing by itself (§1).
    """

    number: int
    state: str
    onset: date
    diagnosed_on: date | None
    resolved_on: date | None
    resolved_basis: str | None
    sites: tuple[SiteState, ...]
    evidence: tuple[str, ...]
    improving_proposed: bool = False
    previous: bool = False
    origin: int | None = None


# Before the name of a number in a finding's params: it is not the default of this software.
SET = "set:"


class FindingState(NamedTuple):
    """One opening of one finding, with its whole life so far."""

    id: str
    subject: str
    side: str | None
    site: str | None
    urgency: str
    audience: tuple[str, ...]
    state: str
    opened_on: date
    resolved_on: date | None
    resolved_reason: str | None
    resolved_note: str | None
    acknowledged_on: date | None
    acknowledged_key: str | None
    evidence: tuple[str, ...]
    sources: tuple[str, ...]
    rule_version: str
    params: Mapping[str, Param] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something to be sent. Identity is (reminder, to, subject, slot); wording plays no part in it."""

    reminder: str
    to: str
    due_on: date
    subject: str
    slot: str
    at: str
    params: Mapping[str, Param]
    reason: str

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What makes it this item and no other."""
        return (self.reminder, self.to, self.subject, self.slot)


@dataclass(frozen=True, slots=True)
class PrescriptionState:
    """The load that a clinician allows on one side. `next_step` is the next rung, never advice."""

    key: str
    status: str
    percent: int | None
    aid: str | None
    day: date
    review_on: date | None
    next_step: str | None = None
    limit: Limit = field(default_factory=Limit)


@dataclass(frozen=True, slots=True)
class LoadTerm:
    """The days of one prescription for one side: in force since <= day < until (None: still).

    `end` says why it is over: `replaced` by a later one, or by itself, as it was of an earlier illness: `pain-returned`,
    `opposite-hip-pain`, `diagnosis`. Empty while it is in force.
    """

    key: str
    side: str
    since: date
    until: date | None
    end: str = ""

    @property
    def ended_by_itself(self) -> bool:
        """It is history: no load of an earlier episode is in force."""
        return self.end not in ("", "replaced")


@dataclass(frozen=True, slots=True)
class LoadAnswer:
    """Which load is in force for a side on a day; where none is, which one ended by itself; and all of them."""

    in_force: LoadTerm | None
    ended: LoadTerm | None
    terms: tuple[LoadTerm, ...]


@dataclass(frozen=True, slots=True)
class PregnancyState:
    """`status`: none, pregnant, postpartum, or unknown where nothing was said at child-bearing age.

    `breastfeeding`: yes, no, unknown; None where it does not arise. `gestation_weeks`: today, one decimal.
    """

    status: str
    gestation_weeks: float | None
    delivered_on: date | None
    breastfeeding: str | None
    counts_as_breastfeeding: bool = False
    third_trimester: bool = False
    dexa_held: bool = False


@dataclass(frozen=True, slots=True)
class ExerciseGates:
    """What content is unlocked (§4); breathing, water and gentle range of motion always are.

    `locked_why` is the first thing that locks weight-bearing exercise: not-resolved, no-fwb, no-permission,
    open-finding, or nothing. `why_not` holds all of them.
    """

    weight_bearing: bool
    strengthening: bool
    locked_why: str
    balance: bool = False
    gentle: bool = True
    why_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answer at one moment."""

    version: str
    today: date
    episodes: tuple[EpisodeState, ...]
    findings: tuple[FindingState, ...]
    due: tuple[DueItem, ...]
    next_change_at: datetime | None
    load: Mapping[str, PrescriptionState | None]
    load_terms: Mapping[str, tuple[LoadTerm, ...]]
    pregnancy: PregnancyState
    exercise_gates: ExerciseGates
    weight: Weight | None = None

    @property
    def open_findings(self) -> tuple[FindingState, ...]:
        """Findings that are open or acknowledged."""
        return tuple(f for f in self.findings if f.state != "resolved")

    @property
    def current_episode(self) -> EpisodeState | None:
        """The latest episode; one that was only told of where there is no other."""
        return self.episodes[-1] if self.episodes else None
