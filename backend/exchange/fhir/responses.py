"""QuestionnaireResponse: the answers to a clinic's own questionnaire, out and in again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from backend.exchange.fhir.compose import base, moment_of
from backend.exchange.fhir.elements import listed, when
from backend.exchange.fhir.own import stated
from backend.exchange.fhir.problems import NotForUs, Wrong
from backend.exchange.fhir.statements import Context, Statement
from backend.exchange.questionnaires.served import OWN_CANONICAL, canonical_of
from backend.records.models import Record
from backend.tracking.questionnaires.form import known, questions
from backend.tracking.questionnaires.models import Questionnaire
from backend.tracking.questionnaires.scoring import scores_of

ELSEWHERE = "answers to a questionnaire that nobody has loaded here"


@dataclass(frozen=True, slots=True)
class Asked:
    """A questionnaire as its answers need it: by which canonical, its lines, and what each option is."""

    canonical: str
    items: list[dict[str, Any]]
    # linkId, our code of the option, and the answer that choosing it is in FHIR
    options: dict[str, dict[str, dict[str, Any]]]


@lru_cache(maxsize=512)
def _asked(key: UUID) -> Asked:
    # A questionnaire never changes, so what was read once holds.
    row = Questionnaire.objects.get(pk=key)
    items = listed(row.resource.get("item"))
    return Asked(canonical_of(row), items, {str(one.get("linkId")): _options(one) for one in _all_of(items)})


def asked(questionnaire_id: Any) -> Asked | None:
    try:
        return _asked(UUID(str(questionnaire_id)))
    except (ValueError, Questionnaire.DoesNotExist):
        return None


def _all_of(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for item in items:
        yield item
        yield from _all_of(listed(item.get("item")))


def _options(item: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Each option in its own type: a coding with its system, a text or a number. Keyed as `questionnaires.read` keys them."""
    out: dict[str, dict[str, Any]] = {}
    for option in listed(item.get("answerOption")):
        coding = option.get("valueCoding") or {}
        code = coding.get("code") or option.get("valueString") or option.get("valueInteger")
        names = ("system", "version", "code", "display")
        if coding:
            out[str(code)] = {"valueCoding": {name: coding[name] for name in names if name in coding}}
        elif "valueString" in option:
            out[str(code)] = {"valueString": option["valueString"]}
        elif "valueInteger" in option:
            out[str(code)] = {"valueInteger": option["valueInteger"]}
    return out


def response_of(row: Record, subject: str) -> dict[str, Any]:
    """The answers line by line, as the questionnaire has them, with the scores that they came to in their places."""
    key = row.data["questionnaire"]
    found, form = asked(key), known(key)
    answers = row.data["answers"]
    out = base("QuestionnaireResponse", row, subject)
    # This type bears one identifier, not a list of them.
    out["identifier"] = out["identifier"][0]
    out |= {
        "questionnaire": found.canonical if found else OWN_CANONICAL + key,
        "status": "completed",
        "authored": moment_of(row),
    }
    if found and form:
        scores = {score["id"]: score["value"] for score in scores_of(form[1], answers) if score["value"] is not None}
        out["item"] = _lines_of(found, found.items, questions(form[1]), answers, scores)
    return out


def _lines_of(
    found: Asked,
    items: list[dict[str, Any]],
    lines: Mapping[str, Mapping[str, Any]],
    answers: Mapping[str, Any],
    scores: Mapping[str, float],
) -> list[dict[str, Any]]:
    """The lines that say something, each within its group or within the answer that it hangs on, in their order."""
    out = []
    for item in items:
        link_id = str(item.get("linkId"))
        line = {"linkId": link_id} | ({"text": item["text"]} if item.get("text") else {})
        given: list[dict[str, Any]] = []
        if link_id in answers and link_id in lines:
            given = _answers(lines[link_id], answers[link_id], found.options.get(link_id, {}))
        elif link_id in scores:
            given = _score(str(item.get("type")), scores[link_id])
        inner = _lines_of(found, listed(item.get("item")), lines, answers, scores)
        if given:
            line["answer"] = given
        if inner:
            (given[0] if given else line)["item"] = inner
        if given or inner:
            out.append(line)
    return out


