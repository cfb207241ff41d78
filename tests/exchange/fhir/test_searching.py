"""Searching as other people's clients do it; and the CapabilityStatement, which says just what is true."""

import json
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fhir.resources.R4B import get_fhir_model_class

from backend.core import clock
from backend.core.actor import Actor
from backend.core.models import AuditEvent
from backend.exchange.fhir.searching.tables import PATIENT, SEARCHED
from backend.exchange.questionnaires.read import read
from backend.patients.actions import change_profile
from backend.records.actions import record_one
from backend.tracking.assessment import reassess
from backend.tracking.models import Questionnaire

pytestmark = pytest.mark.django_db
BY = Actor(role="clinician", name="Sofia")
QUESTIONS = json.loads((Path(__file__).parent / "samples" / "questionnaire.json").read_text())


@pytest.fixture
def told(cast):
    """Maria has one of everything that a parameter looks at; Jonas has a pain."""
    maria = cast.maria
    title, form = read(QUESTIONS)
    cast.asked = Questionnaire.objects.create(
        clinic=cast.ponte, title=title, form=form, resource=QUESTIONS, url=QUESTIONS["url"], version="2"
    )
    for at, intensity in (("2025-03-01T22:30:00+00:00", 3), ("2025-03-02T08:00:00+00:00", 6)):
        record_one(patient=maria, by=BY, kind="pain", recorded_at=at, site="hip", side="left", intensity=intensity)
    record_one(
        patient=maria,
        by=BY,
        kind="pain",
        date="2025-03-03",
        recorded_at="2025-03-09T08:00:00Z",
        site="knee",
        intensity=1,
    )
    record_one(patient=maria, by=BY, kind="prescription", side="left", status="NWB")
    record_one(patient=maria, by=BY, kind="diagnosis", side="left")
    record_one(patient=maria, by=BY, kind="procedure", name="Core decompression", side="left")
    record_one(patient=maria, by=BY, kind="imaging", modality="mri", result="marrow_oedema", site="hip", side="left")
    record_one(patient=maria, by=BY, kind="medicine", name="Ibuprofen", **{"class": "nsaid"}, action="start")
    record_one(patient=maria, by=BY, kind="avascular_necrosis", side="left")
    answers = {"stairs": "severe", "nights": 3, "km": 2.0, "aids": ["rail"]}
    record_one(patient=maria, by=BY, kind="questionnaire", questionnaire=str(cast.asked.pk))
    record_one(patient=maria, by=BY, kind="questionnaire_response", questionnaire=str(cast.asked.pk), answers=answers)
    record_one(patient=cast.jonas, by=BY, kind="pain", date="2025-03-01", site="hip", side="right", intensity=8)
    reassess(maria.pk)
    return cast


@pytest.fixture
def maria(told, client_of):
    return client_of(told.maria)


def get(client, url, **headers):
    answer = client.get("/fhir/" + url, headers=headers)
    assert answer.status_code == 200, answer.content
    return answer.json()


def found(client, url, mode="match"):
    return [one["resource"] for one in get(client, url).get("entry", ()) if one["search"]["mode"] == mode]


def pains(client, rest):
    return [one["valueQuantity"]["value"] for one in found(client, "Observation?code=72514-3" + rest)]


def example_of(kind, name, resource):
    """A value of this parameter that fits `resource`."""
    if name in ("patient", "subject"):
        return resource["subject"]["reference"] if "subject" in resource else ""
    if name == "identifier":
        one = resource.get("identifier") or {"system": "", "value": ""}
        one = one[0] if isinstance(one, list) else one
        return f"{one['system']}|{one['value']}".strip("|")
    parameter = {"_id": None, "_lastUpdated": None}.get(name) or (SEARCHED.get(kind) or {}).get(name)
    if name == "_id":
        return resource["id"]
    if name == "_lastUpdated" or (parameter and parameter.kind == "date"):
        return "ge2020"
    if name in ("name", "title"):
        return {"name": "mar", "title": "getting"}[name]
    if name in ("url", "version"):
        return resource[name]
    for element in parameter.elements if parameter else (name,):
        value = resource.get(element)
        value = value[0] if isinstance(value, list) else value
        if isinstance(value, str):
            return value
        for coding in (value or {}).get("coding", ()):
            return f"{coding['system']}|{coding['code']}"
    return ""


