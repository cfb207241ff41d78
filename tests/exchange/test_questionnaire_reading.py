"""A FHIR Questionnaire as a clinic brings it: what is kept, and what is refused with its path."""

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from backend.core.errors import Refused
from backend.exchange.fhir.problems import Wrong
from backend.exchange.questionnaires.expression import Line, Unclear, compile_score
from backend.exchange.questionnaires.read import read
from backend.records.models import Record
from backend.tracking.questionnaires.answers import check, enabled
from backend.tracking.questionnaires.asked import due_on
from backend.tracking.questionnaires.scoring import scores_of, value_of

SAMPLE = Path(__file__).parent / "fhir" / "samples" / "questionnaire.json"


@pytest.fixture
def resource() -> dict[str, Any]:
    return copy.deepcopy(json.loads(SAMPLE.read_text()))


def root() -> Line:
    inner = [Line("g1", numeric=True), Line("g2", numeric=True), Line("g3")]
    return Line("", items=[Line("a", numeric=True), Line("b", numeric=True), Line("group", items=inner)])


def test_what_is_asked_stays_in_order_with_its_groups(resource):
    title, form = read(resource)
    assert title == "Getting about"
    assert [(item["id"], item["type"], item.get("level", 0)) for item in form["items"]] == [
        ("daily", "group", 0), ("stairs", "choice", 1), ("aids", "choice", 1), ("nights", "integer", 1),
        ("km", "decimal", 0), ("fell", "boolean", 0), ("when", "date", 0), ("else", "text", 0),
    ]  # fmt: skip
    stairs, aids, nights = form["items"][1:4]
    assert [option["score"] for option in stairs["options"]] == [0, 1, 3]
    assert stairs["required"]
    assert aids["multiple"]
    assert (nights["min"], nights["max"], nights["slider"]) == (0, 7, True)
    assert form["items"][6]["when"] == [{"id": "fell", "op": "=", "value": True}]


def test_the_greatest_length_and_the_limits_of_a_date_hold_for_the_answers(resource):
    when, words = resource["item"][3:5]
    limits = ("minValue", "2026-03-01"), ("maxValue", "2026-03-31")
    when["extension"] = [{"url": URL + name, "valueDate": day} for name, day in limits]
    words["maxLength"] = 5
    _, form = read(resource)
    assert (form["items"][6]["earliest"], form["items"][6]["latest"]) == ("2026-03-01", "2026-03-31")
    given = {"stairs": "none", "fell": True}
    for good in ({"when": "2026-03-01"}, {"when": "2026-03-31"}, {"else": "fives"}):
        check(form, given | good)
    for bad in ({"when": "2026-02-28"}, {"when": "2026-04-01"}, {"else": "sixsix"}):
        with pytest.raises(Refused) as refusal:
            check(form, given | bad)
        assert refusal.value.field == f"answers.{next(iter(bad))}"
    words["maxLength"] = 9_000
    assert read(resource)[1]["items"][7]["longest"] == 2_000


def test_a_line_that_is_worked_out_is_a_score_and_not_a_question(resource):
    _, form = read(resource)
    (score,) = form["scores"]
    assert (score["id"], score["text"], score["asks"]) == ("score", "Sum", ["stairs", "nights"])
    (found,) = scores_of(form, {"stairs": "severe", "nights": 2})
    assert found == {"id": "score", "text": "Sum", "value": 5.0, "answered": 2, "of": 2}
    assert scores_of(form, {"stairs": "mild"})[0]["answered"] == 1


URL = "http://hl7.org/fhir/StructureDefinition/"
ORDINAL, HIDDEN = URL + "ordinalValue", URL + "questionnaire-hidden"


