"""MedicationRequest and MedicationStatement: courses of the medicines that matter here, by ingredient."""

import re
from datetime import datetime, timedelta
from typing import Any

from backend.core import clock
from backend.exchange.fhir.elements import When, label, listed, moment, when, words
from backend.exchange.fhir.problems import NotForUs, Wrong
from backend.exchange.fhir.statements import Context, Statement
from backend.exchange.fhir.validate import validate

# By ingredient names, English and German, with the brand names in common use. The first fit wins, so that
# a bisphosphonate with vitamin D is a bisphosphonate.
CLASSES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"\b({text})", re.I))
    for name, text in (
        ("bisphosphonate", r"\w+dron(ic|ate|at|säure|sodium)|alendron|risedron|ibandron|zoledron|pamidron|clodron"
                           r"|etidron|neridron|fosamax|actonel|aclasta|reclast|boniva|bonviva|zometa"),
        ("calcitonin", r"(salmon )?calcitonin|miacalcin|kalzitonin"),
        ("teriparatide", r"teriparatide?|forteo|forsteo"),
        ("nsaid", r"ibuprofen|naproxen|diclofenac|ketoprofen|dexketoprofen|indomet(h)?acin|meloxicam|piroxicam"
                  r"|celecoxib|etoricoxib|parecoxib|ketorolac|aceclofenac|etodolac|flurbiprofen|nabumetone|sulindac"
                  r"|mefenam|lornoxicam|tenoxicam|acemetacin|nimesulide?|a[cz]etylsalicyl|aspirin"),
        ("corticosteroid", r"prednisolone?|prednisone?|methylprednisolone?|dexamethasone?|betamethasone?"
                           r"|hydrocortisone?|cortisone?|triamcinolone?|budesonide?|deflazacort"),
        ("analgesic", r"paracetamol|acetaminophen|metamizole?|oxycodone?|tramadol|tilidine?|morphine?|codeine?"
                      r"|hydrocodone?|fentanyl|buprenorphine?|tapentadol|hydromorphone?"),
        ("vitamin_d", r"(chole|ergo)calciferol|cole[ck]alciferol|calcifediol|vitamin d|calcitriol"),
        ("calcium", r"calcium (carbonate|citrate|gluconate|lactate|phosphate|\d)|calcium$|calci(um)?carbonat"
                    r"|calciumcitrat|calcium\b(?! (channel|polycarbophil))"),
    )
)  # fmt: skip
NOT_TAKEN = {
    "entered-in-error": "entered in error", "cancelled": "cancelled: never given", "draft": "only a draft",
    "on-hold": "on hold: not taken", "not-taken": "not taken", "intended": "intended, not taken",
    "unknown": "status unknown",
}  # fmt: skip
ENDED = {"stopped", "completed"}
EVERY = {"d": "day", "wk": "week", "mo": "month"}


def class_of(name: str) -> str | None:
    """The class of a medicine by its name, or None for one that does not matter here."""
    return next((found for found, pattern in CLASSES if pattern.search(name)), None)


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
    name = label(concept)
    medicine_class = class_of(words(concept)) or class_of(name)
    if medicine_class is None:
        raise NotForUs("a medicine that does not matter here" if name else "it names no medicine")
    status = str(resource.get("status"))
    if status in NOT_TAKEN:
        raise NotForUs(NOT_TAKEN[status])
    if resource.get("doNotPerform") is True:
        raise NotForUs("an instruction not to take it")
    if kind == "MedicationRequest" and resource.get("intent") in ("proposal", "plan", "option"):
        raise NotForUs("a plan, not an order")
    fields: dict[str, Any] = {"name": name[:200], "class": medicine_class, "action": "start"}
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
    stop = {"name": fields["name"], "class": medicine_class, "action": "stop"}
    if ended is None:
        # It is over, but nobody says since when: it counts on the day on which it began, and not since.
        context.note("a medicine that has ended on a day not given: start and stop on the same day")
        end = start
    else:
        end = moment(*ended, context.zone)
    out.append(Statement("medicine", _after(start, end), stop, part="stop"))
    return out


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
