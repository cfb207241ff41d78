"""The course told in order: which areas hurt when, which episodes there were, what was new.

One pass over the facts, in order of day and moment. An area is `hip:left`, `knee:right`, `hip:unknown` …;
the hip area is hip, groin, buttock and thigh (001 003 004), and pain that radiates there counts too.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from .facts import Fact, Facts
from .pain_log import Log, hurts
from .registry import Trigger
from .spans import FOREVER, Spans, union

HIP_AREA = frozenset({"hip", "groin", "buttock", "thigh"})
JOINTS = ("knee", "ankle", "foot")
SIDES = ("left", "right")
UNKNOWN = ("unknown",)
NAMED: dict[str | None, tuple[str, ...]] = {"left": ("left",), "right": ("right",), "both": SIDES}
Place = tuple[str, str | None, tuple[str, ...]]  # site, side, where it radiates to


@dataclass(slots=True)
class Run:
    """Pain that lasts: from an entry until it is reported gone or a clinician resolves the site.

    `onset` may lie before `start`, when entries of unknown side came first.
    """

    start: int
    onset: int
    key: str
    end: int = FOREVER
    by: str = "rule:condition-ended"


@dataclass(slots=True)
class Site:
    """A site of an episode."""

    onset: int
    joined: int
    by: str
    key: str
    resolved: int | None = None


@dataclass(slots=True)
class Episode:
    """An illness period; a previous one that was only told of has `previous`."""

    onset: int
    since: int
    previous: bool = False
    diagnosed: int | None = None
    diagnosed_key: str = ""
    resolved: int | None = None
    basis: str | None = None
    sites: dict[str, Site] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    home_treatment: tuple[int, str] | None = None
    painful: bool = False


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
    migratory: list[Trigger] = field(default_factory=list)
    returned: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    resolved_spans: dict[str, Spans] = field(default_factory=dict)
    states: list[tuple[int, str]] = field(default_factory=list)
    case_from: int = FOREVER
    back: list[tuple[int, str, str]] = field(default_factory=list)
    back_gone: list[tuple[int, str]] = field(default_factory=list)
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


def follow(facts: Facts) -> Course:
    """Fold all facts, in order."""
    walker = _Walker()
    steps = {
        "pain": walker.pain,
        "change": walker.change,
        "diagnosis": walker.diagnosis,
        "resolution": walker.resolution,
        "previous_episode": walker.previous,
        "home_treatment": walker.home_treatment,
        "weight_bearing": walker.report,
        "prescription": walker.prescription,
    }
    for fact in facts.rows:
        step = steps.get(fact.kind)
        if step is not None:
            step(fact)
    return walker.course


def area_of(site: str, side: str) -> str:
    """`hip:left` for a groin on the left."""
    return f"{'hip' if site in HIP_AREA else site}:{side}"


class _Walker:
    """The state while walking through the facts."""

    def __init__(self) -> None:
        self.course = Course()
        self.alive: dict[str, Run] = {}
        self.pending_home: tuple[int, str] | None = None
        # Where an entry belongs that names a place again of which nothing has changed since: most entries do.
        self.settled: dict[Place, list[Log]] = {}

    @property
    def current(self) -> Episode | None:
        return self.course.episodes[-1] if self.course.episodes else None

    def hip_sides(self) -> tuple[str, ...]:
        """Known hip sides of the episode, or of the previous ones."""
        current = self.current
        groups = ([current] if current else []) + list(reversed(self.course.episodes[:-1])) + self.course.told
        for episode in groups:
            sides = tuple(s for s in SIDES if f"hip:{s}" in episode.sites or f"hip:{s}" in episode.after)
            if sides:
                return sides
        return ()

    def areas(self, site: str, side: str | None) -> tuple[str, ...]:
        """The areas that a site and a side of an entry mean now."""
        name = "hip" if site in HIP_AREA else site
        if side in SIDES:
            return (f"{name}:{side}",)
        if side == "both":
            return (f"{name}:left", f"{name}:right")
        if name == "hip":
            return tuple(f"hip:{s}" for s in self.hip_sides()) or ("hip:unknown",)
        current = self.current
        held = tuple(f"{name}:{s}" for s in SIDES if current and f"{name}:{s}" in current.sites)
        return held or (f"{name}:unknown",)

    def set_state(self, day: int, state: str) -> None:
        states = self.course.states
        if states and states[-1][0] == day:
            states[-1] = (day, state)
        elif not states or states[-1][1] != state:
            states.append((day, state))

    # pain ---------------------------------------------------------------------------------------------------

    def pain(self, fact: Fact) -> None:
        said = fact.data.get
        radiates = said("radiates_to")
        place = said("site") or "hip", said("side"), tuple(radiates) if radiates else ()
        logs = self.settled.get(place)
        if logs is None:
            self.pain_anew(fact, place)
            return
        for log in logs:
            log.entries.append(fact)
        if hurts(fact):
            self.course.symptoms.append(fact)

    def pain_anew(self, fact: Fact, place: Place) -> None:
        """An entry of which it is not yet a matter of course where it belongs: it may found an episode or join it."""
        site, side, radiates = place
        areas = self.pain_areas(*place)
        logs = [self.course.logs.setdefault(area, Log()) for area in areas]
        for log in logs:
            log.entries.append(fact)
        if not hurts(fact):
            return
        if site == "low_back" and "groin" in radiates:
            self.course.back.append((fact.day, side or "unknown", fact.key))
        if not areas:
            return
        self.course.symptoms.append(fact)
        for log in logs:
            log.first_hurt = fact.day if log.first_hurt is None else log.first_hurt
        sites = self.current.sites if self.current else {}
        held = all(area in sites and sites[area].joined < fact.day for area in areas)
        if not held:
            self.join(fact, areas, side == "both")
        for area in areas:
            if area not in self.alive:
                self.start_run(area, fact.day, fact.day, fact.key)
        if held and site != "low_back":
            self.settled[place] = logs

    def pain_areas(self, site: str, side: str | None, radiates: tuple[str, ...]) -> tuple[str, ...]:
        """The areas that an entry is about: pain that radiates to the hip area is pain there."""
        areas: tuple[str, ...] = ()
        if site in HIP_AREA or not HIP_AREA.isdisjoint(radiates):
            areas = self.areas("hip", side)
        return areas + self.areas(site, side) if site in JOINTS else areas

    def start_run(self, area: str, start: int, onset: int, key: str) -> None:
        run = Run(start, onset, key)
        self.alive[area] = run
        self.course.runs.setdefault(area, []).append(run)

    def end_run(self, area: str, day: int, by: str) -> None:
        self.settled.clear()
        run = self.alive.pop(area, None)
        if run is not None:
            run.end, run.by = day, by

    def earlier_sites(self, *, with_current: bool) -> set[str]:
        past = self.course.told + self.course.episodes[: None if with_current else -1]
        return {area for episode in past for area in episode.sites}

    def join(self, fact: Fact, areas: tuple[str, ...], both: bool) -> None:
        """Let the entry found, join or stand beside the episode, and note what was new that day."""
        course, current = self.course, self.current
        earlier = self.earlier_sites(with_current=current is None)
        founding = current is None
        if current is None:
            current = Episode(onset=fact.day, since=fact.day, keys=[fact.key])
            current.home_treatment, self.pending_home = self.pending_home, None
            course.episodes.append(current)
            self.set_state(fact.day, "suspected")
        first_entry = not current.painful and current.since == fact.day
        current.painful = True
        only_founds = first_entry and not course.told and len(course.episodes) == 1
        held_hips = (
            {a for a in earlier if a.startswith("hip:")}
            if founding
            else {a for a in (*current.sites, *current.after) if a.startswith("hip:")}
        )
        for area in areas:
            site = current.sites.get(area)
            seen = current.after.get(area)
            new = (
                (site is None and seen is None)
                or (site is not None and site.joined == fact.day and self.new_today(area, site, fact.day))
                or seen == fact.day
            )
            if founding and area in earlier:
                new = False
            if new and not only_founds:
                self.note_new(fact, area, both, earlier, held_hips)
            if site is None and seen is None:
                self.take(fact, current, area, "founding" if founding else "pain")

    def new_today(self, area: str, site: Site, day: int) -> bool:
        """A site is new all day on its first pain entry, though a diagnosis of that day names it too."""
        return site.by == "pain" or (site.by == "diagnosis" and self.course.logs[area].first_hurt == day)

    def note_new(self, fact: Fact, area: str, both: bool, earlier: set[str], held_hips: set[str]) -> None:
        course = self.course
        trigger = Trigger(fact.day, fact.seq, (fact.key,))
        if area.startswith("hip:"):
            others = {a for a in held_hips if a != area}
            if "hip:unknown" in others and len(others) == 1:
                return
            if not others and not any(a.startswith("hip:") for a in earlier if a != area) and area not in earlier:
                course.new_joint.append((area, trigger))
            elif others and not both:
                course.opposite.append((area, trigger))
        elif area not in earlier:
            course.new_joint.append((area, trigger))

    def take(self, fact: Fact, episode: Episode, area: str, by: str) -> None:
        """The episode holds the area from now on (a resolved one only remembers it)."""
        self.settled.clear()
        if episode.resolved is not None:
            episode.after[area] = fact.day
        else:
            onset = fact.day
            if area in ("hip:left", "hip:right") and "hip:unknown" in episode.sites:
                onset = episode.sites.pop("hip:unknown").onset
                unknown = self.alive.get("hip:unknown")
                if unknown is not None and area not in self.alive:
                    self.end_run("hip:unknown", fact.day, "rule:condition-ended")
                    self.start_run(area, fact.day, unknown.onset, unknown.key)
            episode.sites[area] = Site(onset, fact.day, by, fact.key)
        if len(episode.sites) + len([a for a in episode.after if a not in episode.sites]) >= 3:
            self.course.migratory.append(Trigger(fact.day, fact.seq, (fact.key,), {"area": area}))

    # changes ------------------------------------------------------------------------------------------------

    def change(self, fact: Fact) -> None:
        data, course = fact.data, self.course
        site, side, direction = data.get("site"), data.get("side"), str(data.get("direction") or "")
        areas: tuple[str, ...]
        if not site:
            known = [*course.logs, *(self.current.sites if self.current else ())]
            areas = tuple(dict.fromkeys(a for a in known if side not in SIDES or a.endswith(f":{side}")))
            if not areas:
                areas = self.areas("hip", side)
            elif any(a.startswith("hip:") and a != "hip:unknown" for a in areas):
                areas = tuple(a for a in areas if a != "hip:unknown")
        elif site in HIP_AREA or site in JOINTS:
            areas = self.areas(site, side)
        else:
            back = [s for _, s, _ in course.back]
            areas = self.areas("hip", side or back[-1]) if back else ()
        if (
            direction in ("better", "gone")
            and "hip:unknown" in self.alive
            and any(a.startswith("hip:") for a in areas)
        ):
            areas = tuple(dict.fromkeys([*areas, "hip:unknown"]))
        for area in areas:
            course.changes.setdefault(area, []).append((fact.day, direction, fact.key))
            if direction == "gone":
                self.end_run(area, fact.day, "rule:gone")
            elif direction == "returned":
                course.returned.setdefault(area, []).append((fact.day, fact.seq, fact.key))
        if direction == "gone" and (not site or site == "low_back" or site in HIP_AREA):
            course.back_gone.append((fact.day, side or "unknown"))
        if direction in ("worse", "same", "returned"):
            course.symptoms.append(fact)

    # episodes -----------------------------------------------------------------------------------------------

    def diagnosis(self, fact: Fact) -> None:
        self.settled.clear()
        data, course, current = fact.data, self.course, self.current
        site = data.get("site") or "hip"
        areas = self.areas(site, data.get("side")) if site in HIP_AREA or site in JOINTS else ()
        if current is None:
            current = Episode(onset=fact.day, since=fact.day, home_treatment=self.pending_home)
            self.pending_home = None
            course.episodes.append(current)
        elif current.resolved is not None:
            pains = sorted(
                (run.start, run.key, area)
                for area, runs in course.runs.items()
                for run in runs
                if run.start > current.resolved
            )
            opened = Episode(onset=pains[0][0] if pains else fact.day, since=fact.day, keys=[p[1] for p in pains[:1]])
            for start, key, area in pains:
                if area not in opened.sites and area in self.alive:
                    opened.sites[area] = Site(start, fact.day, "pain-before", key)
            opened.home_treatment, self.pending_home = self.pending_home, None
            current = opened
            course.episodes.append(current)
        if current.diagnosed is None:
            current.diagnosed, current.diagnosed_key = fact.day, fact.key
        current.keys.append(fact.key)
        for area in areas:
            held = current.sites.get(area)
            if held is None:
                self.take(fact, current, area, "diagnosis")
            else:
                held.resolved = None
            self.reopen(area, fact.day)
        for area in list(current.sites):
            if current.sites[area].resolved is None:
                self.reopen(area, fact.day)
        course.case_from = min(course.case_from, fact.day)
        self.set_state(fact.day, "active")

    def reopen(self, area: str, day: int) -> None:
        spans = self.course.resolved_spans.get(area)
        if spans and spans[-1][1] == FOREVER:
            spans[-1] = (spans[-1][0], day)

    def resolution(self, fact: Fact) -> None:
        data, current, course = fact.data, self.current, self.course
        if current is None or current.resolved is not None:
            return
        site, side = data.get("site"), data.get("side")
        name = "hip" if site in HIP_AREA else site
        whole = not site and side not in SIDES
        for area, held in current.sites.items():
            place, own = area.split(":")
            if whole or ((not name or place == name) and (side not in SIDES or own in (side, "unknown"))):
                if held.resolved is None:
                    held.resolved = fact.day
                    course.resolved_spans.setdefault(area, []).append((fact.day + 1, FOREVER))
                self.end_run(area, fact.day, "rule:episode-resolved")
        current.keys.append(fact.key)
        if whole or all(s.resolved is not None for s in current.sites.values()):
            current.resolved, current.basis = fact.day, data.get("basis")
            for area in list(self.alive):
                self.end_run(area, fact.day, "rule:episode-resolved")
            course.case_from = min(course.case_from, fact.day)
            self.set_state(fact.day, "resolved")

    def previous(self, fact: Fact) -> None:
        self.settled.clear()
        data, course = fact.data, self.course
        site = data.get("site") or "hip"
        onset = fact.day - round(float(data.get("years_ago") or 0) * 365.25)
        told = Episode(onset=onset, since=fact.day, previous=True, resolved=fact.day, keys=[fact.key])
        side = data.get("side")
        sides = SIDES if side == "both" else (side,) if side in SIDES else ("unknown",)
        if site in HIP_AREA or site in JOINTS:
            for own in sides:
                area = area_of(site, own)
                told.sites[area] = Site(onset, fact.day, "told", fact.key, resolved=fact.day)
                current = self.current
                held = current.sites.get(area) if current and current.diagnosed is not None else None
                if held is None or held.resolved is not None:
                    spans = course.resolved_spans.setdefault(area, [])
                    if not spans or spans[-1][1] != FOREVER:
                        spans.append((fact.day, FOREVER))
        course.told.append(told)
        course.case_from = min(course.case_from, fact.day)
        if self.current is None:
            self.set_state(fact.day, "resolved")

    def home_treatment(self, fact: Fact) -> None:
        current = self.current
        if current is None or current.resolved is not None:
            self.pending_home = self.pending_home or (fact.day, fact.key)
            return
        if current.home_treatment is None:
            current.home_treatment = (fact.day, fact.key)

    # load ---------------------------------------------------------------------------------------------------

    def report(self, fact: Fact) -> None:
        for side in self.sides(fact, UNKNOWN):
            self.course.reports[side].append(fact)

    def prescription(self, fact: Fact) -> None:
        for side in self.sides(fact, SIDES):
            self.course.prescriptions.setdefault(side, []).append(fact)

    def sides(self, fact: Fact, otherwise: tuple[str, ...]) -> tuple[str, ...]:
        return NAMED.get(fact.data.get("side")) or self.hip_sides() or otherwise
