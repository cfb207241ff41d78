"""A FHIR R4 Questionnaire into a form: what is understood is kept, what is not is refused with its path.

Nothing is dropped in silence: a question of a type that the phone cannot ask, or a rule that it cannot follow,
would change the instrument.
"""

from collections.abc import Iterator
from typing import Any

from backend.exchange.fhir.elements import listed
from backend.exchange.fhir.problems import Wrong
from backend.exchange.fhir.validate import validate
from backend.exchange.questionnaires.expression import EXTENSIONS, Line, Unclear, compile_score
from backend.tracking.questionnaires.form import SILENT, TYPES, Form

FHIR = "http://hl7.org/fhir/StructureDefinition/"
CALCULATED = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
CONTROL = FHIR + "questionnaire-itemControl"
LIMITS = {"minValue": "min", "maxValue": "max", "questionnaire-sliderStepValue": "step"}
OPERATORS = ("exists", "=", "!=", ">", "<", ">=", "<=")
MOST_ITEMS, DEEPEST = 200, 6
REFUSED_TYPES = "expected one of " + ", ".join(TYPES)


def read(resource: Any) -> tuple[str, Form]:
    """(title, form) of a Questionnaire; Wrong names the path and what was expected there."""
    if not isinstance(resource, dict) or resource.get("resourceType") != "Questionnaire":
        raise Wrong("resourceType", "expected a FHIR R4 Questionnaire")
    validate(resource)
    if resource.get("status") in ("retired", "unknown"):
        raise Wrong("Questionnaire.status", "expected draft or active")
    title = str(resource.get("title") or resource.get("name") or "").strip()
    if not title or len(title) > 200:
        raise Wrong("Questionnaire.title", "expected a title of 1 to 200 characters")
    root = Line("")
    form: Form = {"items": [], "scores": []}
    asked: list[tuple[str, dict[str, Any], str]] = []
    _walk(resource, "Questionnaire", root, form, asked, parent=None, level=0)
    if not any(item["type"] not in SILENT for item in form["items"]):
        raise Wrong("Questionnaire.item", "expected at least one question")
    _rules_name_questions(form)
    for path, item, expression in asked:
        try:
            tree, asks = compile_score(expression, root)
        except Unclear as error:
            raise Wrong(path, f"expected {error}") from error
        form["scores"].append({"id": item["linkId"], "text": _text(item), "tree": tree, "asks": asks})
    return title, form


def _walk(
    holder: dict[str, Any],
    path: str,
    line: Line,
    form: Form,
    asked: list[tuple[str, dict[str, Any], str]],
    *,
    parent: str | None,
    level: int,
) -> None:
    if level > DEEPEST:
        raise Wrong(path, f"expected groups nested at most {DEEPEST} deep")
    for index, item in enumerate(listed(holder.get("item"))):
        here = f"{path}.item[{index}]"
        score = _calculated(item, here)
        if score is not None:
            # A line that is worked out is a score, not a question.
            asked.append((score[0], item, score[1]))
            continue
        read_item = _item(item, here)
        if any(other["id"] == read_item["id"] for other in form["items"]):
            raise Wrong(f"{here}.linkId", "expected an id that no other item has")
        if parent is not None:
            read_item["in"] = parent
        if level:
            read_item["level"] = level
        form["items"].append(read_item)
        if len(form["items"]) > MOST_ITEMS:
            raise Wrong(here, f"expected at most {MOST_ITEMS} items")
        inner = Line(read_item["id"], numeric=_numeric(read_item))
        line.items.append(inner)
        _walk(item, here, inner, form, asked, parent=read_item["id"], level=level + 1)


def _calculated(item: dict[str, Any], path: str) -> tuple[str, str] | None:
    for index, one in enumerate(listed(item.get("extension"))):
        if one.get("url") == CALCULATED:
            where = f"{path}.extension[{index}].valueExpression"
            said = one.get("valueExpression") or {}
            if said.get("language") != "text/fhirpath" or not isinstance(said.get("expression"), str):
                raise Wrong(where, "expected an expression in text/fhirpath")
            return f"{where}.expression", said["expression"]
    return None


