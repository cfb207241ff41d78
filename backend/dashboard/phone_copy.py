"""What the phone has from the server's code, written as TypeScript: numbers, lists, limits, and the words of its red flags.

The phone works some things out without a connection. What it needs for that stands once, here on the server; the files in
`frontend/src/generated` and `frontend/messages/kinds` are copies that `manage.py phone_copy` makes and a test compares.
"""

import json
from string import Formatter
from typing import Any

from backend import languages
from backend.guidance import FINDINGS, REMINDERS, describe_thresholds
from backend.guidance.areas import HIP_AREA, JOINTS
from backend.guidance.errors import ERRORS, HOW, NEEDS
from backend.guidance.examined import ORDER
from backend.guidance.facts import PATIENT_ENTRIES
from backend.guidance.goals import AT_ONCE, EVERY_DAYS
from backend.guidance.in_force import LADDER
from backend.guidance.ingredients import CLASSES, LEADING_CALCIUM
from backend.guidance.medicines import WATCHED
from backend.guidance.registry import FindingRule
from backend.guidance.texts import catalogue_of, numbers, words
from backend.guidance.thresholds import LABELS
from backend.records.exercises import SOURCES, Exercise, library
from backend.records.kinds.base import literal_words, registered
from backend.records.kinds.dexa import LSC_FACTOR
from backend.records.kinds.lab import UNITS as LAB_UNITS
from backend.records.kinds.published import fields_schema

HEAD = "// Made by `python3 manage.py phone_copy` from the server's code. Not to be changed by hand.\n"


def files() -> dict[str, str]:
    """Each file with its content, by its path in `frontend`."""
    return _code() | {f"messages/kinds/{code}.json": _names(code) for code in languages.CODES}


def _code() -> dict[str, str]:
    """Small files, as a screen loads whole ones."""
    read = {name for rule in red_flags() for name in _reads(rule)} | {*FINDINGS["pain-returned"].limits}
    defaults = {row["name"]: row["default"] for row in describe_thresholds() if row["name"] in read}
    words = {code: _language(code) for code in languages.CODES}
    made = {
        "numbers.ts": [_const("NUMBERS", defaults, "What the red flags and the load in force read; their sources stand in guidance/thresholds.py.")],
        "places.ts": [
            _const("HIP_AREA", sorted(HIP_AREA, key=_PLACES.index), "Pain in one of them is pain of the hip."),
            _const("JOINTS", list(JOINTS), "The other joints of a leg."),
        ],
        "ladder.ts": [_const("LADDER", list(LADDER), "The steps of weight bearing, from none to full.")],
        "entries.ts": [
            _const("PATIENT_ENTRIES", list(PATIENT_ENTRIES), "What a patient logs of a day: the last of them is the last entry."),
        ],
        "review.ts": [_const("REVIEW", {name: LABELS[name]["default"] for name in FINDINGS["ready-for-load-review"].limits}, "What a load review reads: defaults of this software.")],
        "cadence.ts": [_const("CADENCE", {name: LABELS[name]["default"] for name in REMINDERS["log-today"].limits}, "Days between two requests to log: defaults of this software.")],
        "errors.ts": [_const("ERRORS", {name: error.amount for name, error in ERRORS.items()}, "By how much a measure varies by itself; sources stand in guidance/errors.py.")],
        "measures.ts": [
            _const("MEASURES", {name: {"amount": error.amount, "unit": error.unit, "source": error.source, "ours": error.ours, "matters": error.matters} for name, error in ERRORS.items()}, "By how much each measure varies by itself, with its source (guidance/errors.py)."),
            _const("HOW", list(HOW), "What has to be the same before two figures are compared."),
            _const("NEEDS", NEEDS, "What of it has to be known."),
            _const("EXAMINED", [list(one) for one in ORDER], "The figures of an examination, in the order of its form."),
        ],
        "goals.ts": [_const("GOALS", {"at_once": AT_ONCE, "every_days": EVERY_DAYS}, "How many activities of a person's own are asked for, and how often (guidance/goals.py).")],
        "bone.ts": [_const("LSC_FACTOR", LSC_FACTOR, "Times the clinic's precision error: the least change that counts (ISCD).")],
        "lab.ts": [_const("LAB_UNITS", {test: list(units) for test, units in LAB_UNITS.items()}, "Blood tests, and in which units each is said.")],
        "limits.ts": [_const("LIMITS", _limits(), "The least and the most of a number, by kind and field.")],
        "ingredients.ts": [
            _const("INGREDIENTS", [[name, pattern.pattern] for name, pattern in CLASSES], "The class of a medicine by its name; the first fit wins (guidance/ingredients.py)."),
            _const("LEADING_CALCIUM", LEADING_CALCIUM.pattern, "At the beginning of a name."),
            _const("WATCHED", list(WATCHED), "What does not go with pregnancy or breastfeeding."),
        ],
        "exercises.ts": [_const("EXERCISES", {key: _exercise(one) for key, one in library().items()}, "The library of exercises; `start` and `end` are paths on a sheet of 120 by 110: around, far, near.")],
        "exercise-words.ts": [_const("EXERCISE_WORDS", {code: languages.part("exercises")[code] for code in languages.CODES}, "By language.")],
        "red-flag-words.ts": [_const("RED_FLAG_WORDS", words, "By language.")],
    }  # fmt: skip
    return {f"src/generated/{name}": HEAD + "".join(parts) for name, parts in made.items()}


