"""Third part of the second reading: milestones, scans, habits, the load review. Nothing shared with `backend/guidance`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.rules.oracle_story import HIPS, LEGS, NEVER, Event

if TYPE_CHECKING:
    from tests.rules.oracle import Oracle

PATIENT = (
    "pain", "change", "weight_bearing", "exercise", "intake", "habit", "home_treatment", "fall", "body_weight",
    "scale_practice", "load_measurement", "spoken_with", "pause",
)  # fmt: skip
SCANS = ("total_hip", "femoral_neck", "lumbar_spine")


def course(o: Oracle, day: int) -> None:
    tale = o.tale
    for number, ill in enumerate(tale.episodes):
        about = f"episode {number}"
        going = ill.resolved is None
        ends = [
            s["born"] for s in o.carrying.spells if s["born"] is not None and ill.onset < s["born"] <= ill.onset + 365
        ]
        twelve = max([ill.onset, *ends]) + 365
        recent = any(day - 30 < d <= day for d in tale.symptoms)
        o.condition(day, "not-resolved-six-months", about, None, going and recent and day >= ill.onset + 183)
        o.condition(day, "not-resolved-twelve-months", about, None, going and recent and day >= twelve)
        two_weeks(o, day, number, about)
    xray(o, day)
    silence(o, day)
    scans(o, day)
    habits(o, day)


def two_weeks(o: Oracle, day: int, number: int, about: str) -> None:
    """14 days of home treatment and pain is not better; once in an episode."""
    tale, ill = o.tale, o.tale.episodes[number]
    key = ("not-improved-two-weeks", about)
    once: set[tuple[str, str]] = o.__dict__.setdefault("once", set())
    if key not in o.state and key in once:
        return
    start = ill.home if ill.home is not None and ill.home <= day else ill.onset
    if number != len(tale.episodes) - 1 or ill.resolved is not None:
        bad = False
    else:
        bad = any(not o.ask_better(area, day) for area in tale.lasting)
        never = ill.diagnosed is not None and not any(on >= ill.onset for _, on, _ in tale.pains)
        gone = any(
            w.data["direction"] == "gone" and ill.diagnosed is not None and ill.diagnosed <= w.day <= day
            for ws in tale.words.values()
            for w in ws
        )
        if never and not gone and not any(o.ask_better(area, day) for area in ill.sites):
            bad = True
    due = day >= start + 14
    standing = key in o.state
    holds = bad and (standing or (due and key not in once))
    if holds:
        once.add(key)
    o.condition(day, "not-improved-two-weeks", about, None, holds)


def xray(o: Oracle, day: int) -> None:
    tale = o.tale
    films = [
        e
        for e in o.today
        if e.kind == "imaging" and e.data["modality"] == "xray" and e.data.get("result") == "normal"
    ]
    areas = {*tale.entries, *tale.words, *(a for ill in tale.episodes for a in ill.sites)}
    areas |= {about for id, about in o.standing if id == "early-xray-normal"}
    for area in sorted(areas):
        early = []
        for film in films if area != "hip:unknown" or not tale.adopted else []:
            onset = onset_of(o, area)
            if o.shows(film, area) and onset is not None and film.day - onset < 42:
                early.append(film)
        side = area.split(":")[1]
        o.entries(day, "early-xray-normal", area, side if side in LEGS else None, early, 14)


def onset_of(o: Oracle, area: str) -> int | None:
    tale = o.tale
    held = None
    for ill in tale.episodes:
        held = ill.sites.get(area, held)
    if held is not None and held.resolved is None:
        return held.onset
    cut = max((e.order for e in o.of("resolution") if held is not None and held.resolved == e.day), default=-1)
    pains = [on for order, on, place in tale.pains if place == area and order > cut]
    return pains[0] if pains else held.onset if held is not None else None


def silence(o: Oracle, day: int) -> None:
    """No entry for 7 days in an active episode; one that ends and begins anew on a day was active all the while."""
    now = o.tale.now
    active = now is not None and now.diagnosed is not None and now.resolved is None
    if not active:
        o.active_since = None
    elif o.active_since is None:
        o.active_since = day
    last = max((e.day for kind in PATIENT for e in o.of(kind)[-1:]), default=-NEVER)
    last = max([last, *(e.data["until_on"] for e in o.of("pause") if e.data["until_on"] < day)])
    since = day if o.active_since is None else o.active_since  # day 0 is a day, too
    quiet = active and not paused(o, day) and day >= max(last, since) + 7
    o.condition(day, "no-recent-entries", "", None, quiet)


def paused(o: Oracle, day: int) -> bool:
    """She has said that she logs nothing on that day."""
    return any(e.day <= day <= e.data["until_on"] for e in o.of("pause"))


def lowest(o: Oracle) -> tuple[float, str, str] | None:
    latest: dict[tuple[str, str], float] = {}
    for e in o.of("dexa"):
        site, t = e.data.get("site"), e.data.get("t_score")
        if site in SCANS and t is not None:
            side = e.data.get("side") or "unknown"
            for one in ("",) if site == "lumbar_spine" else LEGS if side == "both" else (side,):
                latest[site, one] = t
    return min(((t, site, side) for (site, side), t in latest.items()), default=None)


def scans(o: Oracle, day: int) -> None:
    low = lowest(o)
    now = o.tale.now
    resolved = now.resolved is not None if now is not None else o.tale.told
    o.condition(day, "t-score-at-or-below-minus-1-5", "", None, low is not None and low[0] <= -1.5 and resolved)
    before = ("t-score-below-minus-2", "") in o.state
    o.condition(day, "t-score-below-minus-2", "", None, low is not None and low[0] < -2)
    if low is not None and not before:
        o.scan_site = "spine" if low[1] == "lumbar_spine" else "hip"
    labs = [e for e in o.of("lab") if e.data.get("test") == "vitamin_d_25oh"]
    below = False
    if labs:
        value = labs[-1].data["value"] / (2.496 if labs[-1].data.get("unit") == "nmol/L" else 1)
        sign = labs[-1].data.get("comparator")
        below = value <= 20 if sign == "below" else sign != "above" and value < 20
    o.condition(day, "vitamin-d-low", "", None, below)


def habits(o: Oracle, day: int) -> None:
    uses = "tobacco" in o.risks
    drinks = 0.0
    for e in o.of("habit", "risk_factor"):
        if e.kind == "risk_factor":
            uses = uses or e.data["name"] == "tobacco"
        elif e.data.get("tobacco") is not None:
            uses = e.data["tobacco"]
        if e.kind == "habit" and e.data.get("alcohol_drinks_per_day") is not None:
            drinks = e.data["alcohol_drinks_per_day"]
    o.condition(day, "tobacco", "", None, uses)
    o.condition(day, "alcohol-above-limit", "", None, drinks > 2 and not o.carrying.no_drugs(day))
    for id, field, target in (
        ("calcium-below-target", "calcium_mg", 1000),
        ("vitamin-d-intake-below-target", "vitamin_d_iu", 600),
    ):
        week: dict[int, float] = {}
        for e in o.of("intake"):
            if day - 7 < e.day <= day and e.data.get(field) is not None:
                week[e.day] = week.get(e.day, 0) + e.data[field]
        o.condition(day, id, "", None, len(week) >= 4 and sum(week.values()) / len(week) < target - 1e-9)


def after(o: Oracle, day: int) -> None:
    """When the load may be reviewed (§4): it looks at what is open, so it comes last."""
    tale, now = o.tale, o.tale.now
    hip = now is None or not now.sites or any(a.startswith("hip:") for a in now.sites)
    areas = [a for a in tale.entries if a.startswith("hip:")] if hip or now is None else list(now.sites)
    logged: dict[int, list[Any]] = {}
    for area in areas:
        for e in tale.entries.get(area, []):
            if day - 14 < e.day <= day:
                logged.setdefault(e.day, []).append(e.data.get("intensity"))
    calm = len(logged) >= 10 and all(v is not None and v <= 2 for values in logged.values() for v in values)
    broken = any(e.day <= day <= e.day + 42 for e in o.broken())
    worse = any(f.id == "pain-worse" and f.since <= day < f.until for f in o.findings)
    for leg in LEGS:
        one = tale.in_force(leg)
        old = one is not None and one.status != "FWB" and day >= one.day + 14
        o.condition(
            day, "ready-for-load-review", leg, leg, old and calm and not broken and not worse and not o.urgent(day)
        )


def risks(o: Oracle, day: int) -> list[int]:
    """The days since which each additional risk factor counts that counts today."""
    found: dict[str, int] = dict.fromkeys(o.risks, -NEVER)
    smokes: int | None = None
    for e in o.tale.past:
        if e.kind == "risk_factor":
            found.setdefault(e.data["name"], e.day)
        elif e.kind == "medicine" and e.data.get("class") == "corticosteroid" and e.data.get("action") != "stop":
            found.setdefault("corticosteroids", e.day)
        elif e.kind == "fracture":
            found.setdefault("previous_fragility_fracture", e.day)
        elif e.kind == "habit" and e.data.get("tobacco") is not None:
            smokes = (smokes if smokes is not None else e.day) if e.data["tobacco"] else None
    if smokes is not None:
        found.setdefault("tobacco", smokes)
    return list(found.values())


def hip_area(event: Event) -> bool:
    return event.data.get("site") in HIPS
