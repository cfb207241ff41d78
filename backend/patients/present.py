"""How a patient looks in the API: the same for the phone, the desk and scripts."""

from typing import Any

from backend.patients.consents.agreed import agreed_to_reminders
from backend.patients.models import Patient
from backend.records.models import Record


def settings_of(patient: Patient) -> dict[str, Any]:
    """What the patient chose last of each setting."""
    rows = Record.objects.current().filter(patient=patient, kind="setting").in_order()
    chosen: dict[str, Any] = {}
    for data in rows.values_list("data", flat=True):
        chosen |= data
    return chosen


def profile_of(patient: Patient) -> dict[str, Any]:
    """Who the patient is and what the rules make of the log, as the phone's first screen needs it."""
    summary = getattr(patient, "summary", None)
    risk_factors = list(patient.risk_factors)
    for row in Record.objects.current().filter(patient=patient, kind="risk_factor"):
        if row.data["name"] not in risk_factors:
            risk_factors.append(row.data["name"])
    clinic = patient.clinic
    return {
        "id": str(patient.pk),
        "name": patient.name,
        "sex": patient.sex,
        "birth_year": patient.birth_year,
        "birth_date": _iso(patient.birth_date),
        "phone": patient.phone,
        "email": patient.email,
        "clinic_number": patient.clinic_number,
        "timezone": patient.timezone,
        "language": patient.user.language if patient.user else None,
        "episodes": [
            {
                "id": str(episode.pk),
                "number": episode.number,
                "state": episode.state,
                "onset": _iso(episode.onset),
                "diagnosed_on": _iso(episode.diagnosed_on),
                "resolved_on": _iso(episode.resolved_on),
                "sites": [
                    {
                        "site": s.site,
                        "side": s.side,
                        "onset": _iso(s.onset),
                        "resolved_on": _iso(s.resolved_on),
                    }
                    for s in episode.sites.all()
                ],
            }
            for episode in patient.episodes.prefetch_related("sites")
        ],
        "pregnancy": summary.pregnancy if summary else {},
        "risk_factors": risk_factors,
        # Without those that stand in entries: the phone counts its own entries, sent or not, beside these.
        "risk_factors_held": list(patient.risk_factors),
        "load": {name: value for name, value in summary.load.items() if name != "weight"}
        if summary
        else {"left": None, "right": None},
        "load_terms": (summary and summary.load_terms) or {"left": [], "right": []},
        "body_weight": summary.load.get("weight") if summary else None,
        "exercise_gate": summary.gates if summary else {"weight_bearing": False, "locked_why": "not-resolved"},
        "settings": settings_of(patient),
        # A no to being reminded outside the app; a wish in the settings does not undo it.
        "refused": sorted(kind for (_, kind), yes in agreed_to_reminders([patient.pk]).items() if not yes),
        "thresholds": patient.thresholds,
        # What the phone's own rules go by where there is no connection.
        "numbers": {name: value for name, (value, _) in patient.numbers_set().items()},
        # ISCD: least significant change = 2.77 times the clinic's own precision error; without it there is no verdict.
        "dexa_precision": clinic.precision_error if clinic else {},
        "clinic": {"id": str(clinic.pk), "name": clinic.name, "phone": clinic.phone} if clinic else None,
        "care_team": [
            {"name": str(member.user), "role": member.role} for member in patient.team.active().select_related("user")
        ],
        # Nothing is kept, assessed or sent until the patient agrees again.
        "rests_since": _iso(patient.rests_since),
        "revision": patient.seq,
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
