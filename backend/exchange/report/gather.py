"""What stands about a patient, as the few words and figures that fit on two pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from backend import languages
from backend.core import clock
from backend.exchange.report.chart import Pains, chart, lines_in_words
from backend.exchange.report.daily_life import life_lines
from backend.exchange.report.density import density_rows
from backend.exchange.report.examined import examined_rows
from backend.exchange.report.goals import goal_rows
from backend.exchange.report.loads import (
    Reader,
    held_on,
    load_line,
    measured_lines,
    practice_lines,
    prescription_row,
    sides_of,
    steps,
)
from backend.exchange.report.words import (
    BASIS,
    FINDING_STATE,
    LABELS,
    MODALITY,
    PREGNANCY,
    RESULT,
    STATE,
    URGENCY,
    WEEKDAY,
    clipped,
    day_words,
)
from backend.guidance import (
    GUIDANCE_VERSION,
    SOURCES,
    Assessment,
    assess,
    finding_title,
    reminder_text,
    reminder_title,
)
from backend.guidance.areas import at_hip
from backend.guidance.facts import PATIENT_ENTRIES
from backend.guidance.progress import progress_of
from backend.guidance.texts.places import number, place_words
from backend.guidance.texts.progress import progress_sentences
from backend.guidance.texts.words import EXERCISES
from backend.patients.models import Patient
from backend.records.models import Record
from backend.tracking.facts import facts_of, thresholds_of
from backend.tracking.models import Finding
from backend.tracking.present import finding_json

CHART_DAYS = 365
DUE_DAYS = 365
_DAILY = {"log-today", "exercise-today", "weight-bearing-exercise", "contact-clinician"}
IMAGING = ("imaging", "fracture", "procedure", "lab")
_ORDER = ("now", "soon", "routine", "info")


@dataclass(frozen=True, slots=True)
class Room:
    """How many rows of each kind there is room for; a second try gets less of each."""

    attention: int
    findings: int
    rows: int
    due: int
    words: int


ROOMS = (Room(8, 10, 8, 8, 400), Room(5, 6, 5, 5, 220), Room(3, 3, 3, 3, 120))


def gather(patient: Patient, *, reader: Reader, language: str, room: Room) -> dict[str, Any]:
    """Everything that the page template prints, in `language` and for `reader`."""
    now = clock.now()
    today = clock.local_day(now, patient.timezone)
    facts, thresholds = facts_of(patient), thresholds_of(patient)
    result = assess(facts, now, thresholds)
    records = list(Record.objects.current().filter(patient=patient).exclude(kind="note").in_order())
    words = LABELS[language]
    audience = "clinician" if reader == "doctor" else "patient"
    findings = _findings(patient, reader)
    first = _first_day(records, result, today)
    pains = _pains(records)
    lines = lines_in_words(pains, today, language, plain=reader == "patient")
    logged = {row.day for row in records if row.kind in PATIENT_ENTRIES and row.day > today - timedelta(days=28)}
    foot = words["foot"] if reader == "doctor" else words["foot_patient"]
    open_ones = sorted(
        (row for row in findings if row.state in (Finding.State.OPEN, Finding.State.ACKNOWLEDGED)),
        key=lambda row: (_ORDER.index(row.urgency), row.opened_on),
    )
    held = [side for side in ("left", "right") if reader == "patient" and held_on(side, result, records, open_ones)]
    due = _due(result, reader, language, today)
    examined = examined_rows(records, language) if reader == "doctor" else []
    picture = any(pains.values()) or any(row.kind == "prescription" for row in records)
    return {
        "language": language,
        "reader": reader,
        "words": words,
        "clinic": " · ".join(part for part in (patient.clinic.name, patient.clinic.phone) if part) if patient.clinic else "",
        "name": clipped(patient.name, 150),
        "about": _about(patient, result, reader, language),
        "written": day_words(today, language),
        "empty": not records,
        "episodes": _episodes(result, today, language),
        "loads": [load_line(side, result, records, reader, language, open_ones) for side in sides_of(result, reader)],
        "attention": [_attention(row, audience, language, room.words) for row in open_ones[: room.attention]],
        "attention_more": max(0, len(open_ones) - room.attention),
        "chart": chart(pains, steps(records, result), first, today, language) if picture else "",
        "chart_alt": words["chart_alt"].format(
            first=day_words(first, language), last=day_words(today, language), lines=" ".join(lines) or words["no_pain"]
        ),
        "progress": progress_sentences(progress_of(facts, result.today, thresholds), reader, language),
        "lines": [*(lines or [words["no_pain"]]), words["logged"].format(n=len(logged), of=28)] if records else [],
        "measured": measured_lines(records, today, language),
        "practice": practice_lines(records, result, today, language, held),
        "findings": [_finding(row, language) for row in findings[: room.findings]],
        "sources": _sources(findings[: room.findings]),
        "findings_more": max(0, len(findings) - room.findings),
        "prescriptions": [prescription_row(row, result, language) for row in _latest(records, room.rows, "prescription")],
        "prescriptions_more": _left(records, room.rows, "prescription"),
        "density_more": _left(records, room.rows, "dexa"),
        "density": density_rows(
            [row for row in records if row.kind == "dexa"],
            patient.clinic.precision_error if patient.clinic else {},
            language,
        )[: room.rows],
        "imaging_more": _left(records, room.rows, *IMAGING),
        "medicines_more": _left(records, room.rows, "medicine"),
        "imaging": [image_line(row, language) for row in _latest(records, room.rows, *IMAGING)],
        "life": life_lines(records, language),
        "goals": goal_rows(records, language),
        "examined": examined[: 2 * room.rows],
        "examined_more": max(0, len(examined) - 2 * room.rows),
        "medicines": [medicine_line(row, language) for row in _latest(records, room.rows, "medicine")] if reader == "doctor" else [],
        "programme": _programme(records, today, language) if reader == "patient" else [],
        "due": due[: room.due],
        "due_more": max(0, len(due) - room.due),
        "foot": foot.format(version=GUIDANCE_VERSION),
    }  # fmt: skip


def _about(patient: Patient, result: Assessment, reader: Reader, language: str) -> str:
    words = LABELS[language]
    parts = [words[patient.sex]]
    if patient.birth_date and reader == "doctor":
        parts.append(f"{words['born']} {day_words(patient.birth_date, language)}")
    elif patient.birth_year:
        parts.append(f"{words['born']} {patient.birth_year}")
    if reader == "doctor" and patient.clinic_number:
        parts.append(f"{words['own_number']} {patient.clinic_number}")
    if reader == "doctor" and result.weight:
        day = day_words(date.fromordinal(result.weight.day), language)
        parts.append(f"{number(result.weight.kg, language)} kg ({day})")
    state = PREGNANCY[language].get(result.pregnancy.status)
    if state:
        weeks = result.pregnancy.gestation_weeks
        known = weeks is not None and result.pregnancy.status == "pregnant"
        parts.append(f"{state}, {words['week'].format(n=int(weeks))}" if known and weeks is not None else state)
    return " · ".join(parts)


def _episodes(result: Assessment, today: date, language: str) -> list[str]:
    words = LABELS[language]
    lines = []
    for episode in reversed([one for one in result.episodes if not one.previous]):
        sites = ", ".join(dict.fromkeys(place_words(site.site, site.side, language) for site in episode.sites))
        line = f"{STATE[language][episode.state].capitalize()}: {sites or '–'}, {words['since']} {day_words(episode.onset, language)}"
        if episode.state != "resolved":
            days = (today - episode.onset).days + 1
            line += f" ({words['day']} {days})"
        if episode.diagnosed_on:
            line += f"; {words['diagnosed']} {day_words(episode.diagnosed_on, language)}"
        if episode.resolved_on:
            basis = BASIS[language].get(episode.resolved_basis or "", "")
            line += f"; {words['resolved_on']} {day_words(episode.resolved_on, language)}" + (
                f" ({basis})" if basis else ""
            )
        lines.append(line + ".")
    return lines[:3]


def _findings(patient: Patient, reader: Reader) -> list[Finding]:
    shown = {"for_clinician": True} if reader == "doctor" else {"for_patient": True}
    rows = Finding.objects.filter(patient=patient, **shown).exclude(state=Finding.State.WITHDRAWN)
    return list(rows.order_by("-opened_on", "rule"))


def _attention(row: Finding, audience: str, language: str, most: int) -> dict[str, str]:
    text = finding_json(row, audience=audience, language=language)["text"]
    return {
        "urgency": row.urgency,
        "when": URGENCY[language][row.urgency],
        "seen": clipped(text["seen"], most),
        "do": clipped(text["do"], most),
        "why": "" if audience == "patient" else clipped(text["why"], most),
    }


def _finding(row: Finding, language: str) -> dict[str, str]:
    title = finding_title(row.rule, language)
    where = place_words(row.site or ("hip" if row.side else None), row.side or None, language)
    state = FINDING_STATE[language][row.state]
    if row.resolved_on:
        state += f" {day_words(row.resolved_on, language)}"
    return {
        "opened": day_words(row.opened_on, language),
        "title": f"{title} ({where})" if where else title,
        "state": state,
        "sources": ", ".join(row.sources),
    }


def _sources(rows: Sequence[Finding]) -> str:
    keys = sorted({key for row in rows for key in row.sources} & set(SOURCES))
    return " · ".join(f"{key} {SOURCES[key].title}" for key in keys)


def _latest(records: Sequence[Record], most: int, *kinds: str) -> list[Record]:
    return [row for row in records if row.kind in kinds][::-1][:most]


def _left(records: Sequence[Record], most: int, *kinds: str) -> int:
    """How many older ones there was no room for."""
    return max(0, sum(row.kind in kinds for row in records) - most)


def image_line(row: Record, language: str) -> str:
    words, data = LABELS[language], row.data
    place = place_words(data.get("site"), data.get("side"), language)
    if row.kind == "imaging":
        what = f"{MODALITY[language][data['modality']]}: {RESULT[language].get(data.get('result') or 'unknown', '')}"
    elif row.kind == "lab":
        digits = 0 if data["value"] == int(data["value"]) else 1
        name = (
            words["lab"]
            if data["test"] == "vitamin_d_25oh"
            else languages.table("kinds", "values")[language][data["test"]]
        )
        sign = {"below": "< ", "above": "> "}.get(data.get("comparator") or "", "")
        what = f"{name}: {sign}{number(data['value'], language, digits)} {data.get('unit') or ''}".rstrip()
        place = ""
    elif row.kind == "fracture":
        what = words["fracture"]
    else:
        what = f"{words['procedure']}: {clipped(data.get('name') or '–', 80)}"
    return f"{day_words(row.day, language)} · {what}" + (f" ({place})" if place else "")


def medicine_line(row: Record, language: str) -> str:
    name = clipped(row.data.get("name") or row.data.get("class") or "–", 80)
    what = LABELS[language]["stopped" if row.data.get("action") == "stop" else "started"]
    return f"{day_words(row.day, language)} · {name}, {what}"


def _programme(records: Sequence[Record], today: date, language: str) -> list[str]:
    """The exercises that run today: the latest word on each category."""
    words = LABELS[language]
    latest = {row.data.get("category") or "": row for row in records if row.kind == "programme"}
    lines = []
    for category, row in latest.items():
        until = row.data.get("until_on")
        if until and date.fromisoformat(until) < today:
            continue
        parts = [EXERCISES[language][category]]
        if row.data.get("minutes"):
            parts.append(f"{row.data['minutes']:g} {words['minutes']}")
        days = row.data.get("weekdays") or []
        parts.append(" ".join(WEEKDAY[language][day] for day in days) if days else words["daily"])
        if until:
            parts.append(f"{words['until']} {day_words(until, language)}")
        text = ", ".join(parts)
        lines.append(text[0].upper() + text[1:] + ".")
    return lines


def _due(result: Assessment, reader: Reader, language: str, today: date) -> list[dict[str, str]]:
    """The dates ahead, each subject once, the earliest first; daily reminders are no dates."""
    to = "clinician" if reader == "doctor" else "patient"
    found: dict[tuple[str, str], dict[str, str]] = {}
    for item in sorted(result.due, key=lambda item: (item.due_on, item.reminder)):
        if (
            item.to != to
            or item.reminder in _DAILY | {"medicine-due"}
            or item.due_on > today + timedelta(days=DUE_DAYS)
        ):
            continue
        title = reminder_title(item.reminder, language)
        # A reminder's words are those of its day ("today is the day"): before it, its title alone.
        speaks = reader == "patient" and item.due_on <= today
        text = reminder_text(item, "patient", language) if speaks else f"{title}."
        day = day_words(item.due_on, language)
        if item.due_on < today:
            day += f" ({LABELS[language]['overdue']})"
        found.setdefault((item.reminder, item.subject), {"date": day, "text": clipped(text, 240)})
    return list(found.values())


def _first_day(records: Sequence[Record], result: Assessment, today: date) -> date:
    """The chart begins a little before the current episode, and holds a year at most."""
    entries = [row.day for row in records if row.kind in ("pain", "prescription")]
    starts = [result.episodes[-1].onset] if result.episodes and not result.episodes[-1].previous else entries[:1]
    start = min([today - timedelta(days=28), *(day - timedelta(days=3) for day in starts)])
    if entries and entries[-1] < today - timedelta(days=CHART_DAYS):
        return entries[0]  # a history that ended long ago is shown whole
    return max(start, today - timedelta(days=CHART_DAYS))


def _pains(records: Iterable[Record]) -> Pains:
    """The highest hip-area score of each day, per side; "both" counts for each."""
    pains: dict[str, dict[date, float]] = {"left": {}, "right": {}, "": {}}
    for row in records:
        value = row.data.get("intensity") if row.kind == "pain" else None
        if value is None or not at_hip(row.data):
            continue
        side = row.data.get("side") or ""
        for one in ("left", "right") if side == "both" else (side if side in ("left", "right") else "",):
            pains[one][row.day] = max(pains[one].get(row.day, 0), value)
    return pains
