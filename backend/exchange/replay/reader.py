"""Reading `toh-replay/1`: everything is checked before anything is applied."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from backend.core import clock
from backend.core.actor import Actor
from backend.core.errors import Refused
from backend.exchange.ended import ended_in
from backend.guidance import FINDINGS
from backend.patients.serializers import literal_words
from backend.records.decisions import check_decision
from backend.records.drafts import ENVELOPE, draft_of
from backend.records.kinds.base import Kind, kind_named, registered
from backend.records.kinds.vocabulary import RiskFactor
from backend.records.log.rows import Draft

FORMAT = "toh-replay/1"
NAMESPACE = UUID("6f2a1c1e-7f55-4b7a-9a53-5d1f6a0e7c11")
BY = Actor.system("replay")
# Day offsets of the format and the dates that the log keeps.
OFFSETS = {"review_day": "review_on", "due_day": "due_on", "until_day": "until_on", "next_day": "next_on"}
AS_OFFSET = {date: offset for offset, date in OFFSETS.items()}
DAY_SPAN = 40_000
HEADER = ("format", "id", "source", "day_zero", "until", "patient", "events")
PATIENT = ("sex", "birth_year", "timezone", "risk_factors")
RISK_FACTORS = tuple(literal_words(RiskFactor))


class BadHistory(Exception):
    """What is wrong with a file: the event's index (None: the header), the field, what was expected."""

    def __init__(self, event: int | None, field: str, expected: str) -> None:
        self.event, self.field, self.expected = event, field, expected
        super().__init__(f"event {event}: {field}: {expected}" if event is not None else f"{field}: {expected}")


@dataclass(frozen=True, slots=True)
class History:
    """A checked history. `drafts` holds (day offset, draft) in the order in which they apply."""

    id: str
    source: str
    day_zero: date
    until: int
    sex: str
    birth_year: int | None
    timezone: str
    risk_factors: tuple[str, ...]
    drafts: tuple[tuple[int, Draft], ...]
    index_of: Mapping[str, int]

    @property
    def first_day(self) -> int:
        return min([0, *(day for day, _ in self.drafts)])

    def date_of(self, offset: int) -> date:
        return self.day_zero + timedelta(days=offset)


def read(document: Any, *, until: int | None = None) -> History:
    """Check a parsed JSON document; BadHistory names the first defect."""
    if not isinstance(document, Mapping):
        raise BadHistory(None, "format", f"expected an object with format {FORMAT}")
    if document.get("format") != FORMAT:
        raise BadHistory(None, "format", f"expected {FORMAT}")
    for name in document:
        if name not in HEADER:
            raise BadHistory(None, str(name), "expected only " + ", ".join(HEADER))
    if not _is_text(document.get("id")) or not document["id"]:
        raise BadHistory(None, "id", "expected a text")
    if not _is_text(document.get("source", "")):
        raise BadHistory(None, "source", "expected a text")
    day_zero = _date(document.get("day_zero"))
    person = _patient(document.get("patient"), day_zero)
    events = document.get("events")
    if not isinstance(events, list):
        raise BadHistory(None, "events", "expected a list of events")
    last = _offset(None, "until", document["until"]) if document.get("until") is not None else None
    offsets = [_event_day(index, event) for index, event in enumerate(events)]
    last = _offset(None, "until", until) if until is not None else last
    last = last if last is not None else max([0, *offsets]) + 30
    zone = clock.zone(person["timezone"])
    end = max([last, *offsets]) + 2
    with clock.moved_to(datetime.combine(day_zero + timedelta(days=end), time(12), zone).astimezone(UTC)):
        found = {
            index: _draft(index, event, offsets[index], day_zero, person["timezone"], document["id"])
            for index, event in enumerate(events)
        }
    order = sorted(found, key=lambda index: (offsets[index], index))
    earlier: list[Draft] = []
    for index in order:
        try:
            check_decision(None, found[index], earlier, ended_in(earlier, found[index]))
        except Refused as error:
            raise BadHistory(index, error.field or "kind", error.expected) from error
        earlier.append(found[index])
    return History(
        id=document["id"],
        source=document.get("source", ""),
        day_zero=day_zero,
        until=last,
        drafts=tuple((offsets[index], found[index]) for index in order),
        index_of={str(found[index].id): index for index in found},
        **person,
    )


