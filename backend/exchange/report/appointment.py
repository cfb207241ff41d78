"""The page for an appointment: what happened since the last visit, load, pain by week, scans, findings, questions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from backend import languages
from backend.core import clock
from backend.exchange.report.density import density_rows
from backend.exchange.report.gather import IMAGING, image_line, medicine_line
from backend.exchange.report.loads import held_on, load_line, practice_lines, prescription_row, sides_of
from backend.exchange.report.words import URGENCY, clipped, day_words
from backend.guidance import assess
from backend.guidance.progress import Week, weeks_by_place
from backend.guidance.texts.places import number, place_words
from backend.patients.models import Patient
from backend.records.models import Record
from backend.tracking.facts import facts_of, thresholds_of
from backend.tracking.models import Finding
from backend.tracking.present import finding_json

MOST = {"events": 16, "findings": 12, "rows": 10, "questions": 20}
HAPPENED = ("diagnosis", "resolution", "fracture", "fall", "pregnancy", "delivery", "procedure", "change", "medicine")


def appointment_page(patient: Patient, *, language: str) -> dict[str, Any]:
    """Everything that `appointment.typ` prints, in the words for the patient: it is their page, whoever reads it with them."""
    now = clock.now()
    today = clock.local_day(now, patient.timezone)
    facts, thresholds = facts_of(patient), thresholds_of(patient)
    result = assess(facts, now, thresholds)
    records = list(Record.objects.current().filter(patient=patient).exclude(kind="note").in_order())
    since, upcoming = visits_around(records, today)
    first = since or min((row.day for row in records), default=today)
    words = languages.table("appointment", "page")[language]
    findings = _findings(patient, first)
    shown = [row for row in findings if row.state in (Finding.State.OPEN, Finding.State.ACKNOWLEDGED)]
    held = [side for side in ("left", "right") if held_on(side, result, records, shown)]
    scans = [row for row in records if row.kind in IMAGING and row.day >= first]
    happened = [row for row in records if row.kind in HAPPENED and row.day >= first]
    weeks = weeks_by_place(facts, today, thresholds)
    return {
        "language": language,
        "words": words,
        "name": clipped(patient.name, 150),
        "born": str(patient.birth_year or ""),
        "written": day_words(today, language),
        "upcoming": _visit(upcoming, language) if upcoming else "",
        "since": words["since"].format(day=day_words(first, language)) if since else words["since_first"],
        "happened": [_event(row, language) for row in happened[-MOST["events"] :]],
        "happened_more": max(0, len(happened) - MOST["events"]),
        "loads": [load_line(side, result, records, "patient", language, shown) for side in sides_of(result, "patient")],
        "signed": [
            prescription_row(row, result, language)
            for row in records
            if row.kind == "prescription" and row.day >= first
        ][-MOST["rows"] :],
        "done": _done(records, first, today, words),
        "practice": practice_lines(records, result, today, language, held),
        "weeks": [one for place, rows in weeks.items() if (one := _weeks(place, rows, first, language))["rows"]],
        "scans": [image_line(row, language) for row in scans[::-1][: MOST["rows"]]],
        "density": density_rows(
            [row for row in records if row.kind == "dexa"],
            patient.clinic.precision_error if patient.clinic else {},
            language,
        )[: MOST["rows"]],
        "findings": [_finding(row, language) for row in findings[: MOST["findings"]]],
        "findings_more": max(0, len(findings) - MOST["findings"]),
        "medicines": _medicines(records, language),
        "questions": [
            row.data["text"] for row in records if row.kind == "question" and not row.data.get("answer")
        ][: MOST["questions"]],
        "answered": [
            {"text": row.data["text"], "answer": clipped(row.data["answer"], 400)}
            for row in records
            if row.kind == "question" and row.data.get("answer") and row.day >= first
        ][-MOST["questions"] :],
    }  # fmt: skip


def visits_around(records: Sequence[Record], today: date) -> tuple[date | None, Record | None]:
    """The day of the last visit before today, and the next one from today on."""
    visits = sorted((row for row in records if row.kind == "visit"), key=lambda row: str(row.data["visit_on"]))
    past = [row for row in visits if date.fromisoformat(row.data["visit_on"]) < today]
    ahead = [row for row in visits if date.fromisoformat(row.data["visit_on"]) >= today]
    return date.fromisoformat(past[-1].data["visit_on"]) if past else None, ahead[0] if ahead else None


def _visit(row: Record, language: str) -> str:
    parts = (day_words(row.data["visit_on"], language), row.data.get("time"), clipped(row.data.get("whom") or "", 80))
    return ", ".join(part for part in parts if part)


def _event(row: Record, language: str) -> str:
    if row.kind == "medicine":
        return medicine_line(row, language)
    if row.kind in ("fracture", "procedure"):
        return image_line(row, language)
    data, values = row.data, languages.table("kinds", "values")[language]
    name = languages.table("kinds", "kinds")[language][row.kind]
    said = [values[str(data[key])] for key in ("outcome", "direction", "basis") if data.get(key)]
    where = place_words(
        data.get("site") or ("hip" if data.get("side") and row.kind != "fall" else None), data.get("side"), language
    )
    text = ", ".join(part for part in (*said, where) if part)
    return f"{day_words(row.day, language)} · {name[:1].upper() + name[1:]}" + (f": {text}" if text else "")


def _done(records: Sequence[Record], first: date, today: date, words: dict[str, str]) -> str:
    """On how many days something was logged, exercised and practised since."""

    def days(*kinds: str) -> int:
        return len({row.day for row in records if row.kind in kinds and first <= row.day <= today})

    return words["done"].format(
        pain=days("pain"),
        load=days("weight_bearing"),
        exercise=days("exercise"),
        practice=days("scale_practice"),
        all=(today - first).days + 1,
    )


def _weeks(place: str, weeks: Sequence[Week], first: date, language: str) -> dict[str, Any]:
    site, side = place.split(":")
    words = place_words(site, side if side in ("left", "right", "both") else None, language)

    def figure(value: float) -> str:
        return number(value, language, 0 if value == int(value) else 1)

    return {
        "place": words[:1].upper() + words[1:],
        "rows": [
            {
                "last": day_words(date.fromordinal(week.last), language),
                "middle": figure(week.middle),
                "range": f"{figure(week.low)}–{figure(week.high)}",
                "days": f"{week.logged}/7",
            }
            for week in weeks
            if date.fromordinal(week.last) >= first
        ][-26:],
    }


def _findings(patient: Patient, first: date) -> list[Finding]:
    """What still stands, and what opened since: the most urgent and the newest first."""
    rows = Finding.objects.filter(patient=patient, for_patient=True).exclude(state=Finding.State.WITHDRAWN)
    standing = (Finding.State.OPEN, Finding.State.ACKNOWLEDGED)
    order = list(URGENCY["en"])
    return sorted(
        (row for row in rows if row.state in standing or row.opened_on >= first),
        key=lambda row: (row.state not in standing, order.index(row.urgency), -row.opened_on.toordinal(), row.rule),
    )


def _finding(row: Finding, language: str) -> dict[str, str]:
    text = finding_json(row, audience="patient", language=language)["text"]
    over = ""
    if row.resolved_on:
        over = languages.table("appointment", "page")[language]["over"].format(
            day=day_words(row.resolved_on, language)
        )
    return {
        "opened": day_words(row.opened_on, language),
        "urgency": row.urgency,
        "when": URGENCY[language][row.urgency],
        "seen": clipped(text["seen"], 300),
        "do": clipped(text["do"], 300),
        "over": over,
    }


def _medicines(records: Sequence[Record], language: str) -> list[str]:
    """What is taken now, as the list says: of each name the latest word, where it is not that it was stopped."""
    latest: dict[str, Record] = {}
    for row in records:
        if row.kind == "medicine":
            key = str(row.data.get("name") or row.data.get("class") or "").strip().lower()
            latest.pop(key, None)
            latest[key] = row
    return [medicine_line(row, language) for row in latest.values() if row.data.get("action") != "stop"][-20:]
