"""What a patient is asked to answer, when it is due, and what the answers came to."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from backend.patients.models import Patient
from backend.records.models import Record
from backend.tracking.questionnaires.form import known
from backend.tracking.questionnaires.scoring import scores_of

ASKED, ANSWERED = "questionnaire", "questionnaire_response"
STEPS = {"day": relativedelta(days=1), "week": relativedelta(weeks=1), "month": relativedelta(months=1)}


def scores_of_record(row: Record) -> list[dict[str, Any]]:
    """The scores of one set of answers (see `scoring.scores_of`)."""
    found = known(row.data["questionnaire"])
    return scores_of(found[1], row.data["answers"]) if found else []


def extra_of(row: Record) -> dict[str, Any]:
    """What a reader of one of these records needs beside it: the form that is asked, or what the answers came to."""
    if row.kind == ASKED:
        found = known(row.data["questionnaire"])
        return {"title": found[0], "form": found[1]} if found else {}
    return {"scores": scores_of_record(row)} if row.kind == ANSWERED else {}


def asked_of(patient: Patient, *, today: date) -> list[dict[str, Any]]:
    """Every questionnaire that the patient was ever asked, newest request first, with all answers' scores."""
    rows = list(Record.objects.current().filter(patient=patient, kind__in=(ASKED, ANSWERED)).in_order())
    latest = {str(row.data["questionnaire"]): row for row in rows if row.kind == ASKED}
    answers: dict[str, list[Record]] = {}
    for row in rows:
        if row.kind == ANSWERED:
            answers.setdefault(str(row.data["questionnaire"]), []).append(row)
    keys = dict.fromkeys([*latest, *answers])
    return [_one(key, latest.get(key), answers.get(key, []), today) for key in reversed(list(keys))]


def _one(key: str, request: Record | None, answers: list[Record], today: date) -> dict[str, Any]:
    found = known(key)
    return {
        "questionnaire": key,
        "title": found[0] if found else "",
        "every": request.data.get("every", "once") if request else None,
        "asked_on": request.day.isoformat() if request else None,
        "until_on": request.data.get("until_on") if request else None,
        "due_on": _iso(due_on(request, (row.day for row in answers), today)),
        "responses": [
            {"id": str(row.pk), "date": row.day.isoformat(), "scores": scores_of_record(row)} for row in answers
        ],
    }


def due_on(request: Record | None, answered: Iterable[date], today: date) -> date | None:
    """From which day the next answers are wanted; None when none are (ended, past its day, answered once)."""
    if request is None or request.data.get("ended"):
        return None
    every = request.data.get("every", "once")
    since = [day for day in answered if day >= request.day]
    if not since:
        due = request.day
    elif every == "once":
        return None
    else:
        due = max(since) + STEPS[every]
    until = request.data.get("until_on")
    return None if until and max(due, today).isoformat() > until else due


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
