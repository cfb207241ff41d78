"""How a reminder looks in the API, in the words for who is asking. Wording is made here, never stored."""

from typing import Any

from backend.guidance import reminder_text
from backend.guidance.texts import finding_title
from backend.patients.models import Patient
from backend.reminders import monthly
from backend.reminders.alarms import KIND as ALARM
from backend.reminders.models import Reminder


def language_of(patient: Patient) -> str:
    """The language in which this patient is spoken to."""
    return patient.user.language if patient.user else "en"


_ALARM = {
    "en": ("{title}: please look at this today.", "{title}: nobody has acknowledged this for {hours} hours. Please look at it."),
    "de": ("{title}: bitte heute ansehen.", "{title}: seit {hours} Stunden hat das niemand bestätigt. Bitte ansehen."),
}  # fmt: skip
_MONTH = {
    "en": "Your month, in short. More of it, and a page to print, is under Progress.",
    "de": "Ihr Monat in Kürze. Mehr davon, und eine Seite zum Drucken, finden Sie unter Verlauf.",
}
_OLDER = {"en": "Older reminders that came late:", "de": "Ältere Erinnerungen, die verspätet kamen:"}


def text_of(row: Reminder, *, language: str) -> str:
    """The in-app words, for whom the row is meant; older ones that were folded into it stand behind."""
    text = _one(row.kind, row.params, row.to, language)
    said = [_one(one["reminder"], one["params"], row.to, language) for one in row.params.get("older", ())]
    older = [line for line in dict.fromkeys(said) if line != text]
    return f"{text} {_OLDER.get(language, _OLDER['en'])} {' '.join(older)}" if older else text


def _one(kind: str, params: dict[str, Any], to: str, language: str) -> str:
    if kind == monthly.KIND:
        lead = _MONTH.get(language, _MONTH["en"])
        return f"{lead} {monthly.sentences(params, language)}".rstrip()
    if kind != ALARM:
        return reminder_text((kind, params), to, language)
    first, again = _ALARM.get(language, _ALARM["en"])
    title = finding_title(params["finding"], language)
    hours = params["after_hours"]
    return (again if hours else first).format(title=title, hours=f"{hours:g}")


def message_json(row: Reminder, *, language: str) -> dict[str, Any]:
    """One reminder as the phone, the desk and scripts see it. `state` says whether it was sent yet."""
    return {
        "id": str(row.pk),
        "reminder": row.kind,
        "to": row.to,
        "due_at": row.due_at.isoformat(),
        "due_on": row.due_on.isoformat(),
        "sent_at": _iso(row.sent_at),
        "read_at": _iso(row.read_at),
        "snoozed_until": _iso(row.snoozed_until),
        "text": text_of(row, language=language),
        "reason": row.reason,
        "state": row.state,
        "withdrawn_reason": row.withdrawn_reason or None,
        "finding": str(row.finding_id) if row.finding_id else None,
        "patient": str(row.patient_id),
        "patient_name": row.patient.name if row.to == "clinician" else None,
    }


def _iso(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