def _names(code: str) -> str:
    """What each kind is called, as a message of the app: `kind_pain`. It begins a line there."""
    names = languages.table("kinds", "kinds")[code]
    if unnamed := sorted(set(registered()) - set(names)):
        raise ValueError(f"backend/languages/{languages.BASE}/kinds.toml has no name for {', '.join(unnamed)}")
    return (
        json.dumps(
            {f"kind_{kind}": _begun(names[kind]) for kind in sorted(registered())} | _examined(code),
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


def _begun(word: str) -> str:
    return word[:1].upper() + word[1:]


def _examined(code: str) -> dict[str, str]:
    """The words of an examination: `exam_flexion`. They begin a line, too."""
    said = languages.table("kinds", "values")[code]
    shape = registered()["examination"].model.model_fields
    named = ("movement", "mode", "tool", "muscle", "test", "gait")
    return {f"exam_{word}": _begun(said[word]) for field in named for word in literal_words(shape[field].annotation)}


def red_flags() -> list[FindingRule]:
    """What the phone raises by itself: it cannot wait, and the patient sees it."""
    return [rule for rule in FINDINGS.values() if rule.at_worst == "now" and "patient" in rule.who]


def _reads(rule: FindingRule) -> tuple[str, ...]:
    """The numbers of it that decide on `now`: where that is only its worst, none of its own does."""
    return rule.limits if rule.urgency == "now" else ()


_PLACES = ["hip", "groin", "buttock", "thigh"]


def _limits() -> dict[str, dict[str, list[float]]]:
    found: dict[str, dict[str, list[float]]] = {}
    for name, kind in sorted(registered().items()):
        for field, shape in fields_schema(kind)["properties"].items():
            if "minimum" in shape and "maximum" in shape:
                found.setdefault(name, {})[field] = [shape["minimum"], shape["maximum"]]
    return found


def _language(code: str) -> dict[str, Any]:
    patient = catalogue_of(code).PATIENT
    rules = red_flags()
    said = {rule.id: patient.get(f"{rule.id}:now", patient[rule.id]) for rule in rules}
    read = sorted({name for rule in rules for name in _reads(rule)})
    for rule in rules:
        gaps = {gap for part in said[rule.id] for _, gap, _, _ in Formatter().parse(part) if gap}
        if beyond := gaps - {"where"} - set(_reads(rule)):
            raise ValueError(f"{rule.id}: the phone cannot fill in {', '.join(sorted(beyond))}")
    return {
        "texts": {rule.id: dict(zip(("seen", "do", "why", "number"), said[rule.id], strict=True)) for rule in rules},
        "reads": {rule.id: list(_reads(rule)) for rule in rules},
        "labels": {name: numbers.label(name, "patient", code) for name in read},
        "units": {name: _unit(name, code) for name in read},
        "chosen": list(numbers.CHOSEN["patient"][code]),
        "places": words.SITES[code],
        "sides": {side: {place: words.where(place, side, code) for place in words.SITES[code]} for side in words.SIDES[code]},
    }  # fmt: skip


def _exercise(one: Exercise) -> dict[str, Any]:
    start, end = one.drawings
    return {
        "category": one.category,
        "weight": one.weight,
        "load": one.load,
        "by": SOURCES[one.by] if one.by else None,
        "lightly": one.lightly,
        "top": one.top,
        "start": list(start),
        "end": list(end),
    }


def _unit(name: str, code: str) -> dict[str, str]:
    """`one` of it, and `many` with `{}` for how many."""
    unit = LABELS[name]["unit"]
    many = numbers.UNITS[code].get(unit, "{}")
    return {"one": numbers.ONE[code].get(unit, many.replace("{}", "1")), "many": many}


def _const(name: str, value: Any, why: str) -> str:
    shown = json.dumps(value, ensure_ascii=False, indent=2)
    return f"\n/** {why} */\nexport const {name} = {shown} as const;\n"
