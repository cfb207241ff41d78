"""QuestionnaireResponse: the answers to a clinic's own questionnaire, out and in again."""

from typing import Any

from backend.exchange.fhir.compose import base, moment_of
from backend.exchange.fhir.elements import listed, when
from backend.exchange.fhir.problems import NotForUs, Wrong
from backend.exchange.fhir.statements import Context, Statement
from backend.patients.models import Record
from backend.tracking.questionnaires.form import Form, known, questions
from backend.tracking.questionnaires.scoring import scores_of

OWN_QUESTIONNAIRE = "urn:uuid:"
ELSEWHERE = "answers to a questionnaire that nobody has loaded here"


def response_of(row: Record, subject: str) -> dict[str, Any]:
    """The answers, question by question in the form's order, and after them the scores that they came to."""
    found = known(row.data["questionnaire"])
    form: Form = found[1] if found else {"items": [], "scores": []}
    answers = row.data["answers"]
    items = _items(form, answers)
    items += [
        {"linkId": score["id"], "answer": [{"valueDecimal": score["value"]}]}
        | ({"text": score["text"]} if score["text"] else {})
        for score in scores_of(form, answers)
        if score["value"] is not None
    ]
    out = base("QuestionnaireResponse", row, subject)
    # This type bears one identifier, not a list of them.
    out["identifier"] = out["identifier"][0]
    return out | {
        "questionnaire": OWN_QUESTIONNAIRE + row.data["questionnaire"],
        "status": "completed",
        "authored": moment_of(row),
        "item": items,
    }


def _items(form: Form, answers: dict[str, Any]) -> list[dict[str, Any]]:
    """A line for each answer, within the groups of the questionnaire, as R4 wants it."""
    by_id, top = {item["id"]: item for item in form["items"]}, list[dict[str, Any]]()
    lines: dict[str, dict[str, Any]] = {}

    def line_of(item: dict[str, Any]) -> dict[str, Any]:
        line = {"linkId": item["id"]} | ({"text": item["text"]} if item["text"] else {})
        if item["id"] in answers:
            line["answer"] = _answers(item, answers[item["id"]])
        around = by_id.get(item.get("in", ""))
        holder = (lines.get(around["id"]) or line_of(around)) if around else None
        # What hangs on a question lies within its answer.
        beside = holder["answer"][0] if holder and "answer" in holder else holder
        (top if beside is None else beside.setdefault("item", [])).append(line)
        lines[item["id"]] = line
        return line

    for key, item in questions(form).items():
        if key in answers:
            line_of(item)
    return top


def _answers(item: dict[str, Any], answer: Any) -> list[dict[str, Any]]:
    kind = item["type"]
    if kind == "choice":
        words = {option["code"]: option["text"] for option in item["options"]}
        chosen = answer if isinstance(answer, list) else [answer]
        return [{"valueCoding": {"code": code, "display": words[code]}} for code in chosen]
    name = {"boolean": "valueBoolean", "integer": "valueInteger", "decimal": "valueDecimal", "date": "valueDate"}
    return [{name.get(kind, "valueString"): answer}]


def response(resource: dict[str, Any], context: Context) -> list[Statement]:
    """Answers to a questionnaire that is loaded here; its lines that are worked out are worked out anew."""
    if resource.get("status") not in ("completed", "amended"):
        raise NotForUs(str(resource.get("status")))
    named = str(resource.get("questionnaire") or "")
    key = named.removeprefix(OWN_QUESTIONNAIRE)
    found = known(key) if named.startswith(OWN_QUESTIONNAIRE) else None
    if found is None:
        raise NotForUs(ELSEWHERE)
    asked, scores = questions(found[1]), {score["id"] for score in found[1]["scores"]}
    answers: dict[str, Any] = {}
    for path, item in _lines(resource, "QuestionnaireResponse"):
        link_id = item.get("linkId")
        if link_id in scores or not item.get("answer"):
            continue
        if link_id not in asked:
            raise Wrong(f"{path}.linkId", "expected a question of the questionnaire")
        answers[str(link_id)] = _answer(asked[str(link_id)], listed(item["answer"]), path)
    fields = {"questionnaire": key, "answers": answers}
    return [Statement("questionnaire_response", when(resource, ("authored",), context.zone), fields, {})]


def _lines(holder: dict[str, Any], path: str) -> list[tuple[str, dict[str, Any]]]:
    """Every line with its path, those inside groups and answers too."""
    out: list[tuple[str, dict[str, Any]]] = []
    for index, item in enumerate(listed(holder.get("item"))):
        here = f"{path}.item[{index}]"
        out.append((here, item))
        out += _lines(item, here)
        for number, answer in enumerate(listed(item.get("answer"))):
            out += _lines(answer, f"{here}.answer[{number}]")
    return out


def _answer(item: dict[str, Any], given: list[dict[str, Any]], path: str) -> Any:
    values = []
    for index, one in enumerate(given):
        value = next((one[name] for name in one if name.startswith("value")), None)
        if isinstance(value, dict):
            value = value.get("code")
        if value is None:
            raise Wrong(f"{path}.answer[{index}]", "expected an answer that fits the question")
        values.append(str(value) if item["type"] == "choice" else value)
    if item.get("multiple"):
        return values
    if len(values) != 1:
        raise Wrong(f"{path}.answer", "expected one answer")
    return values[0]
