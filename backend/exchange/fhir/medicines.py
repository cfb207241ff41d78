"""MedicationRequest and MedicationStatement: courses of the medicines that matter here, by ingredient."""

import re
from datetime import datetime, timedelta
from typing import Any

from backend.core import clock
from backend.exchange.fhir import codes, tables
from backend.exchange.fhir.elements import When, code_in, codings, label, listed, moment, when, words
from backend.exchange.fhir.problems import NotForUs, Wrong
from backend.exchange.fhir.statements import Context, Statement
from backend.exchange.fhir.validate import validate
from backend.guidance.ingredients import class_of
from backend.records.kinds.base import kind_named

# Where it acts where it is put, it is no course of these classes: not for the bones, and not for the child.
LOCAL = re.compile(
    r"\b(topical\w*|cream|creme|ointment|salbe|gel|emulgel|lotion|shampoo|foam|schaum|ophthalmic|eye|augen\w*|otic|ear drops?"
    r"|ohren\w*|nasal|nasen\w*|inhal\w*|actuat|nebuli\w*|turbuhaler|dosieraerosol|patch|pflaster|cutaneous|scalp|paste|rectal"
    r"|intra-?articular|intraartikul\w*|enema|suppositor\w*)\b",
    re.I,
)
ONLY_WHOLE = frozenset({"corticosteroid", "nsaid"})
NOT_TAKEN = {
    "entered-in-error": "entered in error", "cancelled": "cancelled: never given", "draft": "only a draft",
    "on-hold": "on hold: not taken", "not-taken": "not taken", "intended": "intended, not taken",
    "unknown": "status unknown",
}  # fmt: skip
ENDED = {"stopped", "completed"}
EVERY = {"d": "day", "wk": "week", "mo": "month"}


def _class_by_code(concept: Any) -> str | None:
    """The class that an ATC or RxNorm code says; `local` for what acts where it is put."""
    for system, code, _ in codings(concept):
        if system in tables.ATC:
            found = next((name for name, pattern in tables.ATC_CLASSES if pattern.match(code.upper())), None)
            if found:
                return found
        if system == tables.RXNORM and code in tables.RXNORM_CLASSES:
            return tables.RXNORM_CLASSES[code]
    return None


def _is_local(resource: dict[str, Any], text: str, medicine_class: str) -> bool:
    """Whether it is put where it acts. Calcitonin is breathed in by the nose and acts on the whole body."""
    if medicine_class not in ONLY_WHOLE:
        return False
    for dosage in listed(resource.get("dosageInstruction")) + listed(resource.get("dosage")):
        route = dosage.get("route")
        if code_in(route, codes.SNOMED, tables.LOCAL_ROUTES) or LOCAL.search(words(route)):
            return True
    return bool(LOCAL.search(text)) and not re.search(r"\boral (gel|paste)\b", text, re.I)


def _known(concept: Any, kind: str) -> str:
    """The class of the medicine; NotForUs or Wrong says why there is none."""
    text, name = words(concept), label(concept)
    by_code = _class_by_code(concept)
    if by_code == "local":
        raise NotForUs("a medicine that acts where it is put (its ATC code): no course")
    found = by_code or class_of(text) or class_of(name)
    if found is not None:
        return found
    if not text and any(code for _, code, _ in codings(concept)):
        if any(system in tables.ATC for system, _, _ in codings(concept)):
            raise NotForUs("a medicine of no class that is followed here (its ATC code)")
        expected = "expected a code that is known here (ATC; few of RxNorm; no PZN), or the medicine's name beside it"
        raise Wrong(f"{kind}.medicationCodeableConcept.coding[0].code", expected)
    raise NotForUs("a medicine whose name is of no class that is followed here" if text else "it names no medicine")