def _item(item: dict[str, Any], path: str) -> dict[str, Any]:
    kind = str(item.get("type"))
    if kind not in TYPES:
        raise Wrong(f"{path}.type", REFUSED_TYPES)
    link_id = item.get("linkId")
    if not isinstance(link_id, str) or not 1 <= len(link_id) <= 100:
        raise Wrong(f"{path}.linkId", "expected an id of 1 to 100 characters")
    text = _text(item)
    if not text and kind != "group":
        raise Wrong(f"{path}.text", "expected the words of the question")
    out: dict[str, Any] = {"id": link_id, "type": kind, "text": text}
    if item.get("prefix"):
        out["text"] = f"{item['prefix']} {text}".strip()
    if item.get("required"):
        out["required"] = True
    if item.get("repeats"):
        if kind != "choice":
            raise Wrong(f"{path}.repeats", "expected no repetition, but for a choice")
        out["multiple"] = True
    if kind == "choice":
        out["options"] = list(_options(item, path))
    _limits(item, out)
    rules = list(_when(item, path))
    if rules:
        out["when"] = rules
        if item.get("enableBehavior") == "any":
            out["any"] = True
    if item.get("initial"):
        # An answer that stands there before anybody has thought about it is not the patient's.
        raise Wrong(f"{path}.initial", "expected no answer given beforehand")
    return out


def _text(item: dict[str, Any]) -> str:
    return str(item.get("text") or "").strip()[:1000]


def _options(item: dict[str, Any], path: str) -> Iterator[dict[str, Any]]:
    options = listed(item.get("answerOption"))
    if not options or item.get("answerValueSet"):
        raise Wrong(f"{path}.answerOption", "expected the options to choose from, each in the questionnaire itself")
    seen: set[str] = set()
    for index, option in enumerate(options):
        where = f"{path}.answerOption[{index}]"
        coding = option.get("valueCoding") or {}
        said = coding.get("display") or option.get("valueString") or option.get("valueInteger")
        code = coding.get("code") or option.get("valueString") or option.get("valueInteger")
        if code is None or str(code) in seen:
            raise Wrong(where, "expected a code, a text or a number that no other option has")
        seen.add(str(code))
        out: dict[str, Any] = {"code": str(code), "text": str(code if said is None else said)}
        score = _score(option, coding)
        if score is None and isinstance(option.get("valueInteger"), int):
            score = option["valueInteger"]
        if score is not None:
            out["score"] = score
        yield out


def _score(*holders: dict[str, Any]) -> float | int | None:
    for holder in holders:
        for extension in listed(holder.get("extension")):
            if extension.get("url") in EXTENSIONS and isinstance(extension.get("valueDecimal"), (int, float)):
                number: float | int = extension["valueDecimal"]
                return number
    return None


def _limits(item: dict[str, Any], out: dict[str, Any]) -> None:
    for extension in listed(item.get("extension")):
        url = str(extension.get("url"))
        name = LIMITS.get(url.removeprefix(FHIR))
        value = extension.get("valueInteger", extension.get("valueDecimal"))
        if name and isinstance(value, (int, float)):
            out[name] = value
        if url == CONTROL:
            codes = [one.get("code") for one in listed((extension.get("valueCodeableConcept") or {}).get("coding"))]
            if "slider" in codes and out["type"] in ("integer", "decimal"):
                out["slider"] = True
    if out.get("slider") and not {"min", "max"} <= set(out):
        # Without ends there is no slider: the question is asked as a plain number.
        del out["slider"]


def _when(item: dict[str, Any], path: str) -> Iterator[dict[str, Any]]:
    for index, rule in enumerate(listed(item.get("enableWhen"))):
        where = f"{path}.enableWhen[{index}]"
        op = rule.get("operator")
        if op not in OPERATORS:
            raise Wrong(f"{where}.operator", "expected one of " + ", ".join(OPERATORS))
        names = ("answerBoolean", "answerInteger", "answerDecimal", "answerDate", "answerString", "answerCoding")
        given = [rule[name] for name in names if name in rule]
        if len(given) != 1:
            raise Wrong(where, "expected one answer: a boolean, number, date, text or coding")
        value = given[0].get("code") if isinstance(given[0], dict) else given[0]
        if value is None or (op == "exists" and not isinstance(value, bool)):
            raise Wrong(where, "expected true or false with exists, and a code in a coding")
        yield {"id": rule.get("question"), "op": op, "value": value}


def _rules_name_questions(form: Form) -> None:
    """A rule looks back at a question that comes before: answers are given from the top to the bottom."""
    before: set[str] = set()
    for item in form["items"]:
        for rule in item.get("when", ()):
            if rule["id"] not in before:
                raise Wrong(
                    f"Questionnaire.item({item['id']}).enableWhen.question", "expected an earlier question's id"
                )
        if item["type"] not in SILENT:
            before.add(item["id"])


def _numeric(item: dict[str, Any]) -> bool:
    if item["type"] == "choice":
        return any("score" in option for option in item["options"])
    return item["type"] in ("integer", "decimal")