def _is_text(value: Any) -> bool:
    """A text that can be written down: half a surrogate pair, which JSON can spell, cannot."""
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)


def _date(value: Any) -> date:
    """`2025-01-15` and no other way of writing it."""
    try:
        day = date.fromisoformat(value)
        if day.isoformat() != value or not 1900 <= day.year <= 2200:
            raise ValueError
    except (TypeError, ValueError) as error:
        raise BadHistory(None, "day_zero", "expected a date such as 2025-01-15") from error
    return day


def _kind(name: Any) -> Kind:
    """A kind of this format: the log has others besides."""
    known = [one.name for one in registered().values() if one.replay is not None]
    if not isinstance(name, str) or name not in known:
        raise Refused("kind", "expected one of " + ", ".join(sorted(known)))
    return kind_named(name)


def _patient(value: Any, day_zero: date) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise BadHistory(None, "patient", "expected an object with sex and timezone")
    for name in value:
        if name not in PATIENT:
            raise BadHistory(None, f"patient.{name}", "expected only " + ", ".join(PATIENT))
    sex = value.get("sex", "unknown")
    if sex not in ("female", "male", "unknown"):
        raise BadHistory(None, "patient.sex", "expected female, male or unknown")
    year = value.get("birth_year")
    if year is not None and (
        not isinstance(year, int) or isinstance(year, bool) or not day_zero.year - 130 <= year <= day_zero.year
    ):
        raise BadHistory(None, "patient.birth_year", f"expected a year not after {day_zero.year}, that of day 0")
    zone = value.get("timezone", "UTC")
    try:
        clock.zone(zone if isinstance(zone, str) else "")
    except ValueError as error:
        raise BadHistory(None, "patient.timezone", "expected an IANA name such as Europe/Lisbon") from error
    risks = value.get("risk_factors", [])
    if not isinstance(risks, list) or any(risk not in RISK_FACTORS for risk in risks):
        raise BadHistory(None, "patient.risk_factors", "expected a list of " + ", ".join(RISK_FACTORS))
    return {"sex": sex, "birth_year": year, "timezone": zone, "risk_factors": tuple(risks)}


def _offset(event: int | None, field: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > DAY_SPAN:
        raise BadHistory(event, field, "expected an integer: days from day 0")
    return value


def _event_day(index: int, event: Any) -> int:
    if not isinstance(event, Mapping):
        raise BadHistory(index, "kind", "expected an object with day and kind")
    return _offset(index, "day", event.get("day"))


def _draft(index: int, event: Mapping[str, Any], day: int, day_zero: date, zone: str, history: str) -> Draft:
    """One event as a validated draft; its id follows from the history's id and the event's place."""
    try:
        kind = _kind(event.get("kind"))
    except Refused as error:
        raise BadHistory(index, error.field or "kind", error.expected) from error
    fields: dict[str, Any] = {}
    for name, value in event.items():
        if name in ("day", "kind"):
            continue
        if name in OFFSETS.values():
            raise BadHistory(index, str(name), f"expected {AS_OFFSET[name]}, a number of days from day zero")
        beyond = name in kind.fields and name not in (kind.replay or ())
        if beyond or name in ENVELOPE:
            raise BadHistory(index, str(name), f"expected only the fields of {kind.name}")
        if name in OFFSETS and value is not None:
            fields[OFFSETS[name]] = (day_zero + timedelta(days=_offset(index, name, value))).isoformat()
        elif name not in OFFSETS:
            fields[name] = value
    if kind.name in ("acknowledge", "resolve_finding") and event.get("finding") not in FINDINGS:
        raise BadHistory(index, "finding", "expected the id of a finding")
    on = day_zero + timedelta(days=day)
    moment = datetime.combine(on, time(0), clock.zone(zone)).astimezone(UTC) + timedelta(seconds=index % 40_000)
    item = {
        **fields,
        "id": str(uuid5(NAMESPACE, f"{history}:{index}")),
        "kind": kind.name,
        "date": on.isoformat(),
        "recorded_at": moment.isoformat(),
        "timezone": zone,
    }
    try:
        return draft_of(item, by=BY, default_zone=zone)
    except Refused as error:
        field = AS_OFFSET.get(error.field or "", error.field or "kind")
        raise BadHistory(index, field, error.expected) from error