@pytest.mark.parametrize(
    ("break_it", "path"),
    [
        (lambda r: r.update(resourceType="Patient"), "resourceType"),
        (lambda r: r.pop("title"), "Questionnaire.title"),
        (lambda r: r.update(status="retired"), "Questionnaire.status"),
        (lambda r: r.update(status="final"), "Questionnaire.status"),
        (lambda r: r.update(item=[]), "Questionnaire.item"),
        (lambda r: r["item"][1].update(type="attachment"), "Questionnaire.item[1].type"),
        (lambda r: r["item"][1].update(linkId="stairs"), "Questionnaire.item[1].linkId"),
        (lambda r: r["item"][1].pop("text"), "Questionnaire.item[1].text"),
        (lambda r: r["item"][1].update(repeats=True), "Questionnaire.item[1].repeats"),
        (lambda r: r["item"][1].update(initial=[{"valueDecimal": 1}]), "Questionnaire.item[1].initial"),
        (lambda r: r["item"][0]["item"][0].pop("answerOption"), "Questionnaire.item[0].item[0].answerOption"),
        (
            lambda r: r["item"][0]["item"][1]["answerOption"].append({"valueString": "rail"}),
            "Questionnaire.item[0].item[1].answerOption[2]",
        ),
        (
            lambda r: r["item"][3]["enableWhen"][0].update(operator="like"),
            "Questionnaire.item[3].enableWhen[0].operator",
        ),
        (
            lambda r: r["item"][3]["enableWhen"][0].update(question="else"),
            "Questionnaire.item[3].enableWhen[0].question",
        ),
        (
            lambda r: r["item"][3]["enableWhen"][0].update(operator=">"),
            "Questionnaire.item[3].enableWhen[0].operator",
        ),
        (
            lambda r: r["item"][3].update(enableWhen=[{"question": "fell", "operator": "=", "answerInteger": 1}]),
            "Questionnaire.item[3].enableWhen[0].answerInteger",
        ),
        (
            lambda r: r["item"][3].update(
                enableWhen=[{"question": "stairs", "operator": "=", "answerCoding": {"code": "none of these"}}]
            ),
            "Questionnaire.item[3].enableWhen[0].answerCoding",
        ),
        (
            lambda r: r["item"][3].update(enableWhen=r["item"][3]["enableWhen"] * 2),
            "Questionnaire.item[3].enableBehavior",
        ),
        (
            lambda r: r["item"][0]["item"][0]["answerOption"][0].update(initialSelected=True),
            "Questionnaire.item[0].item[0].answerOption[0].initialSelected",
        ),
        (
            lambda r: r["item"][0]["item"][0]["answerOption"][0].update(
                extension=[{"url": ORDINAL, "valueInteger": 4}]
            ),
            "Questionnaire.item[0].item[0].answerOption[0]",
        ),
        (
            lambda r: r["item"][1].update(extension=[{"url": HIDDEN, "valueBoolean": True}]),
            "Questionnaire.item[1].extension[0]",
        ),
        *(
            (
                lambda r, rule=rule: r["item"][1].update(extension=[{"url": URL + rule, "valueInteger": 2}]),
                "Questionnaire.item[1].extension[0]",
            )
            for rule in ("minLength", "regex", "maxDecimalPlaces")
        ),
        (
            lambda r: r["item"][1].update(
                extension=[{"url": URL + "minValue", "valueInteger": 9}, {"url": URL + "maxValue", "valueInteger": 1}]
            ),
            "Questionnaire.item[1].extension",
        ),
        (
            lambda r: r["item"][3].update(
                extension=[
                    {"url": URL + "minValue", "valueDate": "2026-03-02"},
                    {"url": URL + "maxValue", "valueDate": "2026-03-01"},
                ]
            ),
            "Questionnaire.item[3].extension",
        ),
        *(
            (
                lambda r, index=index, value=value: r["item"][index].update(
                    extension=[{"url": URL + "maxValue", **value}]
                ),
                f"Questionnaire.item[{index}].extension[0]",
            )
            for index, value in (
                (3, {"valueDate": "2026"}),
                (3, {"valueInteger": 9}),
                (3, {"valueDateTime": "2026-03-01T12:00:00Z"}),
                (1, {"valueDate": "2026-03-01"}),
                (2, {"valueInteger": 9}),
                (4, {"valueInteger": 9}),
            )
        ),
        (lambda r: r["item"][1].update(maxLength=3), "Questionnaire.item[1].maxLength"),
        (lambda r: r["item"][4].update(maxLength=0), "Questionnaire.item[4].maxLength"),
        (lambda r: r["item"][5].update(linkId="stairs"), "Questionnaire.item[5].linkId"),
        (
            lambda r: r["item"][5]["extension"][0]["valueExpression"].update(language="text/cql"),
            "Questionnaire.item[5].extension[0].valueExpression",
        ),
        (
            lambda r: r["item"][5]["extension"][0]["valueExpression"].update(expression="%resource.item("),
            "Questionnaire.item[5].extension[0].valueExpression.expression",
        ),
    ],
)
def test_what_is_not_understood_is_refused_with_its_path(resource, break_it, path):
    break_it(resource)
    with pytest.raises(Wrong) as refusal:
        read(resource)
    assert refusal.value.path.startswith(path)
    assert refusal.value.expected.startswith("expected")


