"""How episodes begin and end: a diagnosis founds, joins or opens one, a resolution ends one or a site of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .areas import HIP_AREA, JOINTS, NAMED, SIDES, area_of, legs_of
from .course import Course, Episode, Site
from .spans import FOREVER, Spans

if TYPE_CHECKING:
    from .facts import Fact
    from .walker import Walker


def diagnosis(walker: Walker, fact: Fact) -> None:
    """A diagnosis founds the episode, joins it, or after a resolution opens the next one; its site is held by it."""
    walker.settled.clear()
    course, current, day = walker.course, walker.current, fact.day
    site = fact.data.get("site") or "hip"
    areas = walker.areas(site, fact.data.get("side")) if site in HIP_AREA or site in JOINTS else ()
    before: int | None = None
    if current is None:
        current = Episode(onset=day, since=day)
        take_home_treatment(walker, current)
        course.episodes.append(current)
    elif current.resolved is not None:
        before = current.resolved
        current = _next_episode(walker, current, day)
        course.episodes.append(current)
    opens = current.diagnosed is None
    if opens:
        current.diagnosed, current.diagnosed_key = day, fact.key
    current.keys.append(fact.key)
    for area in areas:
        held = current.sites.get(area)
        if held is None:
            walker.take(fact, current, area, "diagnosis")
            walker.count_places(fact, current, area)
        else:
            held.resolved = None
    taken = dict.fromkeys([*areas, *(a for a, s in current.sites.items() if opens and s.resolved is None)])
    for area in taken:
        _reopen(walker, area, day, before)
    course.case_from = min(course.case_from, day)
    walker.set_state(day, "active")


def _next_episode(walker: Walker, last: Episode, day: int) -> Episode:
    """The episode that a diagnosis opens after a resolution: its onset is the first pain entry since."""
    pains = sorted(
        (run.seq, run.start, run.key, area)
        for area, runs in walker.course.runs.items()
        for run in runs
        if run.seq > last.resolved_seq
    )
    opened = Episode(onset=pains[0][1] if pains else day, since=day, keys=[p[2] for p in pains[:1]])
    if pains:
        opened.first_pain = pains[0][1:3]
    for _, start, key, area in pains:
        opened.seen.setdefault(area, start)
        if area in last.after:
            opened.own.setdefault(area, last.after[area])
            if area in walker.alive:
                opened.sites.setdefault(area, Site(start, day, "pain-before", key))
    take_home_treatment(walker, opened)
    return opened


def _reopen(walker: Walker, area: str, day: int, before: int | None) -> None:
    """The area is ill again: what was signed for its leg until it was resolved is of the earlier illness."""
    course = walker.course
    spans = _resolved_spans(course, area)
    was_resolved = bool(spans) and spans[-1][1] == FOREVER
    if was_resolved:
        spans[-1] = (spans[-1][0], day)
    last = course.last_resolution(area, day) if was_resolved else None
    signed = [d for d in (before, last) if d is not None]
    if signed:
        for side in legs_of(area):
            course.lapses.setdefault(side, []).append((day, "diagnosis", max(signed)))


def _resolved_spans(course: Course, area: str) -> Spans:
    """The days on which the area is resolved; where its side was not known then, those of the unknown side are its own."""
    unknown = course.resolved_spans.get(area.split(":")[0] + ":unknown", [])
    return course.resolved_spans.setdefault(area, list(unknown))


def resolution(walker: Walker, fact: Fact) -> None:
    """A clinician resolves the whole episode, or the sites that are named."""
    data, current, course = fact.data, walker.current, walker.course
    if current is None or current.resolved is not None:
        return
    walker.settled.clear()
    site, side = data.get("site"), data.get("side")
    name = "hip" if site in HIP_AREA else site
    whole = not site and side not in SIDES
    for area, held in current.sites.items():
        place, own = area.split(":")
        if whole or ((not name or place == name) and (side not in SIDES or own in (side, "unknown"))):
            if held.resolved is None:
                held.resolved = fact.day
                _resolved(walker, area, fact)
            walker.end_run(area, fact.day, "rule:episode-resolved")
    current.keys.append(fact.key)
    if whole or all(s.resolved is not None for s in current.sites.values()):
        current.resolved, current.resolved_seq, current.basis = fact.day, fact.seq, data.get("basis")
        for area in list(walker.alive):
            walker.end_run(area, fact.day, "rule:episode-resolved")
        course.case_from = min(course.case_from, fact.day)
        walker.set_state(fact.day, "resolved")


def _resolved(walker: Walker, area: str, fact: Fact) -> None:
    course = walker.course
    spans = _resolved_spans(course, area)
    if spans and spans[-1][1] == FOREVER:
        spans[-1] = (spans[-1][0], fact.day)
    spans.append((fact.day, FOREVER))
    course.resolutions.setdefault(area, []).append((fact.day, fact.seq))


def previous(walker: Walker, fact: Fact) -> None:
    """An episode that was only told of counts as a resolved case that held its sites."""
    data, course = fact.data, walker.course
    site = data.get("site") or "hip"
    onset = fact.day - round(float(data.get("years_ago") or 0) * 365.25)
    told = Episode(onset=onset, since=fact.day, previous=True, resolved=fact.day, keys=[fact.key])
    if site in HIP_AREA or site in JOINTS:
        for side in NAMED.get(data.get("side")) or ("unknown",):
            area = area_of(site, side)
            told.sites[area] = Site(onset, fact.day, "told", fact.key, resolved=fact.day)
            course.resolved_spans[area] = [(-FOREVER, FOREVER)]
    course.told.append(told)
    course.case_from = -FOREVER


def home_treatment(walker: Walker, fact: Fact) -> None:
    """Its first recorded start counts; one that is told between two episodes is of the next."""
    current = walker.current
    if current is None or current.resolved is not None:
        walker.pending_home.append((fact.day, fact.key))
    elif current.home_treatment is None:
        current.home_treatment = (fact.day, fact.key)


def take_home_treatment(walker: Walker, episode: Episode) -> None:
    """What was told before the episode began is of it."""
    episode.home_treatment = walker.pending_home[0] if walker.pending_home else None
    walker.pending_home = []
