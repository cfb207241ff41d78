"""The International Patient Summary: whole, valid, and by the published guide (hl7.fhir.uv.ips 2.0.0)."""

import json
import re

import pytest
from test_validators import HERE, problems

from backend.core.models import AuditEvent
from backend.exchange.fhir.patient_summary import SECTIONS, patient_summary
from backend.patients.actions import register_patient
from backend.patients.models import Patient
from backend.records.drafts import draft_of
from backend.records.log.append import append
from backend.tracking.assessment import reassess

pytestmark = pytest.mark.django_db
# What the guide lets stand in each section, by its LOINC code.
MAY_STAND = {
    "11450-4": {"Condition"}, "48765-2": {"AllergyIntolerance"}, "10160-0": {"MedicationStatement"},
    "30954-2": {"Observation", "DiagnosticReport"}, "47519-4": {"Procedure"}, "104605-1": {"Flag"},
    "11348-0": {"Condition"}, "10162-6": {"Observation"}, "18776-5": {"CarePlan"}, "29762-2": {"Observation"},
    "8716-3": {"Observation"},
}  # fmt: skip
REQUIRED = {"11450-4", "48765-2", "10160-0"}


def against_the_guide(bundle):
    """What the profiles of the guide ask for beyond R4, and this Bundle does not do."""
    wrong = []
    entries = {entry["fullUrl"]: entry["resource"] for entry in bundle["entry"]}
    kinds = [one["resourceType"] for one in entries.values()]
    if len(entries) != len(bundle["entry"]):
        wrong.append("two entries of one fullUrl")
    if bundle["type"] != "document" or not bundle["timestamp"] or not bundle["identifier"]["value"]:
        wrong.append("no document, or one without identifier and timestamp")
    if kinds[0] != "Composition" or kinds.count("Composition") != 1 or kinds.count("Patient") != 1:
        wrong.append("not one Composition first and one Patient")
    composition = bundle["entry"][0]["resource"]
    patient = entries[composition["subject"]["reference"]]
    if not patient.get("name") or not (patient.get("birthDate") or patient.get("_birthDate")):
        wrong.append("a Patient without name or birthDate")
    seen = [section["code"]["coding"][0]["code"] for section in composition["section"]]
    if not set(seen) >= REQUIRED or len(seen) != len(set(seen)):
        wrong.append(f"sections {seen}")
    for section, code in zip(composition["section"], seen, strict=True):
        if not section["title"] or not section["text"]["div"].startswith("<div "):
            wrong.append(f"{code} without title or text")
        if code in REQUIRED and bool(section.get("entry")) == bool(section.get("emptyReason")):
            wrong.append(f"{code} needs entries or why there are none")
        for entry in section.get("entry", []):
            one = entries[entry["reference"]]
            if one["resourceType"] not in MAY_STAND[code]:
                wrong.append(f"{one['resourceType']} in {code}")
            if one["resourceType"] in ("MedicationStatement", "Observation", "DiagnosticReport") and not any(
                name.startswith("effective") for name in one
            ):
                wrong.append(f"{one['resourceType']} without effective[x]")
            if one["resourceType"] == "Observation" and not one.get("performer"):
                wrong.append("an Observation without performer")
            if one["resourceType"] == "Flag" and one["status"] != "active":
                wrong.append("a Flag that is not active")
    named = set(re.findall(r'"reference": "([^"]+)"', json.dumps(bundle)))
    return wrong + [f"{name} leads nowhere" for name in sorted(named - entries.keys())]


def told(bundle):
    """What a reader sees: the title of each section with its lines."""
    return {
        section["title"]: re.findall("<li>(.*?)</li>", section["text"]["div"])
        for section in bundle["entry"][0]["resource"]["section"]
    }


