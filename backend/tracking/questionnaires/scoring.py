"""Working out a score from the small tree that a scoring expression became when its questionnaire was loaded.

A node is `{"num": n}`, `{"op": "none"}`, `{"op": NAME, "of": [ids]}` for the questions named (sum, total, avg, min,
max, count, one), `{"op": SIGN, "a": node, "b": node}` for arithmetic and comparison, `{"op": "iif", "if", "then", "else"}`, or
`{"op": "round", "a": node, "places": n}`. As in FHIRPath, what is missing makes arithmetic come to nothing, and a sum or
a mean of nothing is nothing: nobody who left a scale out scored 0 on it. `total` is a sum that its author began at 0.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from backend.tracking.questionnaires.form import Form, questions

Node = Mapping[str, Any]
PLACES = 4

OF: dict[str, Callable[[Sequence[float]], float | None]] = {
    "sum": lambda values: sum(values) if values else None,
    "total": lambda values: sum(values),
    "avg": lambda values: sum(values) / len(values) if values else None,
    "min": lambda values: min(values, default=None),
    "max": lambda values: max(values, default=None),
    "count": len,
    "one": lambda values: values[0] if values else None,
}
SIGNS: dict[str, Callable[[float, float], float | None]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b if b else None,
    "=": lambda a, b: float(a == b),
    "<": lambda a, b: float(a < b),
    ">": lambda a, b: float(a > b),
    "<=": lambda a, b: float(a <= b),
    ">=": lambda a, b: float(a >= b),
}


def value_of(node: Node, values: Mapping[str, Sequence[float]]) -> float | None:
    """What `node` comes to; `values` has the numbers of each answered question."""
    if "num" in node:
        return float(node["num"])
    op = node["op"]
    if op == "none":
        return None
    if "of" in node:
        # A count is of questions answered; everything else is of the numbers in the answers.
        if op == "count":
            return float(sum(1 for key in node["of"] if values.get(key)))
        return OF[op]([number for key in node["of"] for number in values.get(key, ())])
    if op == "iif":
        return value_of(node["then"] if value_of(node["if"], values) else node["else"], values)
    a = value_of(node["a"], values)
    if op == "round":
        return None if a is None else rounded(a, node["places"])
    b = value_of(node["b"], values)
    return None if a is None or b is None else SIGNS[op](a, b)


def rounded(value: float, places: int) -> float:
    """Half away from zero, as FHIRPath and people round."""
    factor = 10**places
    return math.copysign(math.floor(abs(value) * factor + 0.5) / factor, value)


def numbers(form: Form, answers: Mapping[str, Any]) -> dict[str, list[float]]:
    """The numbers in the answers: a number itself, or the score of each option chosen."""
    out: dict[str, list[float]] = {}
    for key, item in questions(form).items():
        answer = answers.get(key)
        if answer is None:
            continue
        if item["type"] == "choice":
            worth = {option["code"]: option.get("score") for option in item["options"]}
            chosen = answer if isinstance(answer, list) else [answer]
            out[key] = [float(worth[code]) for code in chosen if worth.get(code) is not None]
        elif item["type"] in ("integer", "decimal"):
            out[key] = [float(answer)]
    return out


def scores_of(form: Form, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """[{"id", "text", "value", "answered", "of"}]: every score, with how many of its questions were answered."""
    values = numbers(form, answers)
    out = []
    for score in form["scores"]:
        value = value_of(score["tree"], values)
        out.append(
            {
                "id": score["id"],
                "text": score["text"],
                "value": None if value is None or not math.isfinite(value) else rounded(value, PLACES),
                "answered": sum(1 for key in score["asks"] if values.get(key)),
                "of": len(score["asks"]),
            }
        )
    return out
