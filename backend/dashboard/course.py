"""One patient's course: everything that stands, on one time axis; a fixed number of queries."""

from datetime import timedelta
from typing import Any

from backend.core import clock
from backend.guidance.areas import SIDES
from backend.guidance.examining import locks
from backend.guidance.facts import PATIENT_ENTRIES
from backend.patients.models import Patient
from backend.patients.present import profile_of
from backend.records.kinds.vocabulary import LOADS
from backend.records.models import Record
from backend.records.present import record_json
from backend.tracking.models import Finding
from backend.tracking.present import finding_json

MAX_DAYS = 36_525
WITHDRAWN = 50
"""So many of the newest that were taken back are shown."""


def course(patient: Patient, *, days: int, language: str) -> dict[str, Any]:
    """Records of the last `days`, older decisions that still hold, findings and the proposed next steps.

    Where nothing was logged in those days, everything is given: an import may have ended years ago.
    """
    today = clock.local_day(clock.now(), patient.timezone)
    first = today - timedelta(days=days)
    lasting = (
        "prescription",
        "diagnosis",
        "resolution",
        "permission",
        "previous_episode",
        "pregnancy",
        "delivery",
    )
    everything = list(Record.objects.current().filter(patient=patient).in_order())
    days_logged = [row.day for row in everything if row.kind in PATIENT_ENTRIES]
    if days_logged and days_logged[-1] < first:
        first = min(row.day for row in everything)
    rows = [row for row in everything if row.day >= first or row.kind in lasting]
    of_clinicians = Finding.objects.filter(patient=patient, for_clinician=True).order_by("-opened_on", "rule")
    findings: list[Finding] = []
    withdrawn: list[Finding] = []
    for row in of_clinicians:
        (withdrawn if row.state == Finding.State.WITHDRAWN else findings).append(row)
    fresh = Patient.objects.select_related("clinic", "summary", "user").get(pk=patient.pk)
    profile = profile_of(fresh)
    return {
        "profile": profile,
        "from": first.isoformat(),
        "to": today.isoformat(),
        "records": [record_json(row) for row in rows],
        "findings": [finding_json(row, audience="clinician", language=language) for row in findings],
        "withdrawn": [finding_json(row, audience="clinician", language=language) for row in withdrawn[:WITHDRAWN]],
        "next_step": {side: next_step(profile["load"].get(side)) for side in ("left", "right")},
        "precision_error": fresh.clinic.precision_error if fresh.clinic else {},
        "examination_locks": locks(
            load=profile["load"],
            terms=profile["load_terms"],
            held=_held(profile["episodes"]),
            open_findings=[(row.rule, row.side) for row in findings if row.state != Finding.State.RESOLVED],
        ),
        "revision": fresh.seq,
    }


def _held(episodes: list[dict[str, Any]]) -> set[str]:
    """The legs of an episode that is not over; of an unknown side, both."""
    sides = {
        site["side"]
        for episode in episodes
        if episode["state"] != "resolved"
        for site in episode["sites"]
        if site["resolved_on"] is None and site["side"] != "midline"
    }
    return {leg for leg in SIDES if leg in sides} if sides <= set(SIDES) else set(SIDES)


def next_step(load: dict[str, Any] | None) -> str | None:
    """The next step of the signed plan, else the one above the load in force (clinical contract §4: one at a time).

    A proposal for the form, never an act. A plan may keep the load and change the aid.
    """
    if not load:
        return None
    if load.get("plan"):
        return str(load["plan"][0]["status"])
    return None if load["status"] not in LOADS[:-1] else LOADS[LOADS.index(load["status"]) + 1]