def test_what_is_declared_works_and_what_is_not_is_refused(told, client_of):
    sofia, maria = client_of(told.sofia), client_of(told.maria)
    statement = get(sofia, "metadata")
    get_fhir_model_class("CapabilityStatement").model_validate(statement)
    declared = {one["type"]: one for one in statement["rest"][0]["resource"]}
    tried = 0
    for kind, one in declared.items():
        if kind == "Group":
            continue
        every = found(maria, f"{kind}?_count=500")
        assert every, kind
        names = [parameter["name"] for parameter in one["searchParam"] if parameter["name"] != "subject"]
        coded = [each for each in every if example_of(kind, "code", each)] or every
        wanted = {name: example_of(kind, name, coded[0]) or str(told.maria.pk) for name in names}
        # A medicine in words alone has no code, a questionnaire no number.
        wanted = {
            name: value for name, value in wanted.items() if name == "patient" or example_of(kind, name, coded[0])
        }
        hits = found(maria, f"{kind}?" + urlencode(wanted | {"_count": 500}))
        assert coded[0]["id"] in [each["id"] for each in hits], (kind, wanted)
        # Each of them narrows: a value that nothing has finds nothing.
        last = list(wanted)[-1]
        nothing = "lt1950" if wanted[last] == "ge2020" else "nothing"
        assert found(maria, f"{kind}?{last}={nothing}") == []
        tried += len(wanted)
        assert maria.get(f"/fhir/{kind}?encounter=x").status_code == 400
        reads = {"code": "read"} in one["interaction"]
        assert maria.get(f"/fhir/{kind}/{every[0]['id']}").status_code == (200 if reads else 404), kind
        for include in one.get("searchInclude", ()):
            assert found(maria, f"{kind}?_include={include}&_count=500", "include"), include
        for include in one.get("searchRevInclude", ()):
            assert found(maria, f"{kind}?_revinclude={include}&_count=500", "include"), kind
    assert tried > 60
    assert declared.keys() == {*SEARCHED, "Patient", "Questionnaire", "Group"}
    assert {"name", "identifier"} == PATIENT.keys()
    for kind in ("Encounter", "Medication", "Bundle", "Group"):
        assert sofia.get(f"/fhir/{kind}").status_code == 404


def test_a_time_is_compared_with_moments_and_a_day_with_the_day_that_was_meant(maria):
    # 3 at 22:30 UTC of the first (22:30 in Lisbon too), 6 at 8 on the second, 1 somewhen on the third.
    for asked, wanted in (
        ("gt2025-03-01T22:29:59Z", [3, 6, 1]), ("gt2025-03-01T22:30:01Z", [6, 1]), ("ge2025-03-02T08:00:00Z", [6, 1]),
        ("gt2025-03-02T09:00:00%2B01:00", [1]), ("lt2025-03-02T08:00:00Z", [3]), ("le2025-03-02T08:00:00Z", [3, 6]),
        ("2025-03-02T08:00:00Z", [6]), ("2025-03-02T08:00Z", [6]), ("gt2025-03-03T00:00:01Z", [1]),
        ("lt2025-03-03T00:00:01Z", [3, 6, 1]), ("sa2025-03-02T23:59:59Z", [1]), ("eb2025-03-02", [3]),
        ("2025-03-03", [1]), ("gt2025-03-02", [1]),
    ):  # fmt: skip
        assert pains(maria, "&date=" + asked) == wanted, asked


