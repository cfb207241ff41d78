"""A spreadsheet into the record log: by the same checks and the same action as the API, each row by itself."""

import csv
import dataclasses
import io
import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from backend.core import clock
from backend.core.actor import Actor
from backend.core.errors import Refused
from backend.core.parsers import has_nul
from backend.exchange.csv import measured
from backend.exchange.csv.cells import plain, value_of
from backend.exchange.csv.units import split
from backend.exchange.csv.write import ENVELOPE
from backend.exchange.ended import ended_in
from backend.patients.models import Patient
from backend.records.decisions import check_decision
from backend.records.drafts import draft_of
from backend.records.kinds.base import kind_named
from backend.records.log.append import append
from backend.records.log.rows import Draft, Outcome
from backend.records.models import Record

MAX_ROWS = 5_000
# A device writes a line for each step.
MAX_STEPS = 100_000
_NAMESPACE = UUID("0d3f4f0e-6c55-4a1f-9a39-5a0a2f6b1c77")
# `1.000` mg is a thousand to one spreadsheet and one to another. An export writes numbers one way only.
WHOLE = ("calcium_mg", "vitamin_d_iu")
GROUPED = re.compile(r"[1-9]\d{0,2}([.,]\d{3})+")
SEPARATOR = re.compile(r'"?sep=([,;\t|])"?\r?(?:\n|$)', re.IGNORECASE)
# What a browser or an editor puts where it read another encoding as UTF-8: the letter is gone.
LOST = "\ufffd"
IN_UTF_8 = "expected a sheet in UTF-8; in Excel: save as CSV UTF-8"
# The signer of an imported row is who imports it; these columns of an export are for the reader.
_FOR_READING = ("author", "author_role")


@dataclass(slots=True)
class Row:
    """What became of one line of the sheet, or would: `row` counts as the spreadsheet does, its first line being 1."""

    row: int
    kind: str | None = None
    date: str | None = None
    result: str = "refused"
    column: str | None = None
    reason: str | None = None
    id: str | None = None
    fields: dict[str, Any] | None = None