@pytest.mark.parametrize(
    ("expression", "answers", "value"),
    [
        ("%resource.item.where(linkId='a' or linkId='b').answer.value.sum()", {"a": [3], "b": [4]}, 7),
        ("%resource.item.where(linkId in ('a' | 'b')).answer.value.avg()", {"a": [3], "b": [4]}, 3.5),
        ("%resource.item.where(linkId='a' or linkId='b').answer.value.avg()", {"b": [4]}, 4),
        ("%resource.item.where(linkId='a' or linkId='b').answer.value.avg()", {}, None),
        ("%resource.item.where(linkId='a' or linkId='b').answer.value.sum()", {}, None),
        ("%resource.item.where(linkId='a').answer.value.aggregate($this + $total, 0)", {}, 0),
        ("%resource.descendants().where(linkId.startsWith('g1')).answer.value.sum()", {"g1": [5]}, 5),
        ("%resource.item.item.where(linkId='g1').answer.valueDecimal", {"g1": [5]}, 5),
        ("%resource.repeat(item).where(linkId='g2').answer.value.ofType(integer) * 2", {"g2": [5]}, 10),
        ("item.where(linkId='a').answer.value.ordinal() - 1", {"a": [5]}, 4),
        (
            "%context.item.where(linkId='a').answer.value"
            ".extension('http://hl7.org/fhir/StructureDefinition/ordinalValue').value.aggregate($this + $total, 0)",
            {"a": [5, 2]},
            7,
        ),
        ("%resource.item.where(linkId='a').answer.count()", {"a": [5, 2]}, 1),
        ("100 - %resource.item.where(linkId='a').answer.value.max() * 25", {"a": [1, 3]}, 25),
        ("(2 + %resource.item.where(linkId='a').answer.value.min()) / 3", {"a": [1, 3]}, 1),
        ("(%resource.item.where(linkId='a').answer.value / 3).round(2)", {"a": [2]}, 0.67),
        ("-%resource.item.where(linkId='a').answer.value", {"a": [2]}, -2),
        ("%resource.item.where(linkId='a').answer.value + 1", {}, None),
        ("%resource.item.where(linkId='a').answer.value / 0", {"a": [2]}, None),
        ("iif(%resource.item.where(linkId='a' or linkId='b').answer.count() >= 2, 1, {})", {"a": [2]}, None),
        ("iif(%resource.item.where(linkId='a' or linkId='b').answer.count() >= 2, 1, 0)", {"a": [2], "b": [1]}, 1),
    ],
)
def test_expressions_come_to_what_fhirpath_says(expression, answers, value):
    tree, _ = compile_score(expression, root())
    found = value_of(json.loads(json.dumps(tree)), answers)
    assert found == (None if value is None else pytest.approx(value))


@pytest.mark.parametrize(
    "expression",
    [
        "", "a b (", "1 + 2", "%resource.item.answer.value.sum() )", "%resource.item.where(linkId='zz').answer.value.sum()",
        # Top-level lines only: g1 lies in a group, and FHIRPath would find nothing there.
        "%resource.item.where(linkId='g1').answer.value.sum()",
        "%resource.item.item.answer.value.sum()", "%resource.item.where(linkId='a').answer.value.sum(", "%patient.age",
        "%resource.item.answer.value", "%resource.item.where(linkId=a).answer.value", "%resource.item.where(text='x')",
        "%resource.item.where(linkId='a').answer.value.extension('urn:other').value", "iif(1)", "'a'",
        "%resource.item.where(linkId='a').answer.value.aggregate($this * $total, 1)", "§", "(" * 60 + "1" + ")" * 60,
        "-" * 3000 + "1", "%resource.item.where(linkId='a').answer.value" + " + 1" * 900,
    ],
)  # fmt: skip
def test_an_expression_that_cannot_be_followed_is_refused_when_it_is_loaded(expression):
    with pytest.raises(Unclear):
        compile_score(expression, root())


def test_what_hangs_on_an_answer_is_asked_only_then(resource):
    resource["item"][0]["enableWhen"] = []
    resource["item"].insert(0, {"linkId": "any", "type": "boolean", "text": "Any trouble?"})
    resource["item"][1]["enableWhen"] = [{"question": "any", "operator": "=", "answerBoolean": True}]
    _, form = read(resource)
    assert "stairs" not in enabled(form, {"any": False})
    assert {"daily", "stairs", "aids", "nights"} <= enabled(form, {"any": True})
    assert "when" in enabled(form, {"fell": True})
    assert "when" not in enabled(form, {})


CASES = json.loads((Path(__file__).parent / "questionnaire-cases.json").read_text())


@pytest.mark.parametrize("case", CASES["shown"], ids=lambda case: json.dumps(case["answers"]))
def test_the_phone_and_the_server_show_the_same_lines(case):
    shown = enabled(CASES["form"], case["answers"])
    assert [item["id"] for item in CASES["form"]["items"] if item["id"] in shown] == case["shown"]


@pytest.mark.parametrize("case", CASES["due"], ids=lambda case: f"{case['every']} {case['answered']} {case['today']}")
def test_the_phone_and_the_server_wait_for_the_same_day(case):
    request = Record(day=date(2026, 1, 1), data=case)
    found = due_on(request, map(date.fromisoformat, case["answered"]), date.fromisoformat(case["today"]))
    assert (found and found.isoformat()) == case["due"]