def test_a_period_that_goes_on_fits_every_later_day(maria):
    today = clock.now().date()
    later = (today + timedelta(days=400)).isoformat()
    assert found(maria, f"CarePlan?date=ge{later}")
    assert not found(maria, f"CarePlan?date=eb{today.isoformat()}")


def test_sorting_by_date_id_and_last_change(maria):
    assert pains(maria, "&_sort=-date") == [1, 6, 3]
    assert pains(maria, "&_sort=date") == [3, 6, 1]
    for name in ("_id", "_lastUpdated"):
        there, back = found(maria, f"Observation?_sort={name}"), found(maria, f"Observation?_sort=-{name}")
        key = (lambda one: one["id"]) if name == "_id" else (lambda one: one["meta"]["lastUpdated"])
        assert [key(one) for one in there] == sorted(map(key, there))
        assert [key(one) for one in back] == sorted(map(key, there), reverse=True)
    assert found(maria, "MedicationStatement?_sort=date,-_id")
    wrong = maria.get("/fhir/Observation?_sort=value")
    assert (wrong.status_code, wrong.json()["issue"][0]["expression"]) == (400, ["_sort"])


def test_pages_keep_their_order_and_every_parameter(maria):
    url, seen = "Observation?_sort=-date&_count=1&code=72514-3&_elements=valueQuantity", []
    while url:
        bundle = get(maria, url)
        seen += [one["resource"]["valueQuantity"]["value"] for one in bundle["entry"]]
        url = next((one["url"].partition("/fhir/")[2] for one in bundle["link"] if one["relation"] == "next"), None)
    assert seen == [1, 6, 3]


def test_totals_counts_and_none(maria):
    assert get(maria, "Observation?code=72514-3&_total=none").get("total") is None
    assert get(maria, "Observation?code=72514-3&_total=accurate&_count=1")["total"] == 3
    counted = get(maria, "Observation?code=72514-3&_summary=count")
    assert (counted["total"], counted.get("entry")) == (3, None)
    for alike in ("_count=0", "_count=0&_total=none", "_count=0&_totalMethod=count"):
        empty = get(maria, "Observation?code=72514-3&" + alike)
        assert (empty["total"], empty.get("entry"), len(empty["link"])) == (3, None, 1)
    assert maria.get("/fhir/Observation?_totalMethod=guess").status_code == 400


def test_part_of_a_resource_is_valid_and_says_that_it_is_a_part(maria):
    for kind in SEARCHED:
        for rest in ("_elements=id", "_summary=true", "_summary=text", "_summary=data"):
            for one in found(maria, f"{kind}?{rest}"):
                get_fhir_model_class(kind).model_validate(one)
    part = found(maria, "Observation?code=72514-3&_elements=valueQuantity,bodySite")[0]
    assert {"valueQuantity", "bodySite", "code", "status"} <= part.keys()
    assert "extension" not in part
    assert part["meta"]["tag"][0]["code"] == "SUBSETTED"
    assert "tag" not in found(maria, "Observation?code=72514-3")[0]["meta"]
    assert "bodySite" not in found(maria, "Observation?code=72514-3&_summary=true")[0]
    one = get(maria, f"Observation/{part['id']}?_elements=status")
    assert "valueQuantity" not in one


def test_what_comes_along_is_marked_and_not_counted(told, maria):
    bundle = get(
        maria, "QuestionnaireResponse?_include=QuestionnaireResponse:questionnaire&_revinclude=Provenance:target"
    )
    modes = [(one["resource"]["resourceType"], one["search"]["mode"]) for one in bundle["entry"]]
    assert modes == [("QuestionnaireResponse", "match"), ("Questionnaire", "include"), ("Provenance", "include")]
    assert bundle["total"] == 1
    assert found(maria, "CarePlan?_include=CarePlan:goal", "include")[0]["resourceType"] == "Goal"
    people = found(maria, "Observation?_include=Observation:patient:Patient", "include")
    assert [one["id"] for one in people] == [str(told.maria.pk)]
    assert maria.get("/fhir/Observation?_include=Observation:performer").status_code == 400


