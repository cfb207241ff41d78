"""The course told in order: which areas hurt when, which episodes there were, what was new.

One pass over the facts, day by day; `day_order` says in which order the entries of one day are taken, so that the order
in which they were made matters only where the guidance says so.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from .areas import HIP_AREA, JOINTS, NAMED, SIDES, area_of
from .facts import Fact
from .pain_log import Log
from .registry import Trigger
from .spans import FOREVER, Spans, union

__all__ = ["HIP_AREA", "JOINTS", "NAMED", "SIDES", "Course", "Episode", "Run", "Site", "area_of"]


@dataclass(slots=True)
class Run:
    """Pain that lasts: from an entry until it is reported gone or a clinician resolves the site.

    `onset` may lie before `start`, when entries of unknown side came first. `seq` is the place of the first entry.
    """

    start: int
    onset: int
    key: str
    seq: int
    end: int = FOREVER
    by: str = "rule:condition-ended"


@dataclass(slots=True)
class Site:
    """A site of an episode. `by` says what made it one: founding, pain, diagnosis, pain-before, told."""

    onset: int
    joined: int
    by: str
    key: str
    resolved: int | None = None


@dataclass(slots=True)
class Episode:
    """An illness period; a previous one that was only told of has `previous`.

    `sites` are the sites that it holds; `unknown_hip` is the hip that it held until its side was known. `seen` and `own` say on which day each place first hurt in it, by any entry and
    by one for that side alone. `after` are places that hurt since its resolution, each by an entry of its own.
    """

    onset: int
    since: int
    previous: bool = False
    diagnosed: int | None = None
    diagnosed_key: str = ""
    resolved: int | None = None
    resolved_seq: int = -1
    basis: str | None = None
    sites: dict[str, Site] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    own: dict[str, int] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)
    unknown_hip: Site | None = None
    keys: list[str] = field(default_factory=list)
    home_treatment: tuple[int, str] | None = None
    first_pain: tuple[int, str] | None = None


@dataclass(slots=True)
class Course:
    """What the fold leaves behind."""

    logs: dict[str, Log] = field(default_factory=dict)
    runs: dict[str, list[Run]] = field(default_factory=dict)
    changes: dict[str, list[tuple[int, str, str]]] = field(default_factory=dict)
    episodes: list[Episode] = field(default_factory=list)
    told: list[Episode] = field(default_factory=list)
    opposite: list[tuple[str, Trigger]] = field(default_factory=list)
    new_joint: list[tuple[str, Trigger]] = field(default_factory=list)
    further: list[tuple[int, Trigger]] = field(default_factory=list)
    returned: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    resolved_spans: dict[str, Spans] = field(default_factory=dict)
    resolutions: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    lapses: dict[str, list[tuple[int, str, int]]] = field(default_factory=dict)
    states: list[tuple[int, str]] = field(default_factory=list)
    case_from: int = FOREVER
    adopted: dict[str, int] = field(default_factory=dict)
    before_adoption: dict[str, tuple[list[Fact], list[tuple[int, str, str]]]] = field(default_factory=dict)
    back: list[tuple[int, int, str, str]] = field(default_factory=list)
    back_gone: list[tuple[int, int, str]] = field(default_factory=list)
    reports: dict[str, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    prescriptions: dict[str, list[Fact]] = field(default_factory=dict)
    symptoms: list[Fact] = field(default_factory=list)

    def state_spans(self, *states: str) -> Spans:
        """Days at whose end the current case is in one of the states."""
        out: Spans = []
        for i, (day, state) in enumerate(self.states):
            end = self.states[i + 1][0] if i + 1 < len(self.states) else FOREVER
            if state in states and day < end:
                out.append((day, end))
        return union(out)

    def run_spans(self, area: str) -> Spans:
        """Days on which pain of the area lasts."""
        return union((r.start, r.end) for r in self.runs.get(area, ()))

    def last_resolution(self, area: str, day: int) -> int | None:
        """The last day until `day` on which a clinician resolved the area; None where nobody did."""
        unknown = area.split(":")[0] + ":unknown"
        days = [d for name in {area, unknown} for d, _ in self.resolutions.get(name, ()) if d <= day]
        return max(days, default=None)

    def onset(self, area: str, day: int) -> int | None:
        """When the illness of the area began, as known on a day; None where there is none.

        In an episode that holds it, its onset there: the first pain entry, or the diagnosis where there was none. Else
        the first pain entry since the area was resolved.
        """
        held: Site | None = None
        for episode in self.episodes:
            site = episode.sites.get(area) or (episode.unknown_hip if area == "hip:unknown" else None)
            if site is not None and episode.since <= day and site.joined <= day:
                held = site
        # A diagnosis may have taken it up again since: whether it was resolved on the day is asked of the days.
        was = any(-FOREVER < start <= day < end for start, end in self.resolved_spans.get(area, ()))
        if held is not None and not was and (held.resolved is None or held.resolved > day):
            return held.onset
        since = max((seq for d, seq in self.resolutions.get(area, ()) if d <= day), default=-1)
        pains = [run.onset for run in self.runs.get(area, ()) if run.start <= day and run.seq > since]
        return pains[0] if pains else held.onset if held is not None else None
