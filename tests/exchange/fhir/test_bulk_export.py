"""A clinic's export for research: only who agreed, no names, no free words, and gone when its time is over."""

import json
from datetime import timedelta

import pytest

from backend.core import clock
from backend.core.actor import Actor
from backend.core.models import AuditEvent
from backend.exchange import jobs
from backend.exchange.bulk import actions
from backend.exchange.models import BulkExport
from backend.patients.actions import give_consent
from backend.patients.consents.actions import withdraw
from backend.records.actions import record_one

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("test")


def kick_off(client, clinic, **headers):
    headers = headers or {"HTTP_PREFER": "respond-async"}
    return client.get(f"/fhir/Group/{clinic.pk}/$export", **headers)


@pytest.fixture
def storage(settings, tmp_path):
    settings.PRIVATE_FILES = tmp_path
    return tmp_path


@pytest.fixture
def agreed(cast, storage):
    """Maria agreed; Jonas did not."""
    give_consent(by=SYSTEM, patient=cast.maria, kind="research", version="1")
    for patient in (cast.maria, cast.jonas):
        record_one(
            patient=patient,
            by=SYSTEM,
            kind="pain",
            site="hip",
            side="left",
            intensity=4,
            note="Maria Lopes at the mill",
        )
        record_one(patient=patient, by=SYSTEM, kind="note", text="ask Maria about the mill")
    return cast


@pytest.fixture
def made(agreed, client_of):
    answer = kick_off(client_of(agreed.ruben), agreed.ponte)
    assert answer.status_code == 202
    where = answer["Content-Location"].partition("testserver")[2]
    assert client_of(agreed.ruben).get(where).status_code == 202
    assert actions.make_bulk_export(BulkExport.objects.get().pk)
    return where


def lines(client, url):
    answer = client.get(url.partition("testserver")[2])
    assert answer["Content-Type"] == "application/fhir+ndjson"
    return [json.loads(line) for line in b"".join(answer.streaming_content).decode().splitlines()]


def test_only_who_agreed_and_nothing_that_names_anybody(agreed, client_of, made):
    ruben = client_of(agreed.ruben)
    manifest = ruben.get(made).json()
    counts = {one["type"]: one["count"] for one in manifest["output"]}
    assert counts["Patient"] == 1
    assert manifest["request"].endswith(f"/fhir/Group/{agreed.ponte.pk}/$export")
    everything = [one for output in manifest["output"] for one in lines(ruben, output["url"])]
    assert len(everything) == sum(counts.values())
    (patient,) = [one for one in everything if one["resourceType"] == "Patient"]
    assert patient["id"] == str(agreed.maria.pk)
    text = json.dumps(everything)
    assert "72514-3" in text
    for secret in ("Maria", "mill", "Jonas", str(agreed.jonas.pk), "example.org"):
        assert secret not in text
    read = AuditEvent.objects.filter(action="read", kind="research_export")
    assert [row.patient_id for row in read] == [agreed.maria.pk]


def test_who_withdraws_is_left_out_of_the_next(agreed, client_of, made):
    withdraw(by=SYSTEM, patient=agreed.maria, kind="research")
    kick_off(client_of(agreed.ruben), agreed.ponte)
    again = BulkExport.objects.order_by("-asked_at")[0]
    actions.make_bulk_export(again.pk)
    again.refresh_from_db()
    assert (again.state, again.patients, again.files) == ("ready", 0, [])


def test_one_at_a_time_and_a_worker_takes_it_once(agreed, client_of):
    client = client_of(agreed.ruben)
    first, second = kick_off(client, agreed.ponte), kick_off(client, agreed.ponte)
    assert first["Content-Location"] == second["Content-Location"]
    (export,) = BulkExport.objects.all()
    assert actions.make_bulk_export(export.pk)
    assert not actions.make_bulk_export(export.pk)


def test_it_goes_when_its_time_is_over_or_when_it_is_thrown_away(agreed, client_of, made, storage):
    export, ruben = BulkExport.objects.get(), client_of(agreed.ruben)
    assert list(export.folder.iterdir())
    with clock.moved_to(clock.now() + timedelta(days=30)):
        assert actions.tidy() == []
        assert ruben.get(made).status_code == 404
    assert not export.folder.exists()
    assert ruben.get(f"{made}/Patient.ndjson").status_code == 404


def test_a_cancelled_one_is_not_made(agreed, client_of, django_capture_on_commit_callbacks):
    ruben = client_of(agreed.ruben)
    where = kick_off(ruben, agreed.ponte)["Content-Location"].partition("testserver")[2]
    with django_capture_on_commit_callbacks(execute=True):
        assert ruben.delete(where).status_code == 202
    assert not actions.make_bulk_export(BulkExport.objects.get().pk)
    assert ruben.get(where).status_code == 404