def _answers(line: Mapping[str, Any], answer: Any, options: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    kind = line["type"]
    if kind == "choice":
        chosen = answer if isinstance(answer, list) else [answer]
        return [options.get(code) or {"valueCoding": {"code": code}} for code in chosen]
    name = {"boolean": "valueBoolean", "integer": "valueInteger", "decimal": "valueDecimal", "date": "valueDate"}
    return [{name.get(kind, "valueString"): int(answer) if kind == "integer" else answer}]


def _score(kind: str, value: float) -> list[dict[str, Any]]:
    """What was worked out, in the type of its own line; a line that cannot hold a number is left out."""
    if kind == "integer":
        return [{"valueInteger": int(value)}] if value == int(value) else []
    if kind == "decimal":
        return [{"valueDecimal": value}]
    if kind == "quantity":
        return [{"valueQuantity": {"value": value}}]
    return [{"valueString": f"{value:g}"}] if kind in ("string", "text") else []


def response(resource: dict[str, Any], context: Context) -> list[Statement]:
    """Answers to a questionnaire that is loaded here; its lines that are worked out are worked out anew."""
    if resource.get("status") not in ("completed", "amended"):
        raise NotForUs(str(resource.get("status")))
    # Which of several with one canonical, only our own envelope says.
    key = stated(resource, "questionnaire")
    if not key or not known(key):
        key = _by_canonical(str(resource.get("questionnaire") or ""), context)
    if not key or not known(key):
        raise NotForUs(ELSEWHERE)
    (statement,) = answers_to(key, resource, context)
    return [replace(statement, fields=statement.fields | {"questionnaire": key})]


def answers_to(key: str, resource: dict[str, Any], context: Context) -> list[Statement]:
    """The answers as those to our questionnaire `key`. Which one it is, is left to the caller: canonicals repeat."""
    form, described = known(key), asked(key)
    if form is None or described is None:
        raise NotForUs(ELSEWHERE)
    lines, scores = questions(form[1]), {score["id"] for score in form[1]["scores"]}
    answers: dict[str, Any] = {}
    for path, item in _lines(resource, "QuestionnaireResponse"):
        link_id = str(item.get("linkId"))
        if link_id in scores or not item.get("answer"):
            continue
        if link_id not in lines:
            raise Wrong(f"{path}.linkId", "expected a question of the questionnaire")
        options = described.options.get(link_id, {})
        answers[link_id] = _answer(lines[link_id], listed(item["answer"]), options, path)
    when_ = when(resource, ("authored",), context.zone)
    return [Statement("questionnaire_response", when_, {"answers": answers}, {})]


def _by_canonical(named: str, context: Context) -> str | None:
    """The id of the clinic's questionnaire with this canonical, `url|version`; without a version the newest there is."""
    url, _, version = named.partition("#")[0].partition("|")
    if not url:
        return None
    if url.startswith(OWN_CANONICAL):
        return url.removeprefix(OWN_CANONICAL)
    rows = Questionnaire.objects.filter(url=url)
    if context.clinic_id is not None:
        rows = rows.filter(clinic_id=context.clinic_id)
    if version:
        rows = rows.filter(version=version)
    if context.clinic_id is None and rows.values("clinic_id").distinct().count() > 1:
        return None
    newest = rows.order_by("-created_at").first()
    return str(newest.pk) if newest else None


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


def _answer(
    item: dict[str, Any], given: list[dict[str, Any]], options: Mapping[str, dict[str, Any]], path: str
) -> Any:
    values = []
    for index, one in enumerate(given):
        value = next((one[name] for name in one if name.startswith("value")), None)
        if isinstance(value, dict):
            system, value = value.get("system"), value.get("code")
            expected = options.get(str(value), {}).get("valueCoding", {}).get("system")
            if system and expected and system != expected:
                raise Wrong(
                    f"{path}.answer[{index}].valueCoding.system", f"expected {expected}, as the questionnaire has it"
                )
        if value is None:
            raise Wrong(f"{path}.answer[{index}]", "expected an answer that fits the question")
        values.append(str(value) if item["type"] == "choice" else value)
    if item.get("multiple"):
        return values
    if len(values) != 1:
        raise Wrong(f"{path}.answer", "expected one answer")
    return values[0]