def test_what_changed_since(told, maria):
    moment = clock.now()
    with clock.moved_to(moment + timedelta(hours=1)):
        record_one(patient=told.maria, by=BY, kind="pain", site="hip", side="left", intensity=9)
    assert pains(maria, f"&_lastUpdated=gt{moment.isoformat().replace('+', '%2B')}") == [9]
    assert pains(maria, f"&_lastUpdated=lt{moment.isoformat().replace('+', '%2B')}") == [3, 6, 1]
    changed = f"Patient?_lastUpdated=ge{(moment + timedelta(hours=1)).isoformat().replace('+', '%2B')}"
    assert not found(maria, changed)
    with clock.moved_to(moment + timedelta(hours=2)):
        change_profile(by=BY, patient=told.maria, changes={"timezone": "Europe/Berlin"})
    assert len(found(maria, changed)) == 1


def test_lenient_passes_over_what_is_not_known_and_says_so(maria):
    strict = maria.get("/fhir/Observation?colour=red", headers={"Prefer": "handling=strict"})
    assert strict.status_code == 400
    bundle = get(maria, "Observation?colour=red&code=72514-3", Prefer="respond-async; handling=lenient")
    assert bundle["total"] == 3
    assert "colour" not in bundle["link"][0]["url"]
    assert "code=72514-3" in bundle["link"][0]["url"]
    last = bundle["entry"][-1]
    assert last["search"]["mode"] == "outcome"
    assert "colour" in last["resource"]["issue"][0]["diagnostics"]


def test_a_search_as_a_form(told, client_of):
    sofia = client_of(told.sofia)
    form = "application/x-www-form-urlencoded"
    body = f"patient={told.maria.pk}&code=72514-3&_sort=-date"
    answer = sofia.post("/fhir/Observation/_search?_count=2", body, content_type=form)
    bundle = answer.json()
    assert [one["resource"]["valueQuantity"]["value"] for one in bundle["entry"]] == [1, 6]
    following = next(one["url"] for one in bundle["link"] if one["relation"] == "next")
    assert [one["valueQuantity"]["value"] for one in found(sofia, following.partition("/fhir/")[2])] == [3]
    within = sofia.post(f"/fhir/Patient/{told.maria.pk}/Observation/_search", "code=72514-3", content_type=form)
    assert within.json()["total"] == 3
    refused = sofia.post("/fhir/Observation/_search", json.dumps({"code": "x"}), content_type="application/json")
    assert (refused.status_code, refused.json()["resourceType"]) == (415, "OperationOutcome")
    assert client_of(told.otto).post("/fhir/Observation/_search", body, content_type=form).status_code == 404


def test_a_patients_compartment(told, client_of):
    url = f"Patient/{told.maria.pk}/Observation?code=72514-3"
    assert len(found(client_of(told.sofia), url)) == 3
    assert client_of(told.sofia).get("/fhir/" + url + f"&patient={told.jonas.pk}").status_code == 400
    assert client_of(told.sofia).get(f"/fhir/Patient/{told.maria.pk}/Encounter").status_code == 404
    for who in ("otto", "zoe", "nina", "jonas"):
        assert client_of(getattr(told, who)).get("/fhir/" + url).status_code == 404


@pytest.mark.parametrize(
    ("accept", "code"),
    [
        ("application/fhir+json; fhirVersion=4.0", 200), ("application/fhir+json;charset=utf-8", 200),
        ('application/json; fhirVersion="4.0"', 200), ("application/fhir+json; fhirVersion=3.0", 406),
        ("application/fhir+xml, application/fhir+json;q=0.5", 200), ("application/fhir+xml", 406), ("*/*", 200),
    ],
)  # fmt: skip
def test_types_with_parameters(maria, accept, code):
    answer = maria.get("/fhir/Observation", headers={"Accept": accept})
    assert answer.status_code == code
    assert answer.json()["resourceType"] == ("Bundle" if code == 200 else "OperationOutcome")


