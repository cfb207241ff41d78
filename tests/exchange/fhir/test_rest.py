"""`/fhir/`: what the app shows somebody, in FHIR, and nothing of others."""

import pytest
from django.urls import include, path
from fhir.resources.R4B import get_fhir_model_class

from backend.core.actor import Actor
from backend.core.models import AuditEvent
from backend.records.actions import record_one
from backend.records.models import Record
from backend.tracking.assessment import reassess
from backend.tracking.models import Finding

# The routes by themselves, wherever the project mounts them.
urlpatterns = [path("fhir/", include("backend.exchange.fhir.urls"))]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
BY = Actor(role="clinician", name="Sofia")


@pytest.fixture
def told(cast):
    """Maria has two days of pain, a prescription, an internal note and findings."""
    for day, intensity in (("2025-03-01", 3), ("2025-03-02", 6)):
        record_one(patient=cast.maria, by=BY, kind="pain", date=day, site="hip", side="left", intensity=intensity)
    record_one(patient=cast.maria, by=BY, kind="prescription", side="left", status="NWB")
    record_one(patient=cast.maria, by=BY, kind="note", text="worried", internal=True)
    record_one(patient=cast.maria, by=BY, kind="note", text="keep resting")
    record_one(patient=cast.maria, by=BY, kind="avascular_necrosis", side="left")
    reassess(cast.maria.pk)
    return cast


def resources(response):
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/fhir+json"
    bundle = response.json()
    get_fhir_model_class("Bundle").model_validate(bundle)
    return [entry["resource"] for entry in bundle.get("entry", [])]


def test_the_capability_statement_is_open_and_valid(client_of, db):
    response = client_of(None).get("/fhir/metadata")
    get_fhir_model_class("CapabilityStatement").model_validate(response.json())
    assert response.json()["fhirVersion"] == "4.0.1"


def test_a_clinician_searches_by_code_and_day(told, client_of):
    sofia, url = client_of(told.sofia), f"/fhir/Observation?patient=Patient/{told.maria.pk}"
    pain = resources(sofia.get(url + "&code=http://loinc.org|72514-3"))
    assert [one["valueQuantity"]["value"] for one in pain] == [3, 6]
    assert pain[0]["subject"] == {"reference": f"Patient/{told.maria.pk}"}
    later = resources(sofia.get(url + "&code=72514-3&date=ge2025-03-02"))
    assert [one["valueQuantity"]["value"] for one in later] == [6]
    assert resources(sofia.get(url + "&code=http://snomed.info/sct|72514-3")) == []


def test_pages_follow_one_another(told, client_of):
    sofia, url = client_of(told.sofia), f"/fhir/Observation?patient={told.maria.pk}&_count=1"
    met = []
    while url:
        bundle = sofia.get(url).json()
        met += [entry["resource"]["id"] for entry in bundle.get("entry", [])]
        url = next((link["url"] for link in bundle["link"] if link["relation"] == "next"), None)
    assert len(met) == len(set(met)) == bundle["total"] == 4


def test_reading_one_resource_and_everything(told, client_of):
    row = Record.objects.filter(kind="prescription").get()
    sofia = client_of(told.sofia)
    plan = sofia.get(f"/fhir/CarePlan/{row.pk}").json()
    assert plan["id"] == str(row.pk)
    everything = resources(sofia.get(f"/fhir/Patient/{told.maria.pk}/$everything"))
    kinds = {one["resourceType"] for one in everything}
    assert kinds == {"Patient", "Observation", "CarePlan", "Goal", "Condition", "Flag", "Provenance"}
    assert sofia.get(f"/fhir/Observation/{row.pk}").status_code == 404


def test_a_patient_sees_their_own_and_nothing_meant_for_clinicians(told, client_of):
    maria = client_of(told.maria)
    assert resources(maria.get("/fhir/Patient"))[0]["id"] == str(told.maria.pk)
    text = maria.get(f"/fhir/Patient/{told.maria.pk}/$everything").content.decode()
    assert "worried" not in text
    assert "keep resting" in text
    hidden = Finding.objects.filter(patient=told.maria, for_patient=False)
    assert hidden.exists()
    assert not any(str(row.pk) in text for row in hidden)
    assert maria.get(f"/fhir/Flag/{hidden[0].pk}").status_code == 404
    assert client_of(told.sofia).get(f"/fhir/Flag/{hidden[0].pk}").status_code == 200
    assert len(resources(maria.get("/fhir/Observation?code=72514-3"))) == 2


@pytest.mark.parametrize("who", ["zoe", "otto", "nina", "ruben", "jonas"])
def test_for_outsiders_there_is_nothing(told, client_of, who):
    client = client_of(getattr(told, who))
    row = Record.objects.filter(kind="pain").first()
    for url in (
        f"/fhir/Patient/{told.maria.pk}",
        f"/fhir/Patient/{told.maria.pk}/$everything",
        f"/fhir/Observation?patient={told.maria.pk}",
        f"/fhir/Observation/{row.pk}",
    ):
        response = client.get(url)
        assert response.status_code == 404, url
        assert response.json()["issue"][0]["code"] == "not-found"
    assert "Maria" not in client.get("/fhir/Patient").content.decode()