@pytest.mark.parametrize("audience", ["clinician", "patient"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_everything_about_somebody_is_a_summary_by_the_guide(maria, audience, language):
    reassess(maria.pk)
    bundle = patient_summary(maria, audience=audience, language=language)
    assert against_the_guide(bundle) == []
    said = told(bundle)
    assert all(lines and all(lines) for lines in said.values()), said
    assert len(said) >= len(SECTIONS) - 1


@pytest.mark.slow
@pytest.mark.skipif(not (HERE / "node_modules").is_dir(), reason="the validators are not installed")
def test_it_is_valid_in_the_eyes_of_others(maria):
    reassess(maria.pk)
    assert problems(patient_summary(maria, audience="clinician", language="de")) == []


def test_of_somebody_of_whom_nothing_is_known_it_says_so(db):
    from backend.core.actor import Actor
    from backend.exchange.fhir.people import NO_NAME

    by = Actor(role="clinician", name="Sofia")
    nobody = register_patient(by=by, name=NO_NAME, sex="unknown", timezone="Europe/Lisbon", clinic=None)
    bundle = patient_summary(nobody, audience="patient", language="en")
    assert against_the_guide(bundle) == []
    assert told(bundle)["Problems"] == ["No diagnosis has been recorded here."]
    assert told(bundle)["Allergies and intolerances"] == ["Not asked: this software keeps no allergies."]


def logged(patient: Patient, by, *items):
    append(patient_id=patient.pk, drafts=[draft_of(one, by=by, default_zone="UTC") for one in items], by=by)
    reassess(patient.pk)


def test_it_says_what_counts_now_and_nothing_that_is_over(cast, entry):
    from backend.core.actor import Actor

    clinician, herself = Actor(role="clinician", name="Sofia"), Actor(role="patient", name="Maria")
    logged(
        cast.maria,
        clinician,
        entry("previous_episode", back=900, site="hip", side="right"),
        entry("diagnosis", back=40, site="hip", side="left", basis="mri"),
        entry("body_weight", back=38, kg=90.0),
        entry("body_weight", back=5, kg=70.0),
        entry("prescription", back=39, side="left", status="NWB", aid="two_crutches"),
        entry("prescription", back=6, side="left", status="PWB", percent=30, aid="two_crutches"),
        entry("dexa", back=30, site="total_hip", side="left", bmd=0.71),
    )
    logged(cast.maria, herself, entry(back=60, intensity=9), entry(back=2, intensity=3), entry(back=1, intensity=2))
    said = told(patient_summary(cast.maria, audience="clinician", language="en"))
    assert len(said["Problems"]) == 1
    assert "left" in said["Problems"][0]
    assert len(said["Earlier problems"]) == 1
    assert "right" in said["Earlier problems"][0]
    assert len(said["Body weight"]) == 1
    assert "70" in said["Body weight"][0]
    pains = [line for line in said["Results"] if "pain" in line]
    assert len(pains) == 1
    assert "2 of 10" in pains[0]
    left = next(line for line in said["Weight bearing and exercises"] if line.startswith("Left"))
    assert "partial weight (PWB), 21 kg (30 %)" in left
    assert "two crutches" in left
    assert "NWB" not in " ".join(said)


def test_an_open_finding_holds_the_load_in_the_patients_summary(cast, entry):
    from backend.core.actor import Actor

    clinician, herself = Actor(role="clinician", name="Sofia"), Actor(role="patient", name="Maria")
    logged(
        cast.maria,
        clinician,
        entry("diagnosis", back=40, site="hip", side="left", basis="mri"),
        entry("prescription", back=39, side="left", status="WBAT", aid="cane"),
    )
    logged(cast.maria, herself, entry("weight_bearing", back=0, side="left", status="UNABLE"))
    summary = patient_summary(cast.maria, audience="patient", language="en")
    left = next(line for line in told(summary)["Weight bearing and exercises"] if line.startswith("Left"))
    assert left.startswith("Left: no weight (NWB)"), left
    assert told(summary)["Findings that are open"]
    # and no resource says what the words do not
    assert "CarePlan" not in [entry["resource"]["resourceType"] for entry in summary["entry"]]
    doctors = patient_summary(cast.maria, audience="clinician", language="en")
    assert "CarePlan" in [entry["resource"]["resourceType"] for entry in doctors["entry"]]


def test_what_is_held_back_is_on_hold_to_the_patient_in_every_answer(cast, entry, client_of):
    from backend.core.actor import Actor

    clinician, herself = Actor(role="clinician", name="Sofia"), Actor(role="patient", name="Maria")
    signed = entry("prescription", back=39, side="both", status="WBAT")
    logged(cast.maria, clinician, entry("diagnosis", back=40, site="hip", side="left", basis="mri"), signed)
    logged(cast.maria, herself, entry("weight_bearing", back=0, side="left", status="UNABLE"))

    def plans(who, path):
        answer = client_of(who).get(path)
        bundle = answer.json()
        rows = (
            [one["resource"] for one in bundle.get("entry", [])] if bundle["resourceType"] == "Bundle" else [bundle]
        )
        return [
            (one["status"], one["activity"][0]["detail"]["status"])
            for one in rows
            if one["resourceType"] == "CarePlan"
        ]

    paths = (
        f"/fhir/Patient/{cast.maria.pk}/$everything",
        f"/fhir/CarePlan?patient={cast.maria.pk}",
        f"/fhir/CarePlan/{signed['id']}",
        f"/fhir/CarePlan?patient={cast.maria.pk}&status=on-hold",
    )
    for path in paths:
        assert plans(cast.maria, path) == [("on-hold", "on-hold")], path
    for path in paths[:3]:
        assert plans(cast.sofia, path) == [("active", "in-progress")], path
    assert plans(cast.sofia, paths[3]) == []


def test_text_of_people_stays_text(cast, entry):
    from backend.core.actor import Actor

    by = Actor(role="clinician", name="Sofia")
    logged(cast.maria, by, entry("procedure", name="<b>Core</b> & more", back=3))
    bundle = patient_summary(cast.maria, audience="clinician", language="en")
    assert "&lt;b&gt;Core&lt;/b&gt; &amp; more" in told(bundle)["Operations and births"][0]


def test_who_may_read_the_record_may_read_its_summary_and_it_is_written_down(cast, client_of):
    url = f"/fhir/Patient/{cast.maria.pk}/$summary"
    answer = client_of(cast.sofia).get(url)
    assert answer.status_code == 200
    assert answer.json()["type"] == "document"
    assert AuditEvent.objects.filter(
        actor_id=cast.sofia.pk, patient_id=cast.maria.pk, action__contains="read"
    ).exists()
    assert client_of(cast.maria).get(url, {"profile": "http://example.org/other"}).status_code == 200
    for stranger in (cast.jonas, cast.otto, cast.nina):
        assert client_of(stranger).get(url).status_code == 404
    refused = client_of(cast.maria).get(url, {"colour": "red"})
    assert refused.status_code == 400
    assert refused.json()["resourceType"] == "OperationOutcome"
