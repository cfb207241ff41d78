"""When a line is asked: `enableWhen` of a FHIR Questionnaire, each rule with an answer that its question can have."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from backend.exchange.fhir.elements import listed
from backend.exchange.fhir.problems import Wrong
from backend.tracking.questionnaires.form import SILENT

OPERATORS = ("exists", "=", "!=", ">", "<", ">=", "<=")
ANSWERS = ("answerBoolean", "answerInteger", "answerDecimal", "answerDate", "answerString", "answerCoding")
ORDERED = ("integer", "decimal", "date")


def rules_of(item: dict[str, Any], path: str, above: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rules of one line. Each looks back at a question `above`: answers are given from the top to the bottom."""
    before = {line["id"]: line for line in above if line["type"] not in SILENT}
    found = listed(item.get("enableWhen"))
    if len(found) > 1 and item.get("enableBehavior") not in ("all", "any"):
        raise Wrong(f"{path}.enableBehavior", "expected all or any, as there are several rules")
    for index, rule in enumerate(found):
        where = f"{path}.enableWhen[{index}]"
        op = rule.get("operator")
        if op not in OPERATORS:
            raise Wrong(f"{where}.operator", "expected one of " + ", ".join(OPERATORS))
        given = [name for name in ANSWERS if name in rule]
        if len(given) != 1:
            raise Wrong(where, "expected one answer: a boolean, number, date, text or coding")
        said = rule[given[0]]
        value = said.get("code") if isinstance(said, dict) else said
        asked = before.get(rule.get("question"))
        if asked is None:
            raise Wrong(f"{where}.question", "expected an earlier question's id")
        if op == "exists":
            if not isinstance(value, bool):
                raise Wrong(f"{where}.{given[0]}", "expected true or false with exists")
        else:
            if op not in ("=", "!=") and asked["type"] not in ORDERED:
                raise Wrong(
                    f"{where}.operator", "expected =, != or exists: the answers to this question have no order"
                )
            # A rule that no answer can meet would hide the line for good.
            if not _possible(asked, value):
                raise Wrong(f"{where}.{given[0]}", f"expected an answer that {asked['id']} can have")
            if asked["type"] == "choice":
                # Options are kept by their codes, numbers too.
                value = str(value)
        yield {"id": rule["question"], "op": op, "value": value}


def _possible(asked: Mapping[str, Any], value: Any) -> bool:
    kind = asked["type"]
    if kind == "boolean":
        return isinstance(value, bool)
    if kind in ("integer", "decimal"):
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind == "choice":
        return str(value) in {option["code"] for option in asked["options"]}
    if kind == "date":
        try:
            return len(value) == len("2026-03-12") and bool(date.fromisoformat(value))
        except (TypeError, ValueError):
            return False
    return isinstance(value, str)