def test_whoever_has_no_record_searches_those_of_all_whom_they_may_see(told, client_of):
    sofia, url, seen = client_of(told.sofia), "Observation?code=72514-3&_count=2", []
    while url:
        bundle = get(sofia, url)
        assert "total" not in bundle
        seen += [one["resource"]["valueQuantity"]["value"] for one in bundle["entry"]]
        url = next((one["url"].partition("/fhir/")[2] for one in bundle["link"] if one["relation"] == "next"), None)
    assert sorted(seen) == [1, 3, 6, 8]
    assert AuditEvent.objects.filter(action="read", kind="fhir", patient_id=told.jonas.pk).exists()
    assert get(sofia, "Observation?code=72514-3&_summary=count")["total"] == 4
    assert get(sofia, "Observation?code=72514-3&_count=0")["total"] == 4
    assert pains(sofia, "&_sort=-date") == [1, 6, 8, 3] or pains(sofia, "&_sort=-date") == [1, 6, 3, 8]
    assert pains(client_of(told.otto), "") == []


def test_counting_and_sorting_among_many_asks_for_one(told, client_of, monkeypatch):
    from backend.exchange.fhir import search_views

    monkeypatch.setattr(search_views, "MOST_AT_ONCE", 1)
    answer = client_of(told.sofia).get("/fhir/Observation?_sort=_id")
    assert (answer.status_code, answer.json()["issue"][0]["expression"]) == (400, ["patient"])
    assert get(client_of(told.sofia), "Observation?code=72514-3")["entry"]


def test_patients_by_number_and_order(told, client_of):
    sofia = client_of(told.sofia)
    named = found(sofia, f"Patient?identifier=urn:toh-tracker:fhir:patient|{told.maria.pk}")
    assert [one["id"] for one in named] == [str(told.maria.pk)]
    assert found(sofia, f"Patient?identifier=urn:other|{told.maria.pk}") == []
    assert [one["name"][0]["text"] for one in found(sofia, "Patient?_sort=-name")] == ["Maria", "Jonas"]
    assert get(sofia, "Patient?_summary=count")["total"] == 2


def test_a_questionnaire_is_found_by_its_canonical_and_answers_name_it(told, client_of):
    maria = client_of(told.maria)
    (answers,) = found(maria, "QuestionnaireResponse")
    assert answers["questionnaire"] == QUESTIONS["url"] + "|2"
    (form,) = found(maria, "Questionnaire?url=" + answers["questionnaire"])
    assert form["id"] == str(told.asked.pk)
    assert found(maria, f"Questionnaire?url={QUESTIONS['url']}&version=3") == []
    assert get(maria, f"Questionnaire/{told.asked.pk}")["item"] == QUESTIONS["item"]
    assert found(maria, "QuestionnaireResponse?questionnaire=" + QUESTIONS["url"])
    for who, count in (("sofia", 1), ("ruben", 1), ("otto", 0), ("nina", 0), ("jonas", 0)):
        client = client_of(getattr(told, who))
        assert len(found(client, "Questionnaire")) == count
        assert client.get(f"/fhir/Questionnaire/{told.asked.pk}").status_code == (200 if count else 404)


def test_answers_leave_in_the_type_of_their_own_line_and_in_its_place(told, client_of):
    (answers,) = found(client_of(told.maria), "QuestionnaireResponse")
    group, km, score = answers["item"]
    lines = {one["linkId"]: one["answer"] for one in group["item"]}
    assert lines == {
        "stairs": [{"valueCoding": {"code": "severe", "display": "Severe"}}],
        "aids": [{"valueString": "rail"}],
        "nights": [{"valueInteger": 3}],
    }
    assert (km["answer"], score["answer"]) == ([{"valueDecimal": 2.0}], [{"valueDecimal": 6.0}])
