"""An independent, slow and literal second reading of the guidance: what stands open each evening, and what is due.

`Oracle(sex, birth_year, risks, events, last)` says for each day which findings are open (`opens[day]`: id, side) and, when asked,
which reminders fall due (`oracle_due.due`). Only the standard library; nothing of `backend/guidance`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.rules.oracle_body import Carrying, better_when_asked, hurt_on, worse
from tests.rules.oracle_kilograms import above, higher, practice, same
from tests.rules.oracle_story import HIPS, JOINTS, LEGS, NEVER, STEPS, Event, Signed, Tale, hurts

LEG_BONES = ("femoral_neck", "hip", "femur", "knee", "ankle", "foot")
NOW = (
    "pregnancy-hip-pain", "pregnancy-back-pain-to-groin", "loading-despite-worsening-pain", "cannot-bear-weight",
    "fracture-reported", "drug-in-pregnancy-or-breastfeeding",
)  # fmt: skip
AGAIN = (
    "pregnancy-hip-pain",
    "pregnancy-back-pain-to-groin",
    "loading-despite-worsening-pain",
    "weight-bearing-undecided",
)
DRUGS = ("bisphosphonate", "calcitonin", "teriparatide", "denosumab", "prostacyclin", "nsaid")


@dataclass
class Finding:
    id: str
    about: str
    side: str | None
    since: int
    until: int = NEVER
    now: bool = False
    acknowledged: bool = False
    first: int = 0  # first day of the pain that opened it
    place: str = ""
    tail: int | None = None


def side_of(area: str) -> str | None:
    side = area.split(":")[-1]
    return side if side in LEGS else None


class Oracle:
    """The whole course, evening by evening."""

    def __init__(
        self,
        sex: str,
        birth_year: int | None,
        risks: tuple[str, ...],
        events: list[Event],
        last: int,
        zero: date | None = None,
    ) -> None:
        self.events, self.tale, self.risks = events, Tale(events), risks
        self.findings: list[Finding] = []
        self.state: dict[tuple[str, str], dict[str, Any]] = {}
        self.active_since: int | None = None
        self.scan_site = ""  # where the scan was that opened the finding of T below -2
        self.opens: dict[int, set[tuple[str, str | None]]] = {}
        self.due: dict[int, set[tuple[str, str]]] = {}
        self.claims: dict[str, dict[int, set[Any]]] = {}  # by area and the entry that began the pain: pregnancies
        self.relapsed: dict[str, set[int]] = {}  # by leg and area: the increases that the worsening belongs to
        self.standing: set[tuple[str, str]] = set()
        self.back_seen: dict[str, int] = {}
        self.started = events[0].day if events else 0
        for day in range(self.started, last + 1):
            self.tale.evening(day)
            self.today = self.tale.by_day.get(day, [])
            self.closed_today = [e for e in self.today if e.kind == "resolve_finding"]
            if day == self.started or any(e.kind in ("pregnancy", "delivery", "breastfeeding") for e in self.today):
                self.carrying = Carrying(self.tale.past)
            self.evening(day)
            for word in (e for e in self.today if e.kind == "acknowledge"):
                for f in self.findings:
                    if f.id == word.data["finding"] and (f.since <= day < f.until or f.since < day == f.until):
                        f.acknowledged = True
            self.opens[day] = {(f.id, f.side) for f in self.findings if f.since <= day < f.until}
            if zero is not None:
                from tests.rules.oracle_due import due

                self.due[day] = due(self, day, zero)

    # -- opening and closing --------------------------------------------------------------------------------------

    def of(self, *kinds: str) -> list[Event]:
        if len(kinds) == 1:
            return self.tale.kinds.get(kinds[0], [])
        rows = [e for kind in kinds for e in self.tale.kinds.get(kind, [])]
        return sorted(rows, key=lambda e: e.order)

    def closings(self, id: str) -> list[Event]:
        return [e for e in self.closed_today if e.data["finding"] == id]

    def open(self, id: str, about: str) -> Finding | None:
        return next((f for f in self.findings if f.id == id and f.about == about and f.until == NEVER), None)

    def begin(self, day: int, id: str, about: str, side: str | None, **more: Any) -> Finding:
        found = Finding(id, about, side, day, now=more.pop("now", id in NOW), **more)
        self.findings.append(found)
        return found

    def condition(
        self,
        day: int,
        id: str,
        about: str,
        side: str | None,
        holds: bool,
        again: Callable[[], Iterable[Event]] = list,
    ) -> None:
        """Open while it holds; closed by a clinician it stays so, or opens on the next entry that would open it."""
        key = (id, about)
        state = self.state.get(key)
        if not holds:
            if state is not None and state["finding"].until == NEVER:
                state["finding"].until = day
            self.state.pop(key, None)
            return
        if state is None:
            state = self.state[key] = {"finding": self.begin(day, id, about, side), "closed": None}
        if not self.today:
            return
        words = [(e.order, 0) for e in self.closings(id)]
        entries = [(e.order, 1) for e in again() if e.day == day] if id in AGAIN else []
        for order, what in sorted(words + entries):
            if what == 0 and state["closed"] is None:
                state["finding"].until, state["closed"] = day, order
            elif what == 1 and state["closed"] is not None and order > state["closed"]:
                state["finding"], state["closed"] = self.begin(day, id, about, side), None

    def entries(
        self,
        day: int,
        id: str,
        about: str,
        side: str | None,
        found: Iterable[Event],
        hold: int | None,
        began: dict[int, int] | None = None,
        **more: Any,
    ) -> None:
        """Opened by an entry: for so many days after the last one, or until a clinician closes it.

        `began`: by the place of the entry, on which day the pain began that it tells of.
        """
        moments = [(e.order, 1, e) for e in found if e.day == day] + [(e.order, 0, e) for e in self.closings(id)]
        if not moments and (id, about) not in self.standing:
            return
        for order, what, _event in sorted(moments, key=lambda m: m[0]):
            here = next((f for f in self.findings if f.id == id and f.about == about and f.until == NEVER), None)
            if what == 0 and here is not None and (here.tail is None or day < here.tail):
                here.until = day
            elif what == 1:
                if here is None:
                    here = self.begin(day, id, about, side, **more)
                    here.first = (began or {}).get(order, day)
                here.tail = None if hold is None else max(here.tail or 0, day + hold)
        here = next((f for f in self.findings if f.id == id and f.about == about and f.until == NEVER), None)
        if here is not None and here.tail is not None and here.tail <= day:
            here.until, here = here.tail, None
        self.standing.discard((id, about))
        if here is not None:
            self.standing.add((id, about))

    # -- the evening ----------------------------------------------------------------------------------------------

    def evening(self, day: int) -> None:
        tale = self.tale
        areas = sorted({*tale.entries, *tale.words, *tale.lasting, *(k[1] for k in self.state if ":" in k[1])})
        self.worse = {a: worse(tale, a, day) for a in areas if a.split(":")[0] in ("hip", *JOINTS)}
        for area in self.worse:
            self.pain(day, area)
        self.load(day)
        practice(self, day)
        self.back(day)
        self.places(day)
        self.body(day)
        self.course(day)
        self.after(day)

    def mri(self, area: str, since: int, day: int, *, before: int | None = None) -> bool:
        """An MRI of the area since then; a negative one within 48 hours is none."""
        for e in self.tale.past:
            pictured = e.kind == "imaging" and e.data["modality"] == "mri"
            if not pictured and not (e.kind == "diagnosis" and e.data.get("basis") == "mri"):
                continue
            negative = e.kind == "imaging" and e.data.get("result") == "normal"
            if not self.shows(e, area):
                continue
            if e.day < since:
                if before is not None and e.day >= before and not negative:
                    return True
            elif not (negative and e.day <= since + 2):
                return True
        return False

    @staticmethod
    def shows(e: Event, area: str) -> bool:
        place, own = area.split(":")
        site, side = e.data.get("site"), e.data.get("side")
        if site and ("hip" if site in (*HIPS, "femoral_neck", "femur") else site) != place:
            return False
        return side not in LEGS or own not in LEGS or side == own

    def reports(self, side: str | None, day: int) -> list[Event]:
        names = (side, "unknown") if side else (*LEGS, "unknown")
        return [e for name in names for e in self.tale.reports[name] if e.day <= day]

    def loads(self, area: str, day: int) -> list[Event]:
        """Entries of the last seven days that say that the area bore weight."""
        side = side_of(area)
        reports = [e for e in self.reports(side, day) if e.day > day - 7]
        off = {e.day for e in reports if e.data.get("status") in ("NWB", "UNABLE")}
        found = [e for e in reports if e.data.get("status") in STEPS[1:]]
        found += [e for e in self.of("exercise") if e.day > day - 7 and e.data.get("category") == "weight_bearing"]
        for place in {area, "hip:" + area.split(":")[1]}:
            for e in self.tale.entries.get(place, []):
                walking = e.data.get("circumstance") in ("walking", "weight_bearing") or e.data.get("limp")
                if day - 7 < e.day <= day and e.day not in off and hurts(e) and walking:
                    found.append(e)
        return found

    def pain(self, day: int, area: str) -> None:
        tale, side = self.tale, side_of(area)
        hip = area.startswith("hip:")
        lasting = area in tale.lasting
        entries = tale.entries.get(area, [])
        self.condition(day, "pain-worse", area, side, self.worse[area])
        loads = self.loads(area, day) if self.worse[area] else []

        def telling() -> list[Event]:
            words = [e for e in tale.words.get(area, []) if e.data["direction"] == "worse"]
            return [*loads, *words, *(e for e in entries if hurts(e))]

        self.condition(day, "loading-despite-worsening-pain", area, side, bool(loads), telling)
        episode = tale.now
        ill = episode is not None and episode.resolved is None
        undecided = not any(tale.in_force(leg) for leg in ((side,) if side else LEGS))
        painful = lambda: [e for e in entries if hurts(e)]  # noqa: E731
        self.condition(day, "weight-bearing-undecided", area, side, ill and lasting and undecided, painful)
        suspected = ill and episode is not None and episode.diagnosed is None
        began = tale.lasting[area][1] if lasting else day
        floor = max(
            (e.resolved for e in tale.episodes if e.resolved is not None and e.resolved < began), default=-NEVER
        )
        late = lasting and suspected and day >= began + 14 and not self.mri(area, began, day, before=floor)
        if hip:
            self.condition(day, "mri-for-diagnosis", area, side, late)
            self.condition(
                day,
                "pregnancy-hip-pain",
                area,
                side,
                self.claimed(day, area),
                lambda: [e for e in painful() if self.carrying.watched(e.day)],
            )

    def claimed(self, day: int, area: str) -> bool:
        """Pain of this pregnancy or of the year after it, and no MRI since that pain began."""
        tale = self.tale
        if area not in tale.lasting:
            self.claims.pop(area, None)
            return False
        # What was claimed is of that pain: where it ended and other pain began on one day, nothing is carried over.
        order, began = tale.lasting[area]
        claims = self.claims.setdefault(area, {}).setdefault(order, set())
        run = max((p for p in tale.pains if p[2] == area), default=(0, began, area))
        holding = False
        for spell in self.carrying.spells:
            conceived = spell["lmp"] if spell["lmp"] is not None else spell["start"] - 280
            left = any(
                began < s["end"] and (s["born"] if s["born"] is not None else s["end"]) <= conceived
                for s in self.carrying.spells
            )
            since = max(began, conceived) if left else began
            pictured = self.mri(area, since, day)
            key = (spell["kind"], spell["start"])
            logged = [
                d
                for d in {began, *(e.day for e in tale.entries.get(area, []) if hurts(e))}
                if d >= max(conceived, began) and d <= day
            ]
            within = spell["start"] <= day < spell["end"] and self.carrying.watched(day) and day >= run[1]
            if pictured:
                continue
            if within and logged:
                claims.add(key)
            holding = holding or key in claims
        return holding

    def load(self, day: int) -> None:
        tale = self.tale
        for leg in (*LEGS, "unknown"):
            unable = [e for e in tale.reports[leg] if e.data.get("status") == "UNABLE"]
            self.entries(day, "cannot-bear-weight", leg, side_of(leg), unable, None)
        for leg in LEGS:
            here: list[Signed] = [s for s in tale.signed[leg] if s.over is None or s.over >= day]
            more = []
            for report in (e for e in tale.reports[leg] if e.day == day and e.data.get("status")):
                if here and all(above(tale, report.data, s, day) for s in here):
                    more.append(report)
            self.entries(day, "load-above-prescription", leg, leg, more, 14)
            for area, bad in self.worse.items():
                if side_of(area) in (leg, None):
                    self.condition(
                        day,
                        "relapse-after-load-increase",
                        f"{leg}/{area}",
                        leg,
                        self.raised(day, leg, f"{leg}/{area}") if bad else self.not_worse(f"{leg}/{area}"),
                    )

    def raised(self, day: int, leg: str, about: str) -> bool:
        """A load higher than the last different one, signed in these 14 days or when the worsening began, not undone since."""
        last: Signed | None = None
        before: Signed | None = None
        by_day = {s.day: s for s in self.tale.signed[leg]}
        rows = [s for s in by_day.values() if s.day <= day]
        before_today = self.relapsed.get(about, set())
        self.relapsed[about] = set()
        for i, one in enumerate(rows):
            if last is None or last.lapsed:
                before = None
            elif not same(last, one):
                before = last
            last = one
            if before is None or not higher(self.tale, one, before):
                continue
            undone = any(higher(self.tale, one, later) or later.lapsed for later in rows[i:])
            if not undone and (day <= one.day + 14 or one.order in before_today):
                self.relapsed[about].add(one.order)
        return bool(self.relapsed[about])

    def not_worse(self, about: str) -> bool:
        """Worsening is over: none of the increases lasts."""
        self.relapsed.pop(about, None)
        return False

    def back(self, day: int) -> None:
        for own, pains in self.tale.back.items():
            holds = False
            for pain in pains:
                over = self.tale.back_end.get((own, pain.order), NEVER)
                for spell in self.carrying.spells:
                    conceived = spell["lmp"] if spell["lmp"] is not None else spell["start"] - 280
                    if conceived <= pain.day <= day < over and spell["start"] <= day < spell["end"]:
                        holds = True
            self.condition(
                day, "pregnancy-back-pain-to-groin", f"back:{own}", side_of(own), holds, lambda pains=pains: pains
            )

    def places(self, day: int) -> None:
        tale = self.tale
        found: dict[tuple[str, str], list[tuple[Event, int, str]]] = {}
        for area, on, order, first in tale.returned:
            if on == day:
                found.setdefault(("pain-returned", area), []).append((Event(day, order, "", {}), first, area))
        for id, rows in (("opposite-hip-pain", tale.opposite), ("new-joint-pain", tale.joint)):
            for area, event in rows:
                if event.day == day:
                    found.setdefault((id, area), []).append((event, day, area))
        wandered = [(area, event) for area, event in tale.wander if event.day == day]
        for _, event in wandered:
            found.setdefault(("migratory-pattern", ""), []).append((event, day, wandered[0][0]))
        ids = ("pain-returned", "opposite-hip-pain", "new-joint-pain", "migratory-pattern")
        for id, about in sorted({*found, *((f.id, f.about) for f in self.findings if f.id in ids)}):
            mine = found.get((id, about), [])
            began = {event.order: first for event, first, _ in mine}
            place = mine[0][2] if mine else ""
            side = side_of(about) if about else None
            self.entries(day, id, about, side, [e for e, _, _ in mine], None, began=began, place=place)
        parents = [
            f
            for f in self.findings
            if f.id in ("pain-returned", "opposite-hip-pain", "new-joint-pain", "migratory-pattern")
        ]
        for place in sorted({f.place for f in parents}):
            mine = [f for f in parents if f.place == place and f.since <= day < f.until]
            case = tale.case is not None and tale.case <= day
            open_ = case and any(not self.mri(place, f.first, day) for f in mine)
            self.condition(day, "mri-for-recurrence", place, side_of(place), open_)

    def broken(self) -> list[Event]:
        return self.of("fracture") + [e for e in self.of("imaging") if e.data.get("result") == "fracture"]

    @staticmethod
    def sides(e: Event) -> tuple[str, ...]:
        side = e.data.get("side")
        return (side,) if side in LEGS else LEGS if side == "both" else ("",)

    def body(self, day: int) -> None:
        seen: dict[str, list[Event]] = {}
        for e in sorted(self.broken(), key=lambda e: e.order):
            site = e.data.get("site") or "hip"
            if site not in LEG_BONES and not (e.kind == "imaging" and site in HIPS):
                continue
            for side in self.sides(e):
                if e.kind == "fracture" or side not in seen:
                    seen.setdefault(side, []).append(e)
                else:
                    seen[side] = seen[side]
        bones = bool(seen) or bool(self.of("avascular_necrosis", "imaging"))
        for side in ("", *LEGS) if bones else ():
            self.entries(day, "fracture-reported", side, side or None, seen.get(side, []), None)
            dead = [e for e in self.of("avascular_necrosis") if side in self.sides(e)]
            dead += [
                e
                for e in self.of("imaging")
                if e.data.get("result") == "osteonecrosis_pattern" and side in self.sides(e)
            ]
            self.entries(day, "avascular-necrosis-reported", side, side or None, dead, None)
        for id, fits in (
            ("morning-stiffness", lambda e: (e.data.get("stiffness_minutes") or 0) > 30),
            (
                "daily-life-or-sleep-affected",
                lambda e: e.data.get("daily_life_affected") or e.data.get("sleep_affected"),
            ),
        ):
            groups: dict[str, list[Event]] = {about: [] for name, about in self.standing if name == id}
            for e in self.today:
                if e.kind == "pain" and fits(e):
                    hip = e.data["site"] in HIPS or any(r in HIPS for r in e.data.get("radiates_to") or [])
                    name = "hip" if hip else e.data["site"]
                    own = e.data.get("side") if e.data.get("side") in ("left", "right", "both") else "unknown"
                    groups.setdefault(f"{name}:{own}", []).append(e)
            for about, rows in groups.items():
                own = about.split(":")[1]
                self.entries(day, id, about, own if own in LEGS else None, rows, 14)
        self.falls(day)
        self.drugs(day)

    def falls(self, day: int) -> None:
        hips = [e for a, es in self.tale.entries.items() if a.startswith("hip:") for e in es if hurts(e)]
        groups: dict[tuple[str, bool], list[tuple[Event, int | None]]] = {}
        for fall in self.of("fall"):
            side = fall.data.get("side") if fall.data.get("side") in LEGS else ""
            pains = sorted((e for e in hips if e.day in (fall.day, fall.day + 1)), key=lambda e: e.order)
            if fall.data["outcome"] == "fall" and pains:
                on = pains[0].day
                groups.setdefault((side, True), []).append((Event(on, max(fall.order, pains[0].order), "", {}), None))
                if on > fall.day:
                    groups.setdefault((side, False), []).append((fall, on))
            else:
                groups.setdefault((side, False), []).append((fall, None))
        for (side, urgent), rows in groups.items():
            about = ("now:" if urgent else "soon:") + side
            self.entries(
                day, "fall-or-stumble", about, side or None, [e for e, _ in rows], None if urgent else 14, now=urgent
            )
            if not urgent:
                # It has turned into the urgent one, where no other fall keeps it.
                ends = [on for _, on in rows if on == day]
                others = [e for e, on in rows if (on is None and e.day <= day < e.day + 14)]
                here = self.open("fall-or-stumble", about)
                if ends and not others and here is not None:
                    here.until = day

    def courses(self) -> list[tuple[Event, int]]:
        """Each start of a medicine with the day of its stop or of its next start."""
        rows, out = self.of("medicine"), []
        for i, e in enumerate(rows):
            if e.data.get("action") != "stop":
                out.append((e, next((r.day for r in rows[i + 1 :] if self.same(r, e)), NEVER)))
        return out

    @staticmethod
    def same(one: Event, other: Event) -> bool:
        a, b = one.data.get("class"), other.data.get("class")
        if a and b and a != b:
            return False
        a, b = ((e.data.get("name") or "").strip().lower() for e in (one, other))
        return not a or not b or a == b

    def drugs(self, day: int) -> None:
        kinds = {e.data.get("class") for e in self.of("medicine")}
        for kind in (one for one in DRUGS if one in kinds):
            found = []
            for e, end in self.courses():
                going = (
                    e.data.get("class") == kind and e.day <= day < max(end, e.day + 1) and self.carrying.no_drugs(day)
                )
                if going and (day == e.day or not self.before_today.get((e.order, kind), False)):
                    first = min((x.order for x in self.today), default=e.order)
                    found.append(Event(day, e.order if day == e.day else first, "", {}))
            self.entries(day, "drug-in-pregnancy-or-breastfeeding", kind, None, found, None)
        self.before_today = {
            (e.order, e.data.get("class") or ""): e.day <= day < max(end, e.day + 1) and self.carrying.no_drugs(day)
            for e, end in self.courses()
        }

    before_today: dict[tuple[int, str], bool] = {}

    def course(self, day: int) -> None:
        from tests.rules import oracle_course

        oracle_course.course(self, day)

    def after(self, day: int) -> None:
        from tests.rules import oracle_course

        oracle_course.after(self, day)

    def urgent(self, day: int) -> bool:
        return any(f.now and f.since <= day < f.until for f in self.findings)

    def ask_better(self, area: str, day: int) -> bool:
        return better_when_asked(self.tale, area, day)

    def hurt(self, area: str, day: int) -> bool:
        return hurt_on(self.tale, area, day)
