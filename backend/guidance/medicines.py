"""Medicines: four classes that do not go with pregnancy or breastfeeding, and doses that are due."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from backend.guidance.days import FAR, covers
from backend.guidance.history import History
from backend.guidance.registry import C, Claim, P, Trigger, due, finding, reminder
from backend.guidance.types import DueItem, Row
from backend.guidance.words import DRUGS


@dataclass(frozen=True, slots=True)
class Course:
    """A medicine from its start to its stop."""

    row: Row
    end: int
    every: str | None


def courses(history: History) -> list[Course]:
    rows = history.of("medicine")
    out: list[Course] = []
    for index, row in enumerate(rows):
        if row.data.get("action") == "stop":
            continue
        end = FAR
        for later in rows[index + 1 :]:
            if _same(row, later):
                end = later.day  # stopped, or started anew with another rhythm
                break
        out.append(Course(row, end, row.data.get("every")))
    return out


def _same(one: Row, other: Row) -> bool:
    name, other_name = (str(r.data.get("name") or "").strip().casefold() for r in (one, other))
    classes = one.data.get("class"), other.data.get("class")
    if name and other_name:
        return name == other_name
    return classes[0] is not None and classes[0] == classes[1]


@finding(
    "drug-in-pregnancy-or-breastfeeding", (C,), "now", "000", about_hip=False,
    en="A bisphosphonate, calcitonin, teriparatide or NSAID is recorded while pregnant or breastfeeding (NSAID: a default of this software).",
    de="Ein Bisphosphonat, Calcitonin, Teriparatid oder NSAR ist in Schwangerschaft oder Stillzeit eingetragen (NSAR: eine Voreinstellung dieser Software).",
)  # fmt: skip
def drug_in_pregnancy_or_breastfeeding(history: History) -> Iterator[Claim]:
    """Opens with the drug, or with the pregnancy or breastfeeding that begins while the drug is taken."""
    care = history.expecting.drug_care
    begins = {
        day: row
        for start, _ in care
        for row in history.of("pregnancy", "delivery", "breastfeeding")
        if (day := start) == row.day
    }
    by_class: dict[str, list[Trigger]] = {}
    for course in courses(history):
        drug = course.row.data.get("class")
        if drug not in DRUGS:
            continue
        triggers = by_class.setdefault(str(drug), [])
        params = {"drug": str(drug), "name": str(course.row.data.get("name") or "")}
        if covers(care, course.row.day):
            triggers.append(Trigger.of(course.row, **params))
        for day, row in begins.items():
            if course.row.day < day < course.end:
                triggers.append(Trigger(day, row.at, (row.key, course.row.key), params, day))
    for drug, triggers in sorted(by_class.items()):
        triggers.sort(key=lambda trigger: (trigger.day, trigger.at, trigger.evidence))
        yield Claim("event", drug, None, None, (), tuple(triggers))


def dose_day(start: int, every: str, index: int) -> int:
    """The day of the dose with that index: the same weekday, or the same day of the month (its last if shorter)."""
    if every == "day":
        return start + index
    if every == "week":
        return start + 7 * index
    first = date.fromordinal(start)
    months = first.month - 1 + index
    year, month = first.year + months // 12, months % 12 + 1
    return date(year, month, min(first.day, calendar.monthrange(year, month)[1])).toordinal()


@reminder(
    "medicine-due", (P,), "000 002",
    en="As recorded by a clinician: daily, weekly or monthly, until the course ends. In pregnancy or breastfeeding it stops for the four classes.",
    de="Wie von der Praxis eingetragen: täglich, wöchentlich oder monatlich, bis zum Ende. In Schwangerschaft und Stillzeit entfällt es für die vier Wirkstoffgruppen.",
)  # fmt: skip
def medicine_due(history: History) -> Iterator[DueItem]:
    for course in courses(history):
        if course.every not in ("day", "week", "month"):
            continue
        drug, start = course.row.data.get("class"), course.row.day
        step = {"day": 1, "week": 7, "month": 28}[course.every]
        index = max(0, (history.today - start) // (31 if course.every == "month" else step))
        listed = 0
        while listed == 0 or dose_day(start, course.every, index) <= history.today + history.horizon:
            day = dose_day(start, course.every, index)
            index += 1
            if day >= course.end:
                break
            if day < history.today:
                continue
            if drug in DRUGS and covers(history.expecting.drug_care, day):
                break
            # Neither here nor in its text is the drug named: outside the app, and to a patient, it never is.
            yield due("medicine-due", P, day, f"course:{course.row.key}", history.iso(day), "recorded", params={"every": course.every})
            listed += day > history.today
