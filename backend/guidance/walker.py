"""Walking through the facts: where each entry belongs, what it founds or joins, what it says has changed."""

from __future__ import annotations

from bisect import insort

from . import episodes
from .areas import HIP_AREA, JOINTS, NAMED, SIDES, is_hip
from .course import Course, Episode, Run, Site
from .day_order import told_rows
from .facts import Fact, Facts
from .pain_log import NOTHING, Log, hurts
from .registry import Trigger
from .spans import FOREVER

UNKNOWN = ("unknown",)
Place = tuple[str, str | None, tuple[str, ...]]  # site, side, where it radiates to


def follow(facts: Facts) -> Course:
    """Fold all facts. What happened before (`previous_episode`) is known whole, however late it was entered."""
    walker = Walker()
    for fact in facts.of("previous_episode"):
        episodes.previous(walker, fact)
    if walker.course.told:
        walker.set_state(facts.rows[0].day, "resolved")
    steps = {
        "pain": walker.pain,
        "change": walker.change,
        "diagnosis": lambda fact: episodes.diagnosis(walker, fact),
        "resolution": lambda fact: episodes.resolution(walker, fact),
        "home_treatment": lambda fact: episodes.home_treatment(walker, fact),
        "weight_bearing": walker.report,
        "prescription": walker.prescription,
    }
    for fact in told_rows(facts):
        step = steps.get(fact.kind)
        if step is not None:
            step(fact)
    return walker.course


