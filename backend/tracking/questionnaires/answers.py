"""Whether answers fit a questionnaire: asked, of the right type, complete."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from backend.core.errors import Refused
from backend.tracking.questionnaires.form import SILENT, Form

LONGEST = {"string": 300, "text": 2000}


def check(form: Form, answers: Mapping[str, Any]) -> None:
    """Refused names the first answer that does not fit (`answers.LINKID`) and what was expected there."""
    asked = {item["id"] for item in form["items"] if item["type"] not in SILENT}
    for key in answers:
        if key not in asked:
            raise Refused(f"answers.{key}", "expected only questions of this questionnaire")
    for item in form["items"]:
        if item["type"] in SILENT or item["id"] not in answers:
            continue
        _fits(item, answers[item["id"]])
    shown = enabled(form, answers)
    for item in form["items"]:
        given = item["id"] in answers
        if given and item["id"] not in shown:
            raise Refused(f"answers.{item['id']}", "expected no answer: with the other answers this is not asked")
        if item.get("required") and item["id"] in shown and item["type"] not in SILENT and not given:
            raise Refused(f"answers.{item['id']}", "expected an answer: this question has to be answered")


def _fits(item: Mapping[str, Any], value: Any) -> None:
    expected = _expected(item, value)
    if expected:
        raise Refused(f"answers.{item['id']}", "expected " + expected)


def _expected(item: Mapping[str, Any], value: Any) -> str:
    """What was expected instead of `value`; empty when it fits."""
    kind = item["type"]
    if kind == "boolean":
        return "" if isinstance(value, bool) else "true or false"
    if kind in ("integer", "decimal"):
        return _number_expected(item, value)
    if kind == "date":
        return _day_expected(item, value)
    if kind == "choice":
        return _choice_expected(item, value)
    most = item.get("longest", LONGEST[kind])
    return (
        "" if isinstance(value, str) and value.strip() and len(value) <= most else f"text of 1 to {most:,} characters"
    )


def _number_expected(item: Mapping[str, Any], value: Any) -> str:
    whole = item["type"] == "integer"
    fits = isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e9
    if fits and whole:
        fits = value == int(value)
    low, high = item.get("min"), item.get("max")
    if fits and (low is None or value >= low) and (high is None or value <= high):
        return ""
    span = f" from {low} to {high}" if low is not None and high is not None else ""
    return ("a whole number" if whole else "a number") + span


def _day_expected(item: Mapping[str, Any], value: Any) -> str:
    if not is_day(value):
        return "a date such as 2026-03-12"
    earliest, latest = item.get("earliest"), item.get("latest")
    if (earliest is None or value >= earliest) and (latest is None or value <= latest):
        return ""
    return " ".join(["a date", *([f"from {earliest}"] if earliest else []), *([f"to {latest}"] if latest else [])])


def _choice_expected(item: Mapping[str, Any], value: Any) -> str:
    codes = [option["code"] for option in item["options"]]
    if item.get("multiple"):
        if isinstance(value, list) and value and all(one in codes for one in value) and len(set(value)) == len(value):
            return ""
        return "a list of " + ", ".join(codes)
    return "" if isinstance(value, str) and value in codes else "one of " + ", ".join(codes)


def is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(
            re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) and date.fromisoformat(value)
        )
    except ValueError:
        return False


def enabled(form: Form, answers: Mapping[str, Any]) -> set[str]:
    """The ids of the lines that are shown, given the answers; what is in a hidden group is hidden with it."""
    shown: set[str] = set()
    for item in form["items"]:
        inside = item.get("in")
        if inside is not None and inside not in shown:
            continue
        rules = item.get("when") or ()
        held = [_holds(rule, answers.get(rule["id"]) if rule["id"] in shown else None) for rule in rules]
        if not held or (any(held) if item.get("any") else all(held)):
            shown.add(item["id"])
    return shown


def _holds(rule: Mapping[str, Any], answer: Any) -> bool:
    op, wanted = rule["op"], rule["value"]
    if op == "exists":
        return (answer is not None) == wanted
    if answer is None:
        # R4: `!=` holds when no answer is equal, so also when there is none.
        return bool(op == "!=")
    given = answer if isinstance(answer, list) else [answer]
    if op == "=":
        return wanted in given
    if op == "!=":
        return wanted not in given
    # Numbers among themselves and days (ISO text) among themselves compare; anything else does not hold.
    pairs = [one for one in given if isinstance(one, str) == isinstance(wanted, str) and not isinstance(one, bool)]
    compare = {
        ">": lambda one: one > wanted,
        "<": lambda one: one < wanted,
        ">=": lambda one: one >= wanted,
        "<=": lambda one: one <= wanted,
    }[op]
    return any(compare(one) for one in pairs)
