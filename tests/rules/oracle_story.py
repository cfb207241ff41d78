"""First part of the second reading: what happened, told day by day. It shares nothing with `backend/guidance`.

Written from the text of the guidance (§1) and slow on purpose: no sets of days, only what is known on the evening of a day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

HIPS = ("hip", "groin", "buttock", "thigh")
JOINTS = ("knee", "ankle", "foot")
LEGS = ("left", "right")
STEPS = ["NWB", "TTWB", "PWB", "WBAT", "FWB"]
NEVER = 10**6


class Event(NamedTuple):
    """One entry. `order` is its place among all."""

    day: int
    order: int
    kind: str
    data: dict[str, Any]


@dataclass
class Held:
    onset: int
    joined: int
    how: str
    resolved: int | None = None


@dataclass
class Ill:
    """An episode as it stands this evening."""

    began: int
    onset: int
    diagnosed: int | None = None
    resolved: int | None = None
    sites: dict[str, Held] = field(default_factory=dict)
    hurt: dict[str, int] = field(default_factory=dict)
    alone: dict[str, int] = field(default_factory=dict)
    since_resolved: dict[str, int] = field(default_factory=dict)
    home: int | None = None


@dataclass
class Signed:
    day: int
    order: int
    status: str
    percent: float | None
    review: int | None
    limit_kg: float | None = None
    ceiling_kg: float | None = None
    over: int | None = None
    lapsed: bool = False


def hurts(entry: Event) -> bool:
    return entry.data.get("intensity") is None or entry.data["intensity"] > 0


class Tale:
    """All that is known; `evening(day)` goes on by one day."""

    def __init__(self, events: list[Event]) -> None:
        self.by_day: dict[int, list[Event]] = {}
        for event in events:
            self.by_day.setdefault(event.day, []).append(event)
        self.episodes: list[Ill] = []
        self.before: set[str] = set()  # sites of what was only told of, whenever it was told
        for event in events:
            if event.kind == "previous_episode" and event.data.get("site", "hip") in HIPS + JOINTS:
                self.before.update(self.named(event, ("unknown",)))
        self.told = any(event.kind == "previous_episode" for event in events)
        self.entries: dict[str, list[Event]] = {}
        self.words: dict[str, list[Event]] = {}
        self.lasting: dict[str, tuple[int, int]] = {}  # area: order and day of the entry that began it
        self.pains: list[tuple[int, int, str]] = []  # every beginning of pain: order, day, area
        self.well: dict[str, tuple[int, int]] = dict.fromkeys(
            self.before, (-NEVER, -1)
        )  # resolved: on which day, place
        self.signed: dict[str, list[Signed]] = {"left": [], "right": []}
        self.reports: dict[str, list[Event]] = {"left": [], "right": [], "unknown": []}
        self.home: int | None = None
        self.back: dict[str, list[Event]] = {}
        self.back_end: dict[tuple[str, int], int] = {}
        self.symptoms: list[int] = []
        self.opposite: list[tuple[str, Event]] = []
        self.joint: list[tuple[str, Event]] = []
        self.wander: list[tuple[str, Event]] = []
        self.returned: list[tuple[str, int, int, int]] = []  # area, day, order, first day of that pain
        self.past: list[Event] = []
        self.kinds: dict[str, list[Event]] = {}
        self.case: int | None = -NEVER if self.told else None

    # -- places -------------------------------------------------------------------------------------------------

    @property
    def now(self) -> Ill | None:
        return self.episodes[-1] if self.episodes else None

    @staticmethod
    def named(event: Event, otherwise: tuple[str, ...]) -> list[str]:
        site, side = event.data.get("site") or "hip", event.data.get("side")
        name = "hip" if site in HIPS else site
        sides = (side,) if side in LEGS else LEGS if side == "both" else otherwise
        return [f"{name}:{one}" for one in sides]

    def held(self, name: str) -> tuple[str, ...]:
        """The sides of it that the latest episode holds which holds any; a side that hurt since its end counts too."""
        for episode in reversed(self.episodes):
            sides = tuple(
                s for s in LEGS if f"{name}:{s}" in episode.sites or f"{name}:{s}" in episode.since_resolved
            )
            if sides:
                return sides
        return tuple(s for s in LEGS if f"{name}:{s}" in self.before)

    def places(self, event: Event, site: str | None = None) -> list[str]:
        name = site or event.data.get("site") or "hip"
        name = "hip" if name in HIPS else name
        return self.named(
            Event(event.day, event.order, "", {"site": name, "side": event.data.get("side")}),
            self.held(name) or ("unknown",),
        )

    def earlier(self) -> set[str]:
        return self.before | {a for episode in self.episodes[:-1] for a in episode.sites}

    def well_since(self, area: str) -> tuple[int, int] | None:
        """Resolved and not ill again: since which day and place. What an unknown side says is said of each."""
        since = self.well.get(area, self.well.get(area.split(":")[0] + ":unknown"))
        return None if since is None or since[0] == NEVER else since

    # -- one day ------------------------------------------------------------------------------------------------

    def evening(self, day: int) -> None:
        todays = self.by_day.get(day, [])
        cuts = [e.order for e in todays if e.kind == "resolution"]
        left = list(todays)
        for cut in [*cuts, None]:
            part = [e for e in left if cut is None or e.order < cut]
            left = [e for e in left if e not in part]
            for event in part:
                if event.kind == "diagnosis":
                    self.diagnosis(event)
            for event in part:
                if event.kind == "pain":
                    self.pain(event)
            for event in part:
                if event.kind == "change":
                    self.change(event)
            if cut is not None:
                self.resolution(left.pop(0))
        for event in todays:
            if event.kind == "home_treatment":
                if self.now is None or self.now.resolved is not None:
                    self.home = event.day if self.home is None else self.home
                elif self.now.home is None:
                    self.now.home = event.day
            elif event.kind == "weight_bearing":
                side = event.data.get("side")
                for leg in (side,) if side in LEGS else LEGS if side == "both" else self.held("hip") or ("unknown",):
                    self.reports[leg].append(event)
                if event.data.get("status") == "UNABLE":
                    self.symptoms.append(day)
            elif event.kind == "prescription":
                self.sign(event)
        self.past += todays
        for event in todays:
            self.kinds.setdefault(event.kind, []).append(event)
        self.returns(day)
        for area, event in self.opposite:
            if event.day == day:
                self.lapse(area.split(":")[1], day, day - 1)

    def sign(self, event: Event) -> None:
        side, data = event.data.get("side"), event.data
        for leg in (side,) if side in LEGS else LEGS if side == "both" else self.held("hip") or LEGS:
            for old in self.signed[leg]:
                if old.over is None or (old.over >= event.day and not old.lapsed):
                    old.over = event.day
            self.signed[leg].append(
                Signed(
                    event.day,
                    event.order,
                    data["status"],
                    data.get("percent"),
                    data.get("review_on"),
                    data.get("limit_kg"),
                    data.get("ceiling_kg"),
                )
            )

    def lapse(self, leg: str, day: int, signed_until: int) -> None:
        """What was signed for the leg until then ends by itself on the day."""
        for legs in (leg,) if leg in LEGS else LEGS:
            for one in self.signed[legs]:
                if one.day <= signed_until and one.day < day and (one.over is None or one.over >= day):
                    one.over, one.lapsed = day, True

    def in_force(self, leg: str) -> Signed | None:
        standing = [one for one in self.signed[leg] if one.over is None]
        return standing[-1] if standing else None

    # -- pain ---------------------------------------------------------------------------------------------------

    def pain(self, event: Event) -> None:
        data = event.data
        radiates = data.get("radiates_to") or []
        areas = self.places(event, "hip") if data["site"] in HIPS or any(r in HIPS for r in radiates) else []
        areas += self.places(event) if data["site"] in JOINTS else []
        for area in areas:
            self.entries.setdefault(area, []).append(event)
        if not hurts(event):
            return
        if data["site"] == "low_back" and "groin" in radiates:
            self.back.setdefault(
                data["side"] if data.get("side") in ("left", "right", "both") else "unknown", []
            ).append(event)
        if areas:
            self.symptoms.append(event.day)
            self.join(event, areas)
        for area in areas:
            self.hurting(area, event)

    def hurting(self, area: str, event: Event) -> None:
        if area not in self.lasting:
            self.lasting[area] = (event.order, event.day)
            self.pains.append((event.order, event.day, area))

    def join(self, event: Event, areas: list[str]) -> None:
        day, alone, episode = event.day, event.data.get("side") != "both", self.now
        founding = episode is None
        if episode is None:
            episode = Ill(day, day, home=self.home)
            self.home = None
            self.episodes.append(episode)
        earlier = self.earlier()
        for area in areas:
            first = area not in episode.hurt or episode.hurt[area] == day
            episode.hurt.setdefault(area, day)
            if alone or founding:
                episode.alone.setdefault(area, day)
            if episode.resolved is not None and alone:
                episode.since_resolved.setdefault(area, day)
            site = episode.sites.get(area)
            known = site is not None and not (site.how == "pain" and site.joined == day)
            new = not known and area not in earlier and (not founding or self.told)
            if new:
                hips = {a for a in earlier if a.startswith("hip:")} | {
                    a for a, s in episode.sites.items()
                    if a.startswith("hip:") and a != area and not (s.how == "pain" and s.joined == day)
                }  # fmt: skip
                if not area.startswith("hip:"):
                    if first:
                        self.joint.append((area, event))
                elif hips == {"hip:unknown"}:
                    pass
                elif hips:
                    if alone and episode.alone[area] == day:
                        self.opposite.append((area, event))
                elif first:
                    self.joint.append((area, event))
            if site is None and first and not founding:
                self.further(event, episode, area)
            if site is None and (founding or (alone and episode.resolved is None)):
                self.hold(event, episode, area, "founding" if founding and not new else "pain")
                if founding:
                    self.further(event, episode, area)

    def further(self, event: Event, episode: Ill, area: str) -> None:
        if len({*episode.sites, *episode.hurt}) >= 3:
            self.wander.append((area, event))

    def hold(self, event: Event, episode: Ill, area: str, how: str) -> None:
        onset = episode.hurt.get(area, event.day)
        if area in ("hip:left", "hip:right") and "hip:unknown" in episode.sites:
            onset = episode.sites.pop("hip:unknown").onset
            episode.hurt.pop("hip:unknown", None)
            own = self.entries.setdefault(area, [])
            own += [e for e in self.entries.pop("hip:unknown", []) if e not in own]
            own.sort(key=lambda e: e.order)
            self.words[area] = sorted(
                self.words.pop("hip:unknown", []) + self.words.get(area, []), key=lambda e: (e.day, e.order)
            )
            if "hip:unknown" in self.lasting and area not in self.lasting:
                self.lasting[area] = (event.order, self.lasting.pop("hip:unknown")[1])
                self.pains.append((event.order, event.day, area))
            self.adopted = area
        episode.sites[area] = Held(onset, event.day, how)

    # -- words --------------------------------------------------------------------------------------------------

    def change(self, event: Event) -> None:
        word, site, side = event.data["direction"], event.data.get("site"), event.data.get("side")
        if site in HIPS + JOINTS:
            areas = self.places(event)
        elif site:
            last = max((e for es in self.back.values() for e in es), key=lambda e: e.order, default=None)
            areas = []
            if last is not None:
                where = side or last.data.get("side") or "unknown"
                areas = self.places(Event(event.day, event.order, "", {"site": "hip", "side": where}))
        else:
            known = set(self.entries) | (set(self.now.sites) if self.now else self.before)
            areas = sorted(a for a in known if side not in LEGS or a.endswith(":" + side))
            if any(a.startswith("hip:") and a != "hip:unknown" for a in areas):
                areas = [a for a in areas if a != "hip:unknown"]
            areas = areas or self.places(Event(event.day, event.order, "", {"site": "hip", "side": side}))
        if word in ("better", "gone") and "hip:unknown" in self.lasting and any(a.startswith("hip:") for a in areas):
            areas = [*areas, *({"hip:unknown"} - set(areas))]
        for area in areas:
            self.words.setdefault(area, []).append(event)
            if word == "gone" and area in self.lasting and self.lasting[area][0] < event.order:
                self.lasting.pop(area)
                for later in self.entries.get(area, []):
                    if later.day == event.day and later.order > event.order and hurts(later):
                        self.hurting(area, later)
            if word == "returned" and self.well_since(area) is not None:
                self.returned.append((area, event.day, event.order, event.day))
        if word == "gone" and (not site or site == "low_back" or site in HIPS):
            for own, pains in self.back.items():
                if not side or side == own or side not in LEGS or own not in LEGS:
                    for pain in pains:
                        if pain.order < event.order:
                            self.back_end.setdefault((own, pain.order), event.day)
        if word in ("worse", "same"):
            self.symptoms.append(event.day)

    # -- diagnosis and resolution -------------------------------------------------------------------------------

    def diagnosis(self, event: Event) -> None:
        day, episode = event.day, self.now
        site = event.data.get("site") or "hip"
        own = self.places(event) if site in HIPS + JOINTS else []
        last: int | None = None
        if episode is None or episode.resolved is not None:
            opened = Ill(day, day, home=self.home)
            self.home = None
            if episode is not None:
                last = episode.resolved
                since = sorted(p for p in self.pains if p[0] > self.resolved_at)
                opened.onset = since[0][1] if since else day
                for _, on, area in since:
                    opened.hurt.setdefault(area, on)
                    if area in episode.since_resolved:
                        opened.alone.setdefault(area, episode.since_resolved[area])
                        if area in self.lasting:
                            opened.sites.setdefault(area, Held(on, day, "before"))
            self.episodes.append(opened)
            episode = opened
        opens = episode.diagnosed is None
        episode.diagnosed = day if opens else episode.diagnosed
        for area in own:
            if area in episode.sites:
                episode.sites[area].resolved = None
            else:
                self.hold(event, episode, area, "diagnosis")
                self.further(event, episode, area)
        for area in {*own, *(a for a, s in episode.sites.items() if opens and s.resolved is None)}:
            was = self.well_since(area)
            if area.split(":")[0] + ":unknown" in self.well or area in self.well:
                self.well.pop(area, None)
                self.ill_again(area)
            signed = max(
                [d for d in (last, was[0] if was and was[0] < NEVER else None) if d is not None], default=-NEVER
            )
            if signed > -NEVER:
                self.lapse(area.split(":")[1], day, signed)
        self.case = day if self.case is None else min(self.case, day)

    resolved_at = -1
    adopted = ""  # the side that a hip of unknown side turned out to be: it is not spoken of by itself any more

    def ill_again(self, area: str) -> None:
        """From now on the unknown side's word says nothing about this one."""
        self.well[area] = (NEVER, NEVER)

    def resolution(self, event: Event) -> None:
        episode, site, side = self.now, event.data.get("site"), event.data.get("side")
        if episode is None or episode.resolved is not None:
            return
        name = "hip" if site in HIPS else site
        whole = not site and side not in LEGS
        for area, held in episode.sites.items():
            place, own = area.split(":")
            if whole or ((not name or place == name) and (side not in LEGS or own in (side, "unknown"))):
                if held.resolved is None:
                    held.resolved = event.day
                    self.well[area] = (event.day, event.order)
                self.lasting.pop(area, None)
        if whole or all(s.resolved is not None for s in episode.sites.values()):
            episode.resolved = event.day
            self.resolved_at = event.order
            self.lasting.clear()
            self.case = event.day if self.case is None else min(self.case, event.day)
        for own, pains in self.back.items():
            for pain in pains:
                if episode.resolved == event.day and pain.day < event.day:
                    self.back_end.setdefault((own, pain.order), event.day)

    def returns(self, day: int) -> None:
        """Did pain return today at a site that is resolved?"""
        for area in sorted(self.entries):
            since = self.well_since(area)
            if since is None or since[0] == NEVER:
                continue

            def bad(on: int, area: str = area, since: tuple[int, int] = since) -> list[Event]:
                entries = [
                    e
                    for e in self.entries[area]
                    if e.day == on and (on > since[0] or e.order > since[1]) and on >= since[0]
                ]
                strong = [e for e in entries if e.data.get("intensity") is None or e.data["intensity"] >= 3]
                return entries if strong else []

            today = bad(day)
            before = next((d for d in range(day - 1, day - 7, -1) if bad(d)), None)
            if today and before is not None:
                self.returned.append((area, day, today[-1].order, before))
        for area, on, _, _ in list(self.returned):
            since = self.well_since(area)
            if on == day and since is not None and -NEVER < since[0] < NEVER:
                self.lapse(area.split(":")[1], day, since[0])
