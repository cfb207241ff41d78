"""Generated histories: pregnancies, late corrections, duplicates, several sites, zones with clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from backend.guidance import FINDINGS, PatientFacts

Row = tuple[str, str, date, datetime, dict[str, Any]]

ZONES = ["Europe/Lisbon", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu", "America/Sao_Paulo", "UTC"]
START = date(2024, 1, 15)  # a history runs over both clock changes
LENGTH = 430

sides = st.sampled_from(["left", "left", "left", "right", "both", "unknown"])
sites = st.sampled_from(["hip", "hip", "hip", "groin", "thigh", "buttock", "knee", "ankle", "foot", "low_back"])
loads = st.sampled_from(["NWB", "TTWB", "PWB", "WBAT", "FWB"])
flags = st.sampled_from([None, None, None, True, False])


def _some(**fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Fields of which the empty ones are left out."""
    return st.fixed_dictionaries(fields).map(lambda data: {k: v for k, v in data.items() if v is not None})


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


def iso(day: int) -> str:
    return (START + timedelta(days=day)).isoformat()


days_ahead = st.integers(0, LENGTH + 60).map(iso)

KINDS: dict[str, tuple[int, st.SearchStrategy[dict[str, Any]]]] = {
    "pain": (
        14,
        _some(
            site=sites,
            side=sides,
            intensity=maybe(st.sampled_from([0, 1, 2, 2.5, 3, 4, 5, 6, 8, 10])),
            circumstance=maybe(st.sampled_from(["rest", "walking", "weight_bearing", "night"])),
            radiates_to=maybe(st.sampled_from([["groin"], ["thigh"], ["knee"]])),
            stiffness_minutes=maybe(st.sampled_from([10, 30, 31, 90])),
            sleep_affected=flags,
            limp=flags,
        ),
    ),
    "change": (
        4,
        _some(
            direction=st.sampled_from(["better", "same", "worse", "returned", "gone"]),
            site=maybe(sites),
            side=maybe(sides),
        ),
    ),
    "weight_bearing": (4, _some(side=maybe(sides), status=st.one_of(loads, st.just("UNABLE")))),
    "exercise": (2, _some(category=st.sampled_from(["aquatic", "weight_bearing", "range_of_motion"]))),
    "intake": (2, _some(calcium_mg=st.sampled_from([200, 999, 1000, 1500]), vitamin_d_iu=maybe(st.just(300)))),
    "habit": (1, _some(tobacco=flags, alcohol_drinks_per_day=maybe(st.sampled_from([0, 2, 3, 6])))),
    "home_treatment": (1, _some()),
    "pregnancy": (
        3,
        st.one_of(_some(gestation_week=st.sampled_from([5, 20, 27 + 6 / 7, 28, 33, 39])), _some(ended=st.just(True))),
    ),
    "delivery": (2, _some()),
    "breastfeeding": (1, _some(status=st.sampled_from(["yes", "no", "unknown"]))),
    "diagnosis": (3, _some(site=maybe(st.sampled_from(["hip", "knee"])), side=maybe(sides), basis=st.just("mri"))),
    "prescription": (
        3,
        st.one_of(
            _some(side=sides, status=loads, review_on=maybe(days_ahead)),
            _some(side=sides, status=st.just("PWB"), percent=st.sampled_from([10, 30, 50])),
        ),
    ),
    "permission": (1, _some(granted=st.booleans())),
    "imaging": (
        3,
        st.one_of(
            _some(modality=st.just("mri"), side=maybe(sides), next_on=days_ahead),
            _some(
                modality=st.sampled_from(["mri", "xray"]),
                result=st.sampled_from(["normal", "marrow_oedema", "fracture", "osteonecrosis_pattern", "resolved"]),
                site=maybe(st.sampled_from(["hip", "knee"])),
                side=maybe(sides),
            ),
        ),
    ),
    "dexa": (
        3,
        _some(
            site=st.sampled_from(["total_hip", "femoral_neck", "lumbar_spine", "forearm", "heel", "unknown"]),
            t_score=maybe(st.sampled_from([-3.0, -2.1, -2.0, -1.6, -1.5, -1.4, 0.3])),
        ),
    ),
    "lab": (1, _some(test=st.just("vitamin_d_25oh"), value=st.sampled_from([12, 20, 30]), unit=st.just("ng/mL"))),
    "medicine": (
        2,
        _some(
            **{"class": st.sampled_from(["bisphosphonate", "nsaid", "calcium", "corticosteroid"])},
            name=maybe(st.sampled_from(["alendronate", "ibuprofen"])),
            action=st.sampled_from(["start", "stop"]),
            every=maybe(st.sampled_from(["day", "week", "month"])),
        ),
    ),
    "fracture": (1, _some(site=st.sampled_from(["hip", "wrist", "ankle"]), side=sides)),
    "avascular_necrosis": (1, _some(side=sides)),
    "procedure": (1, _some(name=st.just("operation"), side=sides, implant=flags)),
    "dexa_date": (1, _some(due_on=days_ahead)),
    "resolution": (2, _some(basis=st.just("both"), site=maybe(st.just("hip")), side=maybe(sides))),
    "previous_episode": (1, _some(site=maybe(st.sampled_from(["hip", "knee"])), side=maybe(sides))),
    "risk_factor": (1, _some(name=st.sampled_from(["tobacco", "alcohol", "hypothyroidism"]))),
    "acknowledge": (2, _some(finding=st.sampled_from(sorted(FINDINGS)))),
    "resolve_finding": (2, _some(finding=st.sampled_from(sorted(FINDINGS)), reason=st.just("seen"))),
    "setting": (1, _some(log_reminder_at=maybe(st.just("20:00")))),
    "programme": (
        1,
        _some(
            category=st.sampled_from(["range_of_motion", "weight_bearing"]),
            weekdays=maybe(st.just(["tue", "fri"])),
            until_on=maybe(days_ahead),
        ),
    ),
}
_BAG = [kind for kind, (weight, _) in KINDS.items() for _ in range(weight)]


