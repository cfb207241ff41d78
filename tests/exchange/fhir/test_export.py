"""Out and in again: valid R4, nothing lost, nothing twice."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from everything import EVERYTHING
from fhir.resources.R4B import get_fhir_model_class

from backend.accounts.models import Clinic
from backend.core.actor import Actor
from backend.core.models import AuditEvent
from backend.exchange.fhir.export import bundle_of
from backend.exchange.fhir.own import Alone
from backend.exchange.fhir.responses import response
from backend.exchange.fhir.validate import validate
from backend.exchange.questionnaires.read import read
from backend.patients.actions import register_patient
from backend.patients.models import Patient
from backend.records.drafts import draft_of
from backend.records.kinds.base import registered
from backend.records.log.append import append
from backend.records.models import Record
from backend.tracking.assessment import reassess
from backend.tracking.models import Finding, Questionnaire

pytestmark = pytest.mark.django_db

BY = Actor(role="clinician", name="Sofia")
START = datetime(2025, 3, 1, 8, 30, 15, 250000, tzinfo=UTC)


def said(patient):
    """Everything that stands in the log, without ids."""
    rows = Record.objects.current().filter(patient=patient)
    rows = sorted(rows, key=lambda row: (row.recorded_at, row.kind, json.dumps(row.data, sort_keys=True)))
    groups = {group: number for number, group in enumerate(dict.fromkeys(row.group for row in rows))}
    return [(row.kind, row.day, row.recorded_at, row.timezone, row.data, groups[row.group]) for row in rows]


def test_every_kind_has_its_example():
    assert {kind for kind, _ in EVERYTHING} == set(registered()) - {Record.DELETION}


def test_every_resource_is_valid_r4(maria):
    bundle = json.loads(json.dumps(bundle_of(maria)))
    get_fhir_model_class("Bundle").model_validate(bundle)
    for entry in bundle["entry"]:
        validate(entry["resource"])
        assert entry["fullUrl"] == f"urn:uuid:{entry['resource']['id']}"
        assert None not in entry["resource"].values()


def test_every_reference_is_answered_within_the_bundle(maria):
    text = json.dumps(bundle_of(maria))
    urls = {entry["fullUrl"] for entry in json.loads(text)["entry"]}
    wanted = {part.split('"')[0] for part in text.split('"reference": "')[1:]}
    assert wanted
    assert wanted <= urls


def test_in_again_is_identical(run, out, maria):
    rows, seq = Record.objects.count(), maria.seq
    done = run(out(maria))
    assert (done.status, done.created, done.updated, done.refused) == (0, 0, 0, [])
    maria.refresh_from_db()
    assert (Record.objects.count(), maria.seq, Patient.objects.count()) == (rows, Patient.objects.get().seq, 1)
    assert seq <= maria.seq


def test_another_clinic_gets_the_same_without_loss(run, out, maria):
    altona = Clinic.objects.create(name="Altona")
    done = run(out(maria), "--clinic", "Altona")
    assert (done.status, done.refused) == (0, [])
    there = Patient.objects.get(clinic=altona)
    assert said(there) == said(maria)
    for name in ("name", "sex", "birth_year", "timezone", "risk_factors"):
        assert getattr(there, name) == getattr(maria, name)
    again = run(out(maria), "--clinic", "Altona")
    assert (again.created, again.updated, again.identical) == (0, 0, done.created)


def test_out_in_out_in_is_the_same(run, out, maria):
    altona, ribeira = Clinic.objects.create(name="Altona"), Clinic.objects.create(name="Ribeira")
    run(out(maria), "--clinic", "Altona")
    run(out(Patient.objects.get(clinic=altona), "second.json"), "--clinic", "Ribeira")
    assert said(Patient.objects.get(clinic=ribeira)) == said(maria)


def test_a_course_from_elsewhere_survives_the_journey(run, out, samples):
    run(samples / "course.json")
    ana = Patient.objects.get()
    done = run(out(ana))
    assert (done.created, done.updated, done.refused) == (0, 0, [])
    Clinic.objects.create(name="Altona")
    assert run(out(ana), "--clinic", "Altona").refused == []
    assert said(Patient.objects.exclude(pk=ana.pk).get()) == said(ana)


def test_synthetic_histories_survive_the_journey(run, out, shared):
    if not (shared / "fhir").is_dir():
        pytest.skip("the shared folder has no public FHIR files")
    run(*sorted((shared / "fhir" / "synthea").glob("*.json")))
    Clinic.objects.create(name="Altona")
    for patient in list(Patient.objects.all()):
        assert (run(out(patient)).created, run(out(patient)).updated) == (0, 0)
        assert run(out(patient), "--clinic", "Altona").refused == []
        there = Patient.objects.get(name=patient.name, clinic__name="Altona")
        assert said(there) == said(patient)


def test_other_systems_read_the_standard_codes(maria):
    resources = [entry["resource"] for entry in bundle_of(maria)["entry"]]
    pain = next(one for one in resources if one.get("valueQuantity", {}).get("code") == "{score}")
    assert pain["code"]["coding"][0] == {"system": "http://loinc.org", "code": "72514-3"}
    assert pain["bodySite"]["coding"] == [{"system": "http://snomed.info/sct", "code": "287679003"}]
    # What the standard elements carry is not said a second time in our own.
    assert "component" not in pain
    scan = next(one for one in resources if one.get("device") == {"display": "A"})
    assert [part["code"]["coding"][0]["code"] for part in scan["component"]] == ["46278-8", "80946-7", "80938-4"]
    assert [part["valueQuantity"]["code"] for part in scan["component"]] == ["g/cm2", "1", "1"]
    plan = next(one for one in resources if one["resourceType"] == "CarePlan" and one.get("goal"))
    goal = next(one for one in resources if f"urn:uuid:{one['id']}" == plan["goal"][0]["reference"])
    assert goal["target"][0]["dueDate"] == "2025-04-01"
    assert goal["target"][0]["detailCodeableConcept"]["text"] == "No weight bearing"
    taken = next(one for one in resources if one["resourceType"] == "MedicationStatement")
    assert (taken["status"], set(taken["effectivePeriod"])) == ("stopped", {"start", "end"})


def test_a_side_swapped_on_the_way_is_refused(run, out, maria):
    path = out(maria)
    bundle = json.loads(path.read_text())
    pain = next(e["resource"] for e in bundle["entry"] if e["resource"].get("valueQuantity", {}).get("value") == 6)
    pain["bodySite"]["coding"][0]["code"] = "287579007"
    path.write_text(json.dumps(bundle))
    assert run(path).refusals == [(f"Observation/{pain['id']}", "Observation.bodySite.text")]


def test_a_value_changed_on_the_way_is_a_correction(run, out, maria):
    path = out(maria)
    bundle = json.loads(path.read_text())
    pain = next(e["resource"] for e in bundle["entry"] if e["resource"].get("valueQuantity", {}).get("value") == 6)
    pain["valueQuantity"]["value"] = 7
    path.write_text(json.dumps(bundle))
    run(path)
    assert not Record.objects.get(pk=pain["id"]).is_current
    assert Record.objects.get(supersedes=pain["id"]).data["intensity"] == 7
    assert run(path).created == 0


def test_findings_are_flags_and_authors_are_named(out, run):
    with time_machine.travel(START + timedelta(days=2), tick=False):
        jonas = register_patient(by=BY, name="Jonas", sex="male", timezone="Europe/Lisbon")
        item = {"kind": "weight_bearing", "side": "left", "status": "UNABLE"}
        append(patient_id=jonas.pk, drafts=[draft_of(item, by=BY, default_zone="UTC")], by=BY)
        reassess(jonas.pk)
        assert Finding.objects.filter(patient=jonas, rule="cannot-bear-weight").exists()
        resources = [entry["resource"] for entry in bundle_of(jonas)["entry"]]
    flag = next(one for one in resources if one["resourceType"] == "Flag")
    assert (flag["status"], flag["code"]["coding"][0]["code"]) == ("active", "cannot-bear-weight")
    author = next(one for one in resources if one["resourceType"] == "Provenance")
    assert author["agent"][0]["who"] == {"display": "Sofia"}
    done = run(out(jonas))
    assert done.reasons["Flag"] == "a flag: findings are worked out here from the records"


def test_an_export_is_audited_and_a_wrong_id_is_said(maria, out):
    out(maria)
    assert AuditEvent.objects.filter(patient_id=maria.pk, action="read", kind="fhir export").exists()
    with pytest.raises(CommandError, match="expected the id of a patient"):
        call_command("export_fhir", "maria")


def test_superseded_and_deleted_entries_stay_behind(maria):
    first = Record.objects.filter(patient=maria, kind="pain").first()
    assert first
    draft = draft_of({"kind": "deletion", "supersedes": str(first.pk)}, by=BY, default_zone="UTC")
    append(patient_id=maria.pk, drafts=[draft], by=BY)
    assert str(first.pk) not in {entry["resource"]["id"] for entry in bundle_of(maria)["entry"]}


def test_answers_lie_in_the_groups_of_their_questionnaire(maria, samples):
    resource = json.loads((samples / "questionnaire.json").read_text())
    resource["title"] = "With a question that hangs on another"
    resource["item"][2]["item"] = [{"linkId": "how", "type": "group", "item": [
        {"linkId": "bruises", "type": "integer", "text": "How many bruises?"}]}]  # fmt: skip
    title, form = read(resource)
    other = Questionnaire.objects.create(
        clinic=maria.clinic, title=title, form=form, resource=resource, digest="another"
    )
    answers = {"stairs": "mild", "nights": 3, "fell": True, "bruises": 2}
    fields = {"kind": "questionnaire_response", "questionnaire": str(other.pk), "answers": answers}
    draft = draft_of(fields | {"recorded_at": "2025-06-01T10:00:00Z"}, by=BY, default_zone="UTC")
    append(patient_id=maria.pk, drafts=[draft], by=BY)
    bundle = bundle_of(maria)
    found = next(entry["resource"] for entry in bundle["entry"] if entry["resource"]["id"] == str(draft.id))
    group, fell = found["item"][:2]
    assert (group["linkId"], [line["linkId"] for line in group["item"]]) == ("daily", ["stairs", "nights"])
    (inner,) = fell["answer"][0]["item"]
    assert (inner["linkId"], inner["item"][0]["answer"]) == ("how", [{"valueInteger": 2}])
    get_fhir_model_class("QuestionnaireResponse").model_validate(found)
    # Somebody else's system gives it back without our own words in it.
    assert response(found, Alone())[0].fields["answers"] == answers
