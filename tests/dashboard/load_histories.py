"""Histories, and what every place must say of the load in each: told once for the API, sheets, papers, replay and Today.

Days count back from today. `left`, `right`: what is in force at the end, or None; `ended`: the last that ended by itself.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from backend.core import clock
from backend.core.actor import Actor
from backend.records.actions import record_one
from backend.tracking.assessment import reassess

BY = Actor(role="clinician", name="Sofia")
Step = tuple[int, str, dict[str, Any]]


@dataclass(frozen=True)
class LoadHistory:
    name: str
    steps: tuple[Step, ...]
    left: dict[str, Any] | None = None
    right: dict[str, Any] | None = None
    ended: dict[str, tuple[str, str]] = field(default_factory=dict)
    # Open at the end, as `replay` says; and what must not be, though it would be if an ended load were compared with.
    opens: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    # Whether Today says of the leg that nobody has decided.
    undecided: frozenset[str] = frozenset()
    # Where an open finding allows less than is in force.
    held: frozenset[str] = frozenset()
    # Findings that say what was decided since they opened, and hold nothing back.
    settled: frozenset[str] = frozenset()


def hip(back: int, side: str = "left", intensity: float = 6) -> Step:
    return back, "pain", {"site": "hip", "side": side, "intensity": intensity}


def ill(back: int, side: str = "left", site: str = "hip") -> Step:
    return back, "diagnosis", {"site": site, "side": side, "basis": "mri"}


def signs(back: int, status: str, side: str = "left", **more: Any) -> Step:
    return back, "prescription", {"side": side, "status": status, "reason": "seen today", **more}


def well(back: int, **more: Any) -> Step:
    return back, "resolution", {"basis": "both", **more}


def bears(back: int, status: str, side: str = "left", **more: Any) -> Step:
    return back, "weight_bearing", {"side": side, "status": status, **more}


def weighs(back: int, kg: float) -> Step:
    return back, "body_weight", {"kg": kg}


MRI = (1, "imaging", {"modality": "mri", "result": "marrow_oedema", "site": "hip", "side": "left"})
FIRST = (hip(400), ill(390), signs(390, "NWB", aid="two_crutches"), signs(200, "FWB", aid="none"), well(150))
NOTHING = frozenset({"weight-bearing-undecided"})

HISTORIES = (
    LoadHistory(
        "a recurrence",
        (*FIRST, hip(4), hip(3), hip(2), MRI, ill(1), bears(0, "NWB")),
        ended={"left": ("FWB", "pain-returned")},
        opens=NOTHING,
        undecided=frozenset({"left"}),
    ),
    LoadHistory(
        "the hip that was well so far",
        (hip(400), ill(390), signs(390, "NWB"), signs(390, "FWB", "right", aid="none"), signs(200, "FWB", aid="none"),
         well(150), hip(3, "right"), hip(2, "right"), hip(1, "right"), bears(0, "FWB", "right")),
        left={"status": "FWB"},
        ended={"right": ("FWB", "opposite-hip-pain")},
        opens=frozenset({"opposite-hip-pain"}),
        undecided=frozenset({"right"}),
    ),
    LoadHistory(
        "resolved without full weight",
        (hip(300), weighs(291, 70.4), ill(290), signs(290, "PWB", percent=30, aid="two_crutches"), well(100),
         hip(5, intensity=4), hip(4, intensity=4), bears(0, "WBAT")),
        ended={"left": ("PWB", "pain-returned")},
        opens=frozenset({"pain-returned"}),
        never=frozenset({"load-above-prescription"}),
        undecided=frozenset({"left"}),
    ),
    LoadHistory(
        "two episodes, and pain anew",
        (ill(700), signs(700, "NWB"), well(500), (450, "change", {"direction": "returned", "site": "hip", "side": "left"}),
         ill(440), signs(440, "TTWB"), well(300), (3, "change", {"direction": "returned", "site": "hip", "side": "left"}),
         bears(0, "PWB", percent=50)),
        ended={"left": ("TTWB", "pain-returned")},
        opens=frozenset({"pain-returned"}),
        never=frozenset({"load-above-prescription"}),
        undecided=frozenset({"left"}),
    ),
    LoadHistory(
        "signed on the very day",
        (*FIRST, hip(4), hip(3), weighs(2, 70.4), MRI, ill(1), signs(1, "PWB", limit_kg=20, aid="two_crutches"), bears(0, "PWB", kg=26)),
        left={"status": "PWB", "kg": 20, "share": 28},
        settled=frozenset({"pain-returned"}),
        ended={"left": ("FWB", "pain-returned")},
        opens=frozenset({"load-above-prescription"}),
        never=NOTHING,
    ),
    LoadHistory(
        "on to the knee",
        (*FIRST, *((back, "pain", {"site": "knee", "side": "left", "intensity": 5}) for back in (6, 5, 4)), ill(2, site="knee"),
         (0, "pain", {"site": "knee", "side": "left", "intensity": 5})),
        ended={"left": ("FWB", "diagnosis")},
        opens=frozenset({"weight-bearing-undecided", "new-joint-pain"}),
        undecided=frozenset({"left"}),
    ),
    LoadHistory(
        "an episode before, as the patient tells",
        ((30, "previous_episode", {"site": "hip", "side": "left", "years_ago": 2}), weighs(29, 60),
         signs(29, "PWB", percent=30, aid="two_crutches"), hip(6, intensity=4), hip(5, intensity=4), bears(0, "PWB", percent=30)),
        left={"status": "PWB", "kg": 18, "share": 30},
        never=frozenset({"load-above-prescription", "weight-bearing-undecided"}),
        held=frozenset({"left"}),
    ),
    LoadHistory(
        "signed since the leg could bear nothing",
        (hip(30), weighs(29, 81.5), ill(29), signs(29, "PWB", percent=50, aid="two_crutches"), bears(3, "UNABLE"),
         signs(2, "PWB", limit_kg=15, aid="two_crutches"), bears(0, "PWB", kg=14)),
        left={"status": "PWB", "kg": 15, "share": 18},
        opens=frozenset({"cannot-bear-weight"}),
        never=frozenset({"load-above-prescription"}),
        settled=frozenset({"cannot-bear-weight"}),
    ),
    LoadHistory(
        "unable again after it was signed",
        (hip(30), weighs(29, 81.5), ill(29), signs(29, "PWB", percent=50, aid="two_crutches"), bears(3, "UNABLE"),
         signs(2, "PWB", limit_kg=15, aid="two_crutches"), bears(1, "UNABLE")),
        left={"status": "PWB", "kg": 15, "share": 18},
        opens=frozenset({"cannot-bear-weight"}),
        held=frozenset({"left"}),
    ),
)  # fmt: skip


def tell(patient: Any, history: LoadHistory) -> None:
    """Write the history down, each day on that day, and let the rules run at its end as the live system does."""
    today = datetime.now(UTC).date()
    for back in sorted({step[0] for step in history.steps}, reverse=True):
        day = today - timedelta(days=back)
        with clock.moved_to(datetime.combine(day, time(0, 1), UTC)):
            for second, (_, kind, fields) in enumerate(step for step in history.steps if step[0] == back):
                at = datetime.combine(day, time(0, 0, second), UTC).isoformat()
                record_one(patient=patient, by=BY, kind=kind, recorded_at=at, date=day.isoformat(), **fields)
            reassess(patient.pk)
    reassess(patient.pk)


FIRST_DAY = 720


def as_replay(history: LoadHistory) -> dict[str, Any]:
    events = [{"day": FIRST_DAY - back, "kind": kind, **fields} for back, kind, fields in history.steps]
    return {
        "format": "toh-replay/1",
        "id": history.name,
        "day_zero": (date.today() - timedelta(days=FIRST_DAY)).isoformat(),
        "patient": {"sex": "female", "birth_year": 1986, "timezone": "Europe/Lisbon"},
        "until": FIRST_DAY,
        "events": sorted(events, key=lambda event: event["day"]),
    }