class Walker:
    """The state while walking."""

    def __init__(self) -> None:
        self.course = Course()
        self.alive: dict[str, Run] = {}
        self.pending_home: list[tuple[int, str]] = []
        # Where an entry belongs that names a place again of which nothing has changed since: most entries do.
        self.settled: dict[Place, list[Log]] = {}

    @property
    def current(self) -> Episode | None:
        return self.course.episodes[-1] if self.course.episodes else None

    def held_sides(self, name: str) -> tuple[str, ...]:
        """Known sides of a hip or joint that the episode holds, else an earlier one, the latest first.

        Where an episode is resolved, a side that hurt since counts beside those that it held. Episodes that were only told
        of count together: in which order they were told says nothing.
        """
        for episode in reversed(self.course.episodes):
            sides = tuple(s for s in SIDES if f"{name}:{s}" in episode.sites or f"{name}:{s}" in episode.after)
            if sides:
                return sides
        return tuple(s for s in SIDES if any(f"{name}:{s}" in told.sites for told in self.course.told))

    def areas(self, site: str, side: str | None) -> tuple[str, ...]:
        """The areas that a site and a side of an entry mean now; an unknown side is the one that is held."""
        name = "hip" if site in HIP_AREA else site
        sides = NAMED.get(side) or self.held_sides(name) or UNKNOWN
        return tuple(f"{name}:{s}" for s in sides)

    def set_state(self, day: int, state: str) -> None:
        states = self.course.states
        if states and states[-1][0] == day:
            states[-1] = (day, state)
        elif not states or states[-1][1] != state:
            states.append((day, state))

    def earlier_sites(self) -> set[str]:
        """What an episode before the current one holds."""
        return {area for episode in self.course.told + self.course.episodes[:-1] for area in episode.sites}

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
        intensity = said("intensity")  # as `hurts` asks, without a call for each of thousands
        if intensity is None or intensity > 0:
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
            self.course.back.append((fact.day, fact.seq, side or "unknown", fact.key))
        if not areas:
            return
        self.course.symptoms.append(fact)
        if self.place(fact, areas, alone=side != "both") and site != "low_back":
            self.settled[place] = logs
        for area in areas:
            if area not in self.alive:
                self.start_run(area, fact.day, fact.day, fact)

    def pain_areas(self, site: str, side: str | None, radiates: tuple[str, ...]) -> tuple[str, ...]:
        """The areas that an entry is about: pain that radiates to the hip area is pain there."""
        areas: tuple[str, ...] = ()
        if site in HIP_AREA or not HIP_AREA.isdisjoint(radiates):
            areas = self.areas("hip", side)
        return areas + self.areas(site, side) if site in JOINTS else areas

    def start_run(self, area: str, start: int, onset: int, fact: Fact) -> None:
        self.settled.clear()
        run = Run(start, onset, fact.key, fact.seq)
        self.alive[area] = run
        self.course.runs.setdefault(area, []).append(run)

    def end_run(self, area: str, day: int, by: str) -> None:
        self.settled.clear()
        run = self.alive.pop(area, None)
        if run is not None:
            run.end, run.by = day, by

    def place(self, fact: Fact, areas: tuple[str, ...], *, alone: bool) -> bool:
        """Let the entry found the episode, join it or stand beside it, and note what was new that day.

        True where the next such entry can bring nothing new. An entry of both sides makes no side held that was not.
        """
        current, day = self.current, fact.day
        if current is None:
            self.found(fact, areas)
            return False
        if current.first_pain is None:
            current.first_pain = (day, fact.key)
        earlier: set[str] | None = None
        settled = True
        for area in areas:
            site = current.sites.get(area)
            first_seen = current.seen.setdefault(area, day)
            first_own = current.own.setdefault(area, day) if alone else day
            if current.resolved is not None and alone:
                current.after.setdefault(area, day)
            if site is not None and (site.by != "pain" or site.joined != day):
                settled = settled and site.joined != day
                continue
            if site is None and first_seen == day:
                self.count_places(fact, current, area)
            earlier = self.earlier_sites() if earlier is None else earlier
            if area not in earlier:
                self.note_new(fact, area, earlier, seen_today=first_seen == day, own_today=alone and first_own == day)
            if site is None and alone and current.resolved is None:
                self.take(fact, current, area, "pain")
            settled = settled and first_seen != day and not (alone and first_own == day)
        return settled

    def found(self, fact: Fact, areas: tuple[str, ...]) -> None:
        """The first entry founds the episode and holds all its places."""
        course, day = self.course, fact.day
        current = Episode(onset=day, since=day, keys=[fact.key], first_pain=(day, fact.key))
        earlier = {area for told in course.told for area in told.sites}
        course.episodes.append(current)
        episodes.take_home_treatment(self, current)
        self.set_state(day, "suspected")
        alone = len(areas) < 2 or fact.data.get("side") != "both"
        for area in areas:
            current.seen[area] = current.own[area] = day
            new = bool(course.told) and area not in earlier
            if new:
                self.note_new(fact, area, earlier, seen_today=True, own_today=alone)
            self.take(fact, current, area, "pain" if new else "founding")
            self.count_places(fact, current, area)

    def note_new(self, fact: Fact, area: str, earlier: set[str], *, seen_today: bool, own_today: bool) -> None:
        """A place that neither this episode nor an earlier one holds."""
        course, current = self.course, self.current
        sites = current.sites if current else {}
        trigger = Trigger(fact.day, fact.seq, (fact.key,))
        if not is_hip(area):
            if seen_today:
                course.new_joint.append((area, trigger))
            return
        held = {a for a in earlier if is_hip(a)} | {
            a for a, s in sites.items() if is_hip(a) and a != area and (s.by != "pain" or s.joined != fact.day)
        }
        if held == {"hip:unknown"}:
            return
        if not held and seen_today:
            course.new_joint.append((area, trigger))
        elif held and own_today:
            course.opposite.append((area, trigger))

    def count_places(self, fact: Fact, episode: Episode, area: str) -> None:
        """Note how many further places the episode has come to, held or only hurting."""
        further = len({*episode.sites, *episode.seen}) - 1
        if further > 0:
            self.course.further.append((further, Trigger(fact.day, fact.seq, (fact.key,), {"area": area})))

    def take(self, fact: Fact, episode: Episode, area: str, by: str) -> None:
        """The episode holds the area from now on; what was said of an unknown side is its own."""
        self.settled.clear()
        onset = episode.seen.get(area, fact.day)
        if area in ("hip:left", "hip:right") and "hip:unknown" in episode.sites:
            onset = self.adopt(fact, episode, area)
        episode.sites[area] = Site(onset, fact.day, by, fact.key)

    def adopt(self, fact: Fact, episode: Episode, area: str) -> int:
        """The first known side takes over the pain, the words and the onset of the side that was not known."""
        course = self.course
        episode.unknown_hip = episode.sites.pop("hip:unknown")
        onset = episode.unknown_hip.onset
        episode.seen.pop("hip:unknown", None)
        unknown = self.alive.get("hip:unknown")
        if unknown is not None and area not in self.alive:
            self.end_run("hip:unknown", fact.day, "rule:condition-ended")
            self.start_run(area, fact.day, unknown.onset, Fact(fact.day, fact.seq, unknown.key, "pain", {}))
        for name in (area, "hip:unknown"):
            entries, said = course.logs.get(name, NOTHING).entries, course.changes.get(name, ())
            course.adopted.setdefault(name, fact.day)
            course.before_adoption.setdefault(name, (list(entries), list(said)))
        for entry in course.logs["hip:unknown"].entries if "hip:unknown" in course.logs else ():
            insort(course.logs.setdefault(area, Log()).entries, entry, key=lambda f: f.seq)
        words = course.changes.get("hip:unknown")
        if words:
            course.changes[area] = sorted([*words, *course.changes.get(area, ())], key=lambda word: word[0])
        return onset

    # words and reports --------------------------------------------------------------------------------------

    def change(self, fact: Fact) -> None:
        data, course = fact.data, self.course
        site, side, direction = data.get("site"), data.get("side"), str(data.get("direction") or "")
        areas = self.changed_areas(site, side)
        if direction in ("better", "gone") and "hip:unknown" in self.alive and any(map(is_hip, areas)):
            areas = tuple(dict.fromkeys([*areas, "hip:unknown"]))
        for area in areas:
            course.changes.setdefault(area, []).append((fact.day, direction, fact.key))
            if direction == "gone":
                self.gone(area, fact)
            elif direction == "returned" and self.is_resolved(area):
                course.returned.setdefault(area, []).append((fact.day, fact.seq, fact.key))
        if direction == "gone" and (not site or site == "low_back" or site in HIP_AREA):
            course.back_gone.append((fact.day, fact.seq, side or "unknown"))
        if direction in ("worse", "same"):
            course.symptoms.append(fact)

    def is_resolved(self, area: str) -> bool:
        """Whether the area is resolved now; what an unknown side says is said of each."""
        spans = self.course.resolved_spans
        mine = spans.get(area, spans.get(area.split(":")[0] + ":unknown", []))
        return bool(mine) and mine[-1][1] == FOREVER

    def changed_areas(self, site: str | None, side: str | None) -> tuple[str, ...]:
        """What a word is about: its own place; where it names none, every place that hurt or is held."""
        if site in HIP_AREA or site in JOINTS:
            return self.areas(str(site), side)
        if site:
            back = [s for _, _, s, _ in self.course.back]
            return self.areas("hip", side or back[-1]) if back else ()
        held = self.current.sites if self.current else {a: None for told in self.course.told for a in told.sites}
        known = [*self.course.logs, *held]
        areas = tuple(dict.fromkeys(a for a in known if side not in SIDES or a.endswith(f":{side}")))
        if not areas:
            return self.areas("hip", side)
        if any(is_hip(a) and a != "hip:unknown" for a in areas):
            return tuple(a for a in areas if a != "hip:unknown")
        return areas

    def gone(self, area: str, fact: Fact) -> None:
        """Pain of the area ends, unless an entry of the same day tells of it later: of the two the later counts."""
        run = self.alive.get(area)
        if run is None or run.seq > fact.seq:
            return
        self.end_run(area, fact.day, "rule:gone")
        log = self.course.logs.get(area)
        later = [f for f in log.entries if f.day == fact.day and f.seq > fact.seq and hurts(f)] if log else []
        if later:
            self.start_run(area, fact.day, fact.day, later[0])

    def report(self, fact: Fact) -> None:
        said, reports = fact.data.get, self.course.reports
        for side in NAMED.get(said("side")) or self.held_sides("hip") or UNKNOWN:
            reports[side].append(fact)
        if said("status") == "UNABLE":
            self.course.symptoms.append(fact)

    def prescription(self, fact: Fact) -> None:
        for side in self.sides(fact, SIDES):
            insort(self.course.prescriptions.setdefault(side, []), fact, key=lambda f: f.seq)

    def sides(self, fact: Fact, otherwise: tuple[str, ...]) -> tuple[str, ...]:
        return NAMED.get(fact.data.get("side")) or self.held_sides("hip") or otherwise