def text_of(content: bytes) -> str:
    """The sheet's text. As bytes: reading a text file would change the line ends within a cell."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("csv", IN_UTF_8) from error


def load(
    *, patient: Patient, by: Actor, text: str, kind: str | None = None, device: str = "", dry_run: bool
) -> list[Row]:
    """Take the good rows, refuse the others with column and reason. With `dry_run` nothing is left behind.

    Rows without an id get one made of what they say, so that the same sheet a second time is `identical`.
    `device`: the sheet is one of an insole or a crutch tip of that name (`measured.py`).
    """
    units, lines = _lines(text, device=bool(device))
    if device:
        kind, lines = measured.KIND, (walks := measured.walks(lines, units, device))
        units = measured.in_kilograms(units, walks)
    rows: list[Row] = []
    drafts: list[Draft] = []
    places: list[Row] = []
    seen: Counter[str] = Counter()
    taken: set[UUID] = set()
    with transaction.atomic():
        for number, line in lines:
            row = Row(number)
            rows.append(row)
            try:
                draft = _draft(line, row, units, patient=patient, by=by, kind=kind, seen=seen)
                if draft.id in taken:
                    raise Refused("id", "expected each id once in a sheet")
                check_decision(patient.pk, draft, drafts, ended_in(drafts, draft, patient.pk))
            except Refused as error:
                row.column, row.reason = error.field, error.expected
                continue
            row.fields = draft.data
            taken.add(draft.id)
            drafts.append(draft)
            places.append(row)
        drafts = _as_stored(drafts, patient)
        outcomes = append(patient_id=patient.pk, drafts=drafts, by=by, source="csv") if drafts else []
        for row, outcome in zip(places, outcomes, strict=True):
            _settle(row, outcome)
        if dry_run:
            transaction.set_rollback(True)
    return rows


def _settle(row: Row, outcome: Outcome) -> None:
    row.result, row.column, row.reason = outcome.result, outcome.field, outcome.reason
    row.id = str(outcome.id) if outcome.id else None


def _lines(text: str, *, device: bool = False) -> tuple[dict[str, str], list[tuple[int, dict[str, str]]]]:
    """The unit in each column's heading, and (line number, cells by column) of every line that says anything.

    Refused when the sheet as a whole is wrong.
    """
    text = text.removeprefix("\ufeff")
    if has_nul(text):
        raise Refused("csv", "expected text without NUL characters")
    # Excel's own word for what stands between cells; no spreadsheet shows or counts this line.
    told = SEPARATOR.match(text)
    text = text[told.end() :] if told else text
    first = next((line for line in text.splitlines() if line.strip(",;\t ")), "")
    # German spreadsheets write semicolons, and a comma within numbers.
    delimiter = told[1] if told else max((",", ";", "\t"), key=first.count)
    try:
        sheet = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise Refused("csv", f"expected a sheet in CSV: {error}") from error
    header = next((number for number, line in enumerate(sheet, start=1) if any(map(str.strip, line))), 0)
    headings = [split(name) for name in sheet[header - 1]] if header else []
    if device:
        headings = [(measured.name_of(name), unit) for name, unit in headings]
        if all(name != "date" for name, _ in headings):
            headings = [("date" if name == "time" else name, unit) for name, unit in headings]
    columns = [name for name, _ in headings]
    if "date" not in columns:
        raise Refused("date", "expected a first line with the names of columns, one of them date")
    twice = [name for name, count in Counter(filter(None, columns)).items() if count > 1]
    if twice:
        raise Refused(twice[0], "expected each column once")
    most = MAX_STEPS if device else MAX_ROWS
    if len(sheet) - header > most:
        raise Refused("csv", f"expected at most {most} rows; split the sheet")
    return dict(headings), [
        (
            number,
            # Spreadsheets like to end a line with empty cells.
            dict(zip(columns, map(plain, line), strict=False)) | ({"": "more"} if any(line[len(columns) :]) else {}),
        )
        for number, line in enumerate(sheet[header:], start=header + 1)
        if any(cell.strip() for cell in line)
    ]


def _draft(
    line: dict[str, str],
    row: Row,
    units: dict[str, str],
    *,
    patient: Patient,
    by: Actor,
    kind: str | None,
    seen: Counter[str],
) -> Draft:
    cells = {name: text for name, text in line.items() if text != ""}
    row.kind, row.date = cells.get("kind") or kind, cells.get("date")
    found = kind_named(row.kind)
    if "" in cells:
        raise Refused(None, "expected no cell without a column's name above it")
    if row.date is None:
        raise Refused("date", "missing: expected a date such as 2026-03-12")
    item: dict[str, Any] = {name: cells[name] for name in ENVELOPE if name in cells and name not in _FOR_READING}
    item["kind"] = found.name
    for name, text in cells.items():
        if name not in ENVELOPE:
            if LOST in text and "id" not in cells:
                raise Refused(name, IN_UTF_8)
            if name in WHOLE and "id" not in cells and GROUPED.fullmatch(text):
                raise Refused(name, "expected no sign between thousands: 1000, or 1.0 for one")
            unit = units.get(name, "")
            if found.name == "lab" and name == "value" and unit:
                # A laboratory's value has its unit in a column of its own, or in the heading.
                if cells.get("unit", unit) != unit:
                    raise Refused(name, f"expected the unit of the column unit in its heading, found {unit}")
                item["unit"], unit = unit, ""
            item[name] = value_of(found, name, text, unit)
    item.setdefault("recorded_at", _noon(row.date, patient))
    if "id" not in item:
        said = json.dumps(item, sort_keys=True)
        seen[said] += 1
        item["id"] = str(uuid5(_NAMESPACE, f"{patient.pk}|{said}|{seen[said]}"))
    return draft_of(item, by=by, default_zone=patient.timezone)


def _noon(day: str, patient: Patient) -> str:
    """A row that names only its day was said at noon of it; for today, now at the latest."""
    try:
        noon = datetime.combine(datetime.fromisoformat(day).date(), time(12), clock.zone(patient.timezone))
    except ValueError as error:
        raise Refused("date", "expected a date such as 2026-03-12") from error
    return min(noon, clock.now()).isoformat() if noon.date() == clock.now().date() else noon.isoformat()


def _as_stored(drafts: list[Draft], patient: Patient) -> list[Draft]:
    """An empty cell and a stored null are the same to a spreadsheet: such a row is the stored one, not another."""
    stored = Record.objects.filter(patient=patient, pk__in=[draft.id for draft in drafts]).in_bulk()
    return [
        dataclasses.replace(draft, data=row.data)
        if (row := stored.get(draft.id)) and row.kind == draft.kind and _said(row.data) == _said(draft.data)
        else draft
        for draft in drafts
    ]


def _said(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value is not None}