def test_a_lost_message_is_found_by_the_sweep_and_a_broken_one_gives_up(agreed, client_of):
    kick_off(client_of(agreed.ruben), agreed.ponte)
    export = BulkExport.objects.get()
    assert actions.tidy() == [export.pk]
    BulkExport.objects.update(attempts=jobs.MOST_ATTEMPTS)
    assert not actions.make_bulk_export(export.pk)
    export.refresh_from_db()
    assert (export.state, export.next_at) == ("failed", None)


@pytest.mark.parametrize(("who", "code"), [("sofia", 403), ("otto", 404), ("maria", 404), ("nina", 404)])
def test_only_administrators_export(agreed, client_of, made, who, code):
    client = client_of(getattr(agreed, who))
    assert kick_off(client, agreed.ponte).status_code == code
    assert client.get(made).status_code == code
    assert client.delete(made).status_code == code
    assert client.get(f"{made}/Patient.ndjson").status_code == code
    assert client_of(None).get(made).status_code == 401


def test_without_the_protocols_header_nothing_begins(agreed, client_of):
    answer = client_of(agreed.ruben).get(f"/fhir/Group/{agreed.ponte.pk}/$export")
    assert answer.status_code == 400
    assert answer.json()["resourceType"] == "OperationOutcome"
    assert not BulkExport.objects.exists()


def test_who_withdraws_takes_their_records_out_of_what_is_ready(
    agreed, client_of, made, django_capture_on_commit_callbacks
):
    export, ruben = BulkExport.objects.get(), client_of(agreed.ruben)
    assert len(lines(ruben, f"http://testserver{made}/Patient.ndjson")) == 1
    withdraw(by=SYSTEM, patient=agreed.maria, kind="research")
    with django_capture_on_commit_callbacks(execute=True):
        assert ruben.get(f"{made}/Observation.ndjson").status_code == 404
    assert ruben.get(made).status_code == 404
    assert not export.folder.exists()


def test_who_withdraws_while_it_is_made_is_taken_out_again(agreed, client_of, monkeypatch):
    give_consent(by=SYSTEM, patient=agreed.jonas, kind="research", version="1")
    kick_off(client_of(agreed.ruben), agreed.ponte)
    export, go_on, written = BulkExport.objects.get(), jobs.go_on, []

    def one_withdraws(job, percent):
        # Both are written already.
        written.append(percent)
        if len(written) == 2:
            withdraw(by=SYSTEM, patient=agreed.maria, kind="research")
        return go_on(job, percent)

    monkeypatch.setattr(jobs, "go_on", one_withdraws)
    assert actions.make_bulk_export(export.pk)
    export.refresh_from_db()
    assert export.patients == 1
    patients = (export.folder / "Patient.ndjson").read_text().splitlines()
    assert [json.loads(line)["id"] for line in patients] == [str(agreed.jonas.pk)]


def test_what_is_over_is_over_before_anybody_sweeps(agreed, client_of, made):
    ruben = client_of(agreed.ruben)
    BulkExport.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert ruben.get(made).status_code == 404
    assert ruben.get(f"{made}/Patient.ndjson").status_code == 404


@pytest.mark.parametrize(
    "asked",
    ["_since=yesterday", "_since=2026-01-01", "_type=Encounter", "_type=Patient,Encounter", "_outputFormat=csv",
     "_typeFilter=Observation%3Fcode%3D1", "patient=Patient/1"],
)  # fmt: skip
def test_a_wish_that_is_not_fulfilled_is_refused(agreed, client_of, asked):
    url = f"/fhir/Group/{agreed.ponte.pk}/$export?{asked}"
    answer = client_of(agreed.ruben).get(url, headers={"prefer": "respond-async"})
    assert (answer.status_code, answer.json()["resourceType"]) == (400, "OperationOutcome")
    assert not BulkExport.objects.exists()
    fine = client_of(agreed.ruben).get(
        f"/fhir/Group/{agreed.ponte.pk}/$export?_outputFormat=application/fhir%2Bndjson",
        headers={"prefer": "respond-async"},
    )
    assert fine.status_code == 202


def whole(client, clinic, query="", body=None):
    """Asked for, made, fetched: the manifest, and the lines of each file."""
    url = f"/fhir/Group/{clinic.pk}/$export{query}"
    prefer = {"prefer": "respond-async, handling=lenient" if "Encounter" in query else "respond-async"}
    if body is None:
        answer = client.get(url, headers=prefer)
    else:
        answer = client.post(url, json.dumps(body), content_type="application/fhir+json", headers=prefer)
    assert answer.status_code == 202, answer.content
    where = answer["Content-Location"].partition("testserver")[2]
    assert actions.make_bulk_export(BulkExport.objects.order_by("-asked_at")[0].pk)
    manifest = client.get(where, headers={"accept": "application/json"}).json()
    files = {
        one["url"].rpartition("/")[2].removesuffix(".ndjson"): lines(client, one["url"])
        for one in manifest["output"] + manifest.get("deleted", [])
    }
    return manifest, files