def medication(resource: dict[str, Any], context: Context) -> list[Statement]:
    """Start, and stop where it has ended, of one course."""
    kind = resource["resourceType"]
    concept = resource.get("medicationCodeableConcept")
    if concept is None:
        reference = resource.get("medicationReference") or {}
        found = context.resolve(reference) or {}
        if found.get("resourceType") == "Medication":
            validate(found)
        elif reference.get("reference") and not reference.get("display"):
            raise Wrong(f"{kind}.medicationReference.reference", "expected a Medication of this import")
        concept = found.get("code") or {"text": reference.get("display") or ""}
    medicine_class, name = _known(concept, kind), label(concept)
    status = str(resource.get("status"))
    if status in NOT_TAKEN:
        raise NotForUs(NOT_TAKEN[status])
    if resource.get("doNotPerform") is True:
        raise NotForUs("an instruction not to take it")
    if kind == "MedicationRequest" and resource.get("intent") in ("proposal", "plan", "option"):
        raise NotForUs("a plan, not an order")
    if _is_local(resource, words(concept), medicine_class):
        raise NotForUs("a medicine that is put where it acts (cream, drops, spray, inhaler): no course")
    fields: dict[str, Any] = {"name": name[:200], "class": _in_our_words(medicine_class), "action": "start"}
    every = _every(resource)
    if every:
        fields["every"] = every
    names = (
        ("authoredOn",) if kind == "MedicationRequest" else ("effectiveDateTime", "effectivePeriod", "dateAsserted")
    )
    start = when(resource, names, context.zone)
    period = resource.get("effectivePeriod") or {}
    if period.get("end") and start.path == f"{kind}.effectivePeriod.start" and period["end"] < period["start"][:10]:
        raise Wrong(f"{kind}.effectivePeriod.end", "expected a day that is not before the start")
    out = [Statement("medicine", start, fields, {"name": f"{kind}.medicationCodeableConcept"})]
    ended = _end(resource)
    if status not in ENDED and (ended is None or moment(*ended, context.zone).day > clock.now().date().isoformat()):
        return out
    stop = {"name": fields["name"], "class": fields["class"], "action": "stop"}
    if ended is None:
        # It is over, but nobody says since when: it counts on the day on which it began, and not since.
        context.note("a medicine that has ended on a day not given: start and stop on the same day")
        end = start
    else:
        end = moment(*ended, context.zone)
    out.append(Statement("medicine", _after(start, end), stop, part="stop"))
    return out


def _in_our_words(medicine_class: str) -> str:
    """The class, where a record can bear it."""
    known = str(kind_named("medicine").model.model_fields["class_"].annotation)
    return medicine_class if f"'{medicine_class}'" in known else "other"


def _after(start: When, end: When) -> When:
    """The end of a course, a second after its start at the earliest: the log is read in the order of time."""
    first, last = (datetime.fromisoformat(one.recorded_at) for one in (start, end))
    if last > first:
        return end
    return When((first + timedelta(seconds=1)).isoformat(), max(start.day, end.day), start.timezone)


def _every(resource: dict[str, Any]) -> str | None:
    """day, week or month where the dosage says once in each."""
    for dosage in listed(resource.get("dosageInstruction")) + listed(resource.get("dosage")):
        repeat = (dosage.get("timing") or {}).get("repeat") or {}
        if repeat.get("frequency", 1) == 1 and repeat.get("period") == 1:
            return EVERY.get(str(repeat.get("periodUnit")))
    return None


def _end(resource: dict[str, Any]) -> tuple[str, str] | None:
    """Path and date of the end of the course, where one is given and it has been reached."""
    kind = resource["resourceType"]
    end = (resource.get("effectivePeriod") or {}).get("end")
    if end:
        return f"{kind}.effectivePeriod.end", end
    if resource.get("status") in ENDED:
        for index, dosage in enumerate(listed(resource.get("dosageInstruction"))):
            bounds = ((dosage.get("timing") or {}).get("repeat") or {}).get("boundsPeriod") or {}
            if bounds.get("end"):
                return f"{kind}.dosageInstruction[{index}].timing.repeat.boundsPeriod.end", bounds["end"]
    return None