@pytest.mark.parametrize("url", ["/fhir/Patient", "/fhir/Observation", "/fhir/Patient/1/$everything"])
def test_nobody_is_401(client_of, db, url):
    response = client_of(None).get(url)
    assert (response.status_code, response.json()["resourceType"]) == (401, "OperationOutcome")


@pytest.mark.parametrize(
    ("rest", "field"),
    [
        ("Observation?colour=red", "colour"),
        ("Observation?date=yesterday", "date"),
        ("Observation?date=2025-02-30", "date"),
        ("Observation?date=ge2025-03-01later", "date"),
        ("Observation?patient=1&subject=2", "subject"),
        ("Observation?_count=1&_count=2", "_count"),
        ("Observation?_page=" + "W1tb" * 900, "_page"),
        ("Observation?_count=many", "_count"),
        ("Observation?_page=zzz", "_page"),
        ("Patient?birthdate=1990", "birthdate"),
    ],
)
def test_what_is_not_understood_is_refused_and_not_passed_over(told, client_of, rest, field):
    response = client_of(told.maria).get("/fhir/" + rest)
    assert response.status_code == 400
    assert response.json()["issue"][0]["expression"] == [field]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("date=ge2025-03-02&date=le2025-03-02", [6]),
        ("date=ge2025-03-01&date=lt2025-03-02", [3]),
        ("date=2025-03", [3, 6]),
        ("date=2025", [3, 6]),
        ("date=gt2025-02&date=le2025-03-01T23:59:00%2B01:00", [3]),
        ("date=lt2025", []),
        ("date=2025-03-02,lt2025-03-02", [3, 6]),
        ("date=ne2025-03-02&date=2025", [3]),
    ],
)
def test_days_months_years_and_several_of_them_narrow_a_search(told, client_of, asked, found):
    pain = resources(client_of(told.maria).get("/fhir/Observation?code=72514-3&_count=1&" + asked))
    assert [one["valueQuantity"]["value"] for one in pain] == found[:1]
    pain = resources(client_of(told.maria).get("/fhir/Observation?code=72514-3&" + asked))
    assert [one["valueQuantity"]["value"] for one in pain] == found


def test_the_next_page_is_of_the_same_search(told, client_of):
    maria, url, seen = client_of(told.maria), "/fhir/Observation?_count=1&date=ge2025-03-01&date=le2025-03-02", []
    while url:
        bundle = maria.get(url).json()
        seen += [one["resource"]["effectiveDateTime"][:10] for one in bundle["entry"]]
        url = next((link["url"] for link in bundle["link"] if link["relation"] == "next"), None)
    assert seen == ["2025-03-01", "2025-03-02"]


def test_everything_comes_in_pages_when_pages_are_asked_for(told, client_of):
    maria, start = client_of(told.maria), f"/fhir/Patient/{told.maria.pk}/$everything"
    whole, url, seen = resources(maria.get(start)), start + "?_count=2", []
    while url:
        bundle = maria.get(url).json()
        assert len(bundle["entry"]) <= 2
        seen += [one["resource"] for one in bundle["entry"]]
        url = next((link["url"] for link in bundle["link"] if link["relation"] == "next"), None)
    assert seen == whole
    assert {one["resourceType"] for one in resources(maria.get(start + "?_type=Observation"))} == {"Observation"}
    assert resources(maria.get(start + "?_since=2999-01-01T00:00:00Z")) == []
    assert maria.get(start + "?_type=Encounter").json()["issue"][0]["expression"] == ["_type"]
    assert maria.get(start + "?start=2025-01-01").json()["issue"][0]["expression"] == ["start"]


def test_a_patient_may_be_named_by_their_whole_address(told, client_of):
    found = resources(client_of(told.sofia).get(f"/fhir/Flag?patient=http://testserver/fhir/Patient/{told.maria.pk}"))
    assert {one["resourceType"] for one in found} == {"Flag"}


@pytest.mark.parametrize("rest", ["Observation", "metadata", "Patient"])
def test_a_form_that_is_not_spoken_here_is_said_to_be_none(told, client_of, rest):
    maria = client_of(told.maria)
    response = maria.get(f"/fhir/{rest}?_format=xml")
    assert (response.status_code, response.json()["resourceType"]) == (406, "OperationOutcome")
    for spoken in ("json", "application/fhir+json", "application/fhir%2Bjson"):
        assert maria.get(f"/fhir/{rest}?_format={spoken}").status_code == 200


@pytest.mark.parametrize("rest", ["", "Encounter", "Observation/1/2", "Observation/not-an-id", "metadata/x"])
def test_other_paths_are_404_in_fhir(told, client_of, rest):
    response = client_of(told.maria).get("/fhir/" + rest)
    assert (response.status_code, response.json()["resourceType"]) == (404, "OperationOutcome")


def test_a_clinicians_reading_is_written_down(told, client_of):
    client_of(told.sofia).get(f"/fhir/Observation?patient={told.maria.pk}")
    assert AuditEvent.objects.filter(patient_id=told.maria.pk, action="read", kind="fhir").count() == 1
    client_of(told.maria).get("/fhir/Observation")
    assert AuditEvent.objects.filter(patient_id=told.maria.pk, action="read", kind="fhir").count() == 1
