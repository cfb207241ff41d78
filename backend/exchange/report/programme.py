"""The home programme on paper: each exercise with its drawing, how it is done, how much, and when to stop."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

from backend import languages
from backend.accounts.qr import qr_svg
from backend.core import clock
from backend.exchange.report.words import WEEKDAY, clipped, day_words
from backend.guidance.texts.words import EXERCISES as CATEGORIES
from backend.patients.models import Patient
from backend.records.exercises import library
from backend.records.exercises.figure import HEIGHT, WIDTH
from backend.records.models import Record

INK, QUIET = "#1F2A2E", "#5A666A"
GAP = 14


def programme_page(patient: Patient, *, language: str) -> dict[str, Any]:
    """Everything that `programme.typ` prints: of each category the latest, as long as it runs."""
    today = clock.local_day(clock.now(), patient.timezone)
    latest: dict[str, Record] = {}
    for row in Record.objects.current().filter(patient=patient, kind="programme", day__lte=today).in_order():
        latest[str(row.data.get("category"))] = row
    running = [
        row
        for row in latest.values()
        if not row.data.get("until_on") or date.fromisoformat(row.data["until_on"]) >= today
    ]
    return {
        "language": language,
        "words": languages.table("exercises", "page")[language],
        "clinic": " · ".join(part for part in (patient.clinic.name, patient.clinic.phone) if part)
        if patient.clinic
        else "",
        "name": clipped(patient.name, 150),
        "written": day_words(today, language),
        "qr": qr_svg(settings.PUBLIC_URL + "/plan"),
        "groups": [_group(row, language) for row in running],
    }


def _group(row: Record, language: str) -> dict[str, Any]:
    data, dose = row.data, languages.table("exercises", "dose")[language]
    days = data.get("weekdays") or []
    when = [
        dose["minutes"].format(minutes=f"{data['minutes']:g}") if data.get("minutes") else "",
        _days(days, language) or dose["every_day"],
        dose["until"].format(day=day_words(data["until_on"], language)) if data.get("until_on") else "",
    ]
    name = CATEGORIES[language][str(data.get("category") or "")]
    return {
        "name": name[:1].upper() + name[1:],
        "when": " · ".join(part for part in when if part),
        "instructions": data.get("instructions") or "",
        "items": [_item(one, language) for one in data.get("items") or ()],
    }


def _item(item: Mapping[str, Any], language: str) -> dict[str, Any]:
    one, words = library()[item["exercise"]], languages.part("exercises")[language]
    watch = [words["watch"]["lightly"]] if one.lightly else []
    name = words["name"][one.id]
    return {
        "name": name,
        "dose": dose_of(item, language),
        "how": words["how"][one.id],
        "watch": " ".join([*watch, words["watch"][one.category]]),
        "note": item.get("note") or "",
        "svg": pair_svg(one.id),
        "alt": words["page"]["drawing"].format(name=name),
    }


def dose_of(item: Mapping[str, Any], language: str) -> str:
    """`3 × 8, hold 5 s, rest 60 s, left`, as the phone says it (frontend/src/ui/words/exercises.ts)."""
    dose = languages.table("exercises", "dose")[language]
    sets, repetitions = item.get("sets"), item.get("repetitions")
    amount = "sets_of" if sets and repetitions else "repetitions" if repetitions else "sets" if sets else ""
    parts = [
        dose[amount].format(sets=sets, repetitions=repetitions) if amount else "",
        dose["hold"].format(seconds=item["hold_seconds"]) if item.get("hold_seconds") else "",
        dose["rest"].format(seconds=item["rest_seconds"]) if item.get("rest_seconds") else "",
        dose[item["side"]] if item.get("side") else "",
        dose[item["tempo"]] if item.get("tempo") else "",
        item.get("resistance") or "",
        _days(item.get("weekdays") or [], language),
    ]
    return ", ".join(part for part in parts if part)


def _days(days: list[str], language: str) -> str:
    return "" if len(days) in (0, 7) else " ".join(WEEKDAY[language][day] for day in days)


def pair_svg(key: str) -> str:
    """Start and end beside each other, as one picture."""
    one = library()[key]
    height = HEIGHT - one.top
    figures = ""
    for place, drawing in enumerate(one.drawings):
        figures += (
            f'<g transform="translate({place * (WIDTH + GAP)} {-one.top})">'
            f'<path d="{drawing.around}" stroke="{QUIET}" stroke-width="1.5"/>'
            f'<path d="{drawing.far}" stroke="{QUIET}" stroke-width="1.25"/>'
            f'<path d="{drawing.near}" stroke="{INK}" stroke-width="2.5"/></g>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDTH + GAP} {height}" fill="none" '
        f'stroke-linecap="round" stroke-linejoin="round">{figures}</svg>'
    )