def test_only_some_types_and_the_request_as_it_was_made(agreed, client_of):
    manifest, files = whole(client_of(agreed.ruben), agreed.ponte, "?_type=Observation,Encounter&_type=Patient")
    assert files.keys() == {"Observation", "Patient"}
    assert manifest["request"].endswith("/$export?_type=Observation,Encounter&_type=Patient")


def test_what_changed_since_and_what_was_taken_back(agreed, client_of):
    ruben = client_of(agreed.ruben)
    first, files = whole(ruben, agreed.ponte)
    pain = files["Observation"][0]["id"]
    with clock.moved_to(clock.now() + timedelta(hours=1)):
        nothing, files = whole(ruben, agreed.ponte, "?_since=" + first["transactionTime"].replace("+", "%2B"))
        assert (nothing["output"], "deleted" in nothing) == ([], False)
    with clock.moved_to(clock.now() + timedelta(hours=2)):
        record_one(
            patient=agreed.maria, by=SYSTEM, kind="pain", supersedes=pain, site="hip", side="left", intensity=7
        )
        _, files = whole(ruben, agreed.ponte, "?_since=" + first["transactionTime"].replace("+", "%2B"))
    assert [one["valueQuantity"]["value"] for one in files["Observation"]] == [7]
    (gone,) = files["deleted"]
    assert [one["request"] for one in gone["entry"]] == [{"method": "DELETE", "url": f"Observation/{pain}"}]
    assert "Patient" not in files


def test_patients_are_chosen_by_parameters_and_only_among_those_who_agreed(agreed, client_of):
    give_consent(by=SYSTEM, patient=agreed.jonas, kind="research", version="1")

    def parameters(*ids):
        named = [{"name": "patient", "valueReference": {"reference": f"Patient/{key}"}} for key in ids]
        return {"resourceType": "Parameters", "parameter": [{"name": "_type", "valueString": "Patient"}, *named]}

    ruben = client_of(agreed.ruben)
    _, files = whole(ruben, agreed.ponte, body=parameters(agreed.jonas.pk))
    assert [one["id"] for one in files["Patient"]] == [str(agreed.jonas.pk)]
    withdraw(by=SYSTEM, patient=agreed.jonas, kind="research")
    _, files = whole(ruben, agreed.ponte, body=parameters(agreed.jonas.pk))
    assert files == {}
    for body in (parameters(agreed.zoe.pk), parameters("1"), {"resourceType": "Patient"}, {"parameter": []}):
        url = f"/fhir/Group/{agreed.ponte.pk}/$export"
        refused = ruben.post(url, json.dumps(body), content_type="application/fhir+json")
        assert (refused.status_code, refused.json()["resourceType"]) == (400, "OperationOutcome")


def test_an_export_without_patients_goes_too_when_somebody_withdraws(agreed, client_of):
    ruben = client_of(agreed.ruben)
    manifest, _ = whole(ruben, agreed.ponte, "?_type=Observation")
    withdraw(by=SYSTEM, patient=agreed.maria, kind="research")
    assert ruben.get(manifest["output"][0]["url"].partition("testserver")[2]).status_code == 404


def test_other_wishes_wait_until_the_one_that_is_being_made_is_there(agreed, client_of):
    ruben, url = client_of(agreed.ruben), f"/fhir/Group/{agreed.ponte.pk}/$export"
    assert ruben.get(url, headers={"prefer": "respond-async"}).status_code == 202
    other = ruben.get(url + "?_type=Patient", headers={"prefer": "respond-async"})
    assert (other.status_code, other.json()["issue"][0]["code"]) == (429, "throttled")
    assert other["Retry-After"]


def test_lines_are_served_to_whoever_asks_for_lines(agreed, client_of, made):
    for accept in ("application/fhir+ndjson", "application/fhir+json", "*/*"):
        answer = client_of(agreed.ruben).get(f"{made}/Patient.ndjson", headers={"accept": accept})
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/fhir+ndjson")
        b"".join(answer.streaming_content)
    gone = client_of(agreed.ruben).get(f"{made}/Goal.ndjson", headers={"accept": "application/fhir+ndjson"})
    assert (gone.status_code, gone["Content-Type"]) == (404, "application/fhir+json")
