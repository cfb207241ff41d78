"""A FHIR R4 Questionnaire into a form: what is understood is kept, what is not is refused with its path.

Nothing is dropped in silence: a question of a type that the phone cannot ask, or a rule that it cannot follow,
would change the instrument.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from backend.exchange.fhir.elements import listed
from backend.exchange.fhir.problems import Wrong
from backend.exchange.fhir.validate import validate
from backend.exchange.questionnaires.enable import rules_of
from backend.exchange.questionnaires.expression import EXTENSIONS, Line, Unclear, compile_score
from backend.tracking.questionnaires.answers import LONGEST, is_day
from backend.tracking.questionnaires.form import SILENT, TYPES, Form

FHIR = "http://hl7.org/fhir/StructureDefinition/"
CONTROL = FHIR + "questionnaire-itemControl"
LIMITS = {"minValue": "min", "maxValue": "max", "questionnaire-sliderStepValue": "step"}
DAY_LIMITS = {"min": "earliest", "max": "latest"}
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
CALCULATED = SDC + "calculatedExpression"
# What decides which lines are asked or what stands in them beforehand, and is not followed here.
UNFOLLOWED = {
    FHIR + "questionnaire-hidden", SDC + "enableWhenExpression", SDC + "initialExpression",
    SDC + "answerExpression", SDC + "answerOptionsToggleExpression",
}  # fmt: skip
# What an answer has to look like: an instrument would be another one without it.
UNCHECKED = {FHIR + "minLength", FHIR + "regex", FHIR + "maxDecimalPlaces"}
# An answer that stands there before anybody has thought about it is not the patient's.
GIVEN = "expected no answer given beforehand"
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
    taken = {item["id"] for item in form["items"]}
    for path, item, expression in asked:
        if item["linkId"] in taken:
            raise Wrong(path.partition(".extension")[0] + ".linkId", "expected an id that no other item has")
        taken.add(item["linkId"])
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
    if level > DEEPEST and holder.get("item"):
        raise Wrong(path, f"expected groups nested at most {DEEPEST} deep")
    for index, item in enumerate(listed(holder.get("item"))):
        here = f"{path}.item[{index}]"
        score = _calculated(item, here)
        if score is not None:
            # A line that is worked out is a score, not a question.
            asked.append((score[0], item, score[1]))
            continue
        read_item = _item(item, here, form["items"])
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


def _item(item: dict[str, Any], path: str, above: Sequence[dict[str, Any]]) -> dict[str, Any]:
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
    _limits(item, out, path)
    rules = list(rules_of(item, path, above))
    if rules:
        out["when"] = rules
        if item.get("enableBehavior") == "any":
            out["any"] = True
    if item.get("initial"):
        raise Wrong(f"{path}.initial", GIVEN)
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
        if option.get("initialSelected"):
            raise Wrong(f"{where}.initialSelected", GIVEN)
        out: dict[str, Any] = {"code": str(code), "text": str(code if said is None else said)}
        score = _score(where, option, coding)
        if score is None and isinstance(option.get("valueInteger"), int):
            score = option["valueInteger"]
        if score is not None:
            out["score"] = score
        yield out


def _score(path: str, *holders: dict[str, Any]) -> float | int | None:
    for holder in holders:
        for extension in listed(holder.get("extension")):
            if extension.get("url") in EXTENSIONS:
                number: float | int = extension.get("valueDecimal")
                if isinstance(number, bool) or not isinstance(number, (int, float)):
                    raise Wrong(path, "expected the option's score as a number in valueDecimal")
                return number
    return None


def _limits(item: dict[str, Any], out: dict[str, Any], path: str) -> None:
    for index, extension in enumerate(listed(item.get("extension"))):
        url = str(extension.get("url"))
        if url in UNFOLLOWED and extension.get("valueBoolean") is not False:
            raise Wrong(
                f"{path}.extension[{index}]", "expected no line that is hidden, filled in or worked out by rules"
            )
        if url in UNCHECKED:
            raise Wrong(
                f"{path}.extension[{index}]", "expected no rule for the form of an answer: it is not followed here"
            )
        name = LIMITS.get(url.removeprefix(FHIR))
        if name:
            _limit(name, extension, out, f"{path}.extension[{index}]")
        if url == CONTROL:
            codes = [one.get("code") for one in listed((extension.get("valueCodeableConcept") or {}).get("coding"))]
            if "slider" in codes and out["type"] in ("integer", "decimal"):
                out["slider"] = True
    for low, high in (("min", "max"), ("earliest", "latest")):
        if low in out and high in out and out[low] > out[high]:
            raise Wrong(f"{path}.extension", "expected a minValue that is not above the maxValue")
    if "maxLength" in item:
        if out["type"] not in LONGEST:
            raise Wrong(f"{path}.maxLength", "expected a greatest length only where words are asked for")
        if item["maxLength"] < 1:
            raise Wrong(f"{path}.maxLength", "expected room for at least 1 character")
        out["longest"] = min(item["maxLength"], max(LONGEST.values()))
    if out.get("slider") and not {"min", "max"} <= set(out):
        # Without ends there is no slider: the question is asked as a plain number.
        del out["slider"]


def _limit(name: str, extension: dict[str, Any], out: dict[str, Any], path: str) -> None:
    if out["type"] == "date" and name in DAY_LIMITS:
        day = extension.get("valueDate")
        if not is_day(day):
            raise Wrong(path, "expected a limit for a date as a whole day in valueDate")
        out[DAY_LIMITS[name]] = day
        return
    value = extension.get("valueInteger", extension.get("valueDecimal"))
    if out["type"] not in ("integer", "decimal") or isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Wrong(path, "expected limits only for numbers and dates, of the same type as the answer")
    out[name] = value


def _numeric(item: dict[str, Any]) -> bool:
    if item["type"] == "choice":
        return any("score" in option for option in item["options"])
    return item["type"] in ("integer", "decimal")
