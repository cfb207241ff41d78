"""How a patient and a record look in the API: the same for the phone, the desk and scripts."""

from typing import Any

from backend.patients.agreed import agreed_to_reminders
from backend.patients.models import Patient, Record


def record_json(row: Record) -> dict[str, Any]:
    """Envelope and fields of the kind side by side, in REPLAY's names."""
    return {
        "id": str(row.pk),
        "kind": row.kind,
        "recorded_at": row.recorded_at.isoformat(),
        "timezone": row.timezone,
        "date": row.day.isoformat(),
        "supersedes": str(row.supersedes) if row.supersedes else None,
        "group": str(row.group) if row.group else None,
        "is_current": row.is_current,
        "author": {"name": row.author_name, "role": row.author_role},
        **row.data,
        # A risk factor's own `name` and the like never hide the envelope.
        "seq": row.seq,
    }


def settings_of(patient: Patient) -> dict[str, Any]:
    """What the patient chose last of each setting."""
    rows = Record.objects.current().filter(patient=patient, kind="setting").order_by("day", "recorded_at", "id")
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
        "load": summary.load if summary else {"left": None, "right": None},
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
        "revision": patient.seq,
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
