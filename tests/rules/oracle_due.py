"""Fourth part of the second reading: what falls due on a day (§3). Nothing shared with `backend/guidance`."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from tests.rules.oracle import DRUGS, Finding, Oracle
from tests.rules.oracle_course import PATIENT, SCANS, paused, risks
from tests.rules.oracle_kilograms import other_weight
from tests.rules.oracle_story import HIPS, LEGS, NEVER, Event

BOTH = ("clinician", "patient")
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NOT_ABOUT_LOADING = ("t-score-below-minus-2", "drug-in-pregnancy-or-breastfeeding")
SOON = (
    "weight-bearing-undecided", "load-above-prescription", "avascular-necrosis-reported", "pain-worse", "pain-returned",
    "opposite-hip-pain", "new-joint-pain", "migratory-pattern", "mri-for-recurrence", "mri-for-diagnosis",
    "not-improved-two-weeks", "morning-stiffness", "daily-life-or-sleep-affected", "not-resolved-twelve-months",
    "relapse-after-load-increase", "fall-or-stumble",
)  # fmt: skip
SEEN = (
    "pregnancy-hip-pain",
    "pregnancy-back-pain-to-groin",
    "loading-despite-worsening-pain",
    "cannot-bear-weight",
    "fracture-reported",
    "fall-or-stumble",
)


def due(o: Oracle, day: int, zero: date) -> set[tuple[str, str]]:
    """What is due on the day, to whom; `o` has been told until that evening."""
    return {*dexa(o, day), *mri(o, day), *reviews(o, day), *daily(o, day, zero), *unanswered(o, day)}


def release(o: Oracle, day: int, until: int) -> int:
    """The day, or the first day after it on which a scan is not held from her; nobody knows yet: never."""
    while o.carrying.held(day):
        day += 1
        if day > until:
            return NEVER
    return day


def dexa(o: Oracle, day: int) -> Iterator[tuple[str, str]]:
    scans = [e for e in o.of("dexa") if e.data.get("site") in SCANS]
    for ill in o.tale.episodes:
        if ill.diagnosed is None or any(e.day >= ill.diagnosed for e in scans):
            continue
        if day in (ill.diagnosed, ill.diagnosed + 30):
            yield "dexa-baseline", "clinician"
        first = release(o, ill.diagnosed, day)
        if day == first or (first < NEVER and first < day == release(o, max(ill.diagnosed + 30, first), day)):
            yield "dexa-baseline", "patient"
    if not any(ill.diagnosed is not None for ill in o.tale.episodes):
        return
    last = scans[-1] if scans else None
    dates = [e for e in o.of("dexa_date") if last is None or e.day >= last.day]
    counts = risks(o, day)
    if dates:
        on, known = dates[-1].data["due_on"], dates[-1].day
    elif last is not None:
        on = last.day + (365 if counts else 730)
        known = max([last.day, *([min(counts)] if counts else [])])
    else:
        return
    last_word = max(on, known)
    if day == last_word or (day == on - 30 and on - 30 >= known and on - 30 < last_word):
        yield "dexa-repeat", "clinician"
    real = release(o, last_word, day)
    early = release(o, on - 30, day)
    if day == real or (
        day == early
        and on - 30 >= known
        and not (early >= release(o, last_word, NEVER if not o.carrying.within(day, "with") else day))
    ):
        yield "dexa-repeat", "patient"


def mri(o: Oracle, day: int) -> Iterator[tuple[str, str]]:
    """The next MRI on the day that was set with one, told 14 days before as well; a later MRI of the place ends it."""
    pictures = [e for e in o.of("imaging", "diagnosis") if "mri" in (e.data.get("modality"), e.data.get("basis"))]
    for e in pictures:
        if e.data.get("next_on") is None:
            continue
        place = "hip" if e.data.get("site") in (*HIPS, None) else e.data["site"]
        side = e.data.get("side")
        for leg in LEGS if side == "both" else (side if side in LEGS else "unknown",):
            seen = [p for p in pictures if o.shows(p, f"{place}:{leg}")]
            if any(p.day > e.day for p in seen):
                continue
            others = [p.data.get("next_on") for p in seen if p.day == e.day and _of(p, place, leg)]
            on = min(one for one in others if one is not None)
            if day == max(on, e.day) or (day == on - 14 and on - 14 >= e.day):
                yield from (("mri-next", to) for to in BOTH)


def _of(e: Event, place: str, leg: str) -> bool:
    """The date of this MRI is one for that very place and side."""
    site, side = e.data.get("site"), e.data.get("side")
    sides = LEGS if side == "both" else (side if side in LEGS else "unknown",)
    return place == ("hip" if site in (*HIPS, None) else site) and leg in sides


def reviews(o: Oracle, day: int) -> Iterator[tuple[str, str]]:
    if any(f.id == "ready-for-load-review" and f.since == day < f.until for f in o.findings):
        yield from (("weight-bearing-review", to) for to in BOTH)
    for leg in LEGS:
        one = o.tale.in_force(leg)
        if one is not None and one.review is not None and day == max(one.review, one.day):
            yield from (("weight-bearing-review", to) for to in BOTH)
    if other_weight(o, day):
        yield "weight-bearing-review", "clinician"
    for ill in o.tale.episodes:
        if ill.resolved is not None:
            continue
        births = [
            s["born"] for s in o.carrying.spells if s["born"] is not None and ill.onset < s["born"] <= ill.onset + 365
        ]
        if day == max(ill.onset + 183, ill.began):
            yield from (("recovery-review-six-months", to) for to in BOTH)
        if day == max(max([ill.onset, *births]) + 365, ill.began):
            yield from (("recovery-review-twelve-months", to) for to in BOTH)


def may_load(o: Oracle, day: int) -> bool:
    """Weight-bearing exercise: resolved, full weight on every side of the episode, permitted, and nothing open about the leg."""
    ill = o.tale.now
    resolved = ill.resolved is not None if ill is not None else o.tale.told
    legs = {a.split(":")[1] for a in ill.sites} & set(LEGS) if ill is not None else set()
    signed = {leg: o.tale.in_force(leg) for leg in LEGS}
    full = all((one := signed[leg]) is not None and one.status == "FWB" for leg in legs)
    if not legs:
        full = any(one is not None and one.status == "FWB" for one in signed.values())
    full = full and not any(one is not None and one.status != "FWB" for one in signed.values())
    later = [other.began for other in o.tale.episodes[1:]]
    words = [(e.day, e.data["granted"]) for e in o.of("permission")]
    last = words[-1] if words else (0, False)
    permitted = bool(last[1]) and not any(began > last[0] for began in later)
    return resolved and full and permitted and not troubled(o, day)


def troubled(o: Oracle, day: int) -> bool:
    """Something of now or soon is open about the leg."""
    open_ = [f for f in o.findings if f.since <= day < f.until]
    hip_scan = any(f.id == "t-score-below-minus-2" and o.scan_site == "hip" for f in open_)
    return hip_scan or any((f.now or f.id in SOON) and f.id not in NOT_ABOUT_LOADING for f in open_)


def rhythm(o: Oracle, day: int) -> int:
    """How many days lie between two requests to log: daily while in trouble, restricted or undecided, a week once resolved."""
    signed = [o.tale.in_force(leg) for leg in LEGS]
    if troubled(o, day) or any(one is not None and one.status != "FWB" for one in signed):
        return 1
    ill = o.tale.now
    if ill.resolved is not None if ill is not None else o.tale.told:
        return 7
    legs = [leg for leg in LEGS if ill is not None and any(a.endswith(f":{leg}") for a in ill.sites)]
    full = [o.tale.in_force(leg) is not None for leg in legs] or [any(one is not None for one in signed)]
    return 3 if all(full) else 1


def daily(o: Oracle, day: int, zero: date) -> Iterator[tuple[str, str]]:
    times = [e.data["log_reminder_at"] for e in o.of("setting") if "log_reminder_at" in e.data]
    resting = paused(o, day)
    spoke = max((e.day for kind in PATIENT for e in o.of(kind) if e.day < day), default=None)
    turn = spoke is None or (day - spoke) % rhythm(o, day) == 0
    if times and times[-1] and turn and not resting and not any(e.kind in PATIENT for e in o.today):
        yield "log-today", "patient"
    loading = may_load(o, day)
    if loading and not resting:
        yield "weight-bearing-exercise", "patient"
    latest = {e.data.get("category"): e for e in o.of("programme")}
    done = {e.data.get("category") for e in o.today if e.kind == "exercise"}
    for category, e in latest.items():
        until = e.data.get("until_on")
        named = e.data.get("weekdays") or WEEK
        on = WEEK[(zero + timedelta(days=day)).weekday()] in named
        if (
            on
            and not resting
            and (until is None or day <= until)
            and category not in done
            and (category != "weight_bearing" or loading)
        ):
            yield "exercise-today", "patient"
    for e, end in o.courses():
        every = e.data.get("every")
        if every and day < end and dose(e.day, every, day, zero) and not stopped(o, e, day):
            yield "medicine-due", "patient"


def stopped(o: Oracle, e: object, day: int) -> bool:
    """Pregnancy or breastfeeding came in the course, and the medicine is one that does not go with it."""
    kind, start = e.data.get("class"), e.day  # type: ignore[attr-defined]
    return kind in DRUGS and any(o.carrying.no_drugs(d) for d in range(start, day + 1))


def dose(start: int, every: str, day: int, zero: date) -> bool:
    if day < start:
        return False
    if every == "day":
        return True
    if every == "week":
        return (day - start) % 7 == 0
    first, here = zero + timedelta(days=start), zero + timedelta(days=day)
    return here.day == min(first.day, monthrange(here.year, here.month)[1])


def unanswered(o: Oracle, day: int) -> Iterator[tuple[str, str]]:
    for days in (1, 3):
        for f in o.findings:
            if (
                f.now
                and f.id in SEEN
                and f.since == day - days
                and day < f.until
                and not f.acknowledged
                and not told(o, f)
            ):
                yield "contact-clinician", "patient"


def told(o: Oracle, f: Finding) -> bool:
    """She says that she has spoken about it with somebody who can decide, on its first day or later."""
    return any(
        e.data.get("finding") == f.id and e.data["whom"] != "other" and e.day >= f.since for e in o.of("spoken_with")
    )