@st.composite
def _burst(draw: st.DrawFn) -> list[tuple[int, str, dict[str, Any]]]:
    """Several days of pain in a row, as a person who logs writes them: this is what medians are made of."""
    first, side = draw(st.integers(0, LENGTH - 60)), draw(st.sampled_from(["left", "right"]))
    levels = draw(
        st.lists(st.tuples(st.integers(2, 14), st.sampled_from([0, 1, 2, 4, 6, 8])), min_size=1, max_size=3)
    )
    out: list[tuple[int, str, dict[str, Any]]] = []
    day = first
    for count, level in levels:
        for _ in range(count):
            data = {"site": "hip", "side": side, "intensity": level, "circumstance": "walking"}
            out.append((day, "pain", data))
            day += 1
    return out


@st.composite
def _entry(draw: st.DrawFn) -> list[tuple[int, str, dict[str, Any]]]:
    kind = draw(st.sampled_from(_BAG))
    return [(draw(st.integers(0, LENGTH)), kind, draw(KINDS[kind][1]))]


@st.composite
def _recovery(draw: st.DrawFn) -> list[tuple[int, str, dict[str, Any]]]:
    """The way to the two gates, with any of its steps left out: what chance alone seldom puts together."""
    steps: list[tuple[str, dict[str, Any]]] = [
        ("pain", {"site": "hip", "side": "left", "intensity": 2, "circumstance": "rest"}),
        ("diagnosis", {"site": "hip", "side": "left", "basis": "mri"}),
        ("dexa", {"site": "total_hip", "side": "left", "t_score": draw(st.sampled_from([-1.4, -1.5, -1.9]))}),
        ("prescription", {"side": "left", "status": draw(st.sampled_from(["FWB", "FWB", "WBAT"]))}),
        ("resolution", {"basis": "both"}),
        ("permission", {"granted": draw(st.sampled_from([True, True, False]))}),
        ("habit", {"alcohol_drinks_per_day": 6}),
    ]
    left_out = draw(st.sets(st.integers(0, len(steps) - 1), max_size=2))
    day = draw(st.integers(0, 20))
    out: list[tuple[int, str, dict[str, Any]]] = []
    for index, (kind, data) in enumerate(steps):
        day += draw(st.integers(0, 9))
        if index not in left_out:
            out.append((day, kind, data))
    return out


patients = st.builds(
    PatientFacts,
    sex=st.sampled_from(["female", "female", "male", "unknown"]),
    birth_year=st.sampled_from([None, 1950, 1985, 2000]),
    timezone=st.sampled_from(ZONES),
    risk_factors=st.sampled_from([(), (), ("tobacco",), ("hypothyroidism",)]),
)


@st.composite
def rows(draw: st.DrawFn, max_parts: int = 22) -> list[Row]:
    """Dated rows in the order in which they were said; several may lie on one day."""
    if draw(st.integers(0, 2)) == 0:
        parts = [draw(_recovery()), *draw(st.lists(_entry(), max_size=2))]
    else:
        parts = draw(st.lists(st.one_of(_entry(), _entry(), _entry(), _burst()), min_size=1, max_size=max_parts))
    out: list[Row] = []
    for index, (day, kind, data) in enumerate(entry for part in parts for entry in part):
        on = START + timedelta(days=day)
        at = datetime.combine(on, time(8), UTC) + timedelta(minutes=index % 600)
        out.append((f"k{index:04d}", kind, on, at, data))
    return out


def moment(patient: PatientFacts, day: int, hour: int = 23) -> datetime:
    """A time of that day where the patient lives."""
    from zoneinfo import ZoneInfo

    return datetime.combine(START + timedelta(days=day), time(hour, 15), ZoneInfo(patient.timezone))
