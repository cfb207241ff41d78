"""What is wrong is refused with its path; what is of no use is ignored with its reason; neither holds up the rest."""

import json

import pytest

from backend.patients.models import Patient
from backend.records.models import Record

pytestmark = pytest.mark.django_db

GOOD = {"value": 3, "code": "{score}"}
LEFT_HIP = {"coding": [{"system": "http://snomed.info/sct", "code": "287679003"}]}


def left(**more):
    return {"bodySite": LEFT_HIP | more}


@pytest.mark.parametrize(
    ("code", "fields", "path"),
    [
        ("72514-3", {"valueQuantity": {"value": 11, "code": "{score}"}}, "Observation.valueQuantity.value"),
        ("72514-3", {"valueQuantity": {"value": 3, "code": "mm"}}, "Observation.valueQuantity.code"),
        ("72514-3", {"valueQuantity": {"value": "3", "code": "{score}"}}, "Observation.valueQuantity.value"),
        ("72514-3", {"valueQuantity": {"code": "{score}"}}, "Observation.valueQuantity.value"),
        ("72514-3", {"valueQuantity": {"value": 3, "comparator": "<"}}, "Observation.valueQuantity.comparator"),
        ("72514-3", {"valueQuantity": GOOD} | left(text="right hip"), "Observation.bodySite.text"),
        ("72514-3", {"valueQuantity": GOOD, "effectiveDateTime": "2025-03"}, "Observation.effectiveDateTime"),
        ("72514-3", {"valueQuantity": GOOD, "effectiveDateTime": "2025-03-01T10:00:00"}, "Observation.effectiveDateTime"),
        ("72514-3", {"valueQuantity": GOOD, "effectiveDateTime": None}, "Observation.effectiveDateTime"),
        ("72514-3", {"valueQuantity": GOOD, "effectiveDateTime": "2026-02-30"}, "Observation.effectiveDateTime"),
        ("72514-3", {"valueQuantity": GOOD, "effectiveDateTime": "2199-01-01"}, "Observation.effectiveDateTime"),
        ("72514-3", {"valueQuantity": GOOD, "implicitRules": "http://x.example/rules"}, "Observation.implicitRules"),
        (
            "72514-3",
            {"valueQuantity": GOOD, "modifierExtension": [{"url": "http://x.example/not", "valueBoolean": True}]},
            "Observation.modifierExtension",
        ),
        (
            "72514-3",
            {
                "valueQuantity": GOOD,
                "component": [
                    {"code": {"text": "x"}, "modifierExtension": [{"url": "http://x.example/not", "valueCode": "y"}]}
                ],
            },
            "Observation.component[0].modifierExtension",
        ),
        ("72514-3", {"valueQuantity": GOOD, "status": "done"}, "Observation.status"),
        ("72514-3", {"valueQuantity": GOOD, "status": None}, "Observation.status"),
        ("72514-3", {"valueQuantity": GOOD, "valueString": "3"}, "Observation"),
        ("72514-3", {"valueQuantity": GOOD, "painful": True}, "Observation.painful"),
        ("72514-3", {"valueQuantity": GOOD | {"unit": "a\u0000b"}}, "Observation.valueQuantity.unit"),
        ("72514-3", {"valueQuantity": GOOD, "bodySite": {"text": "\ud800"}}, "Observation.bodySite.text"),
        ("72514-3", {"valueQuantity": GOOD, "subject": {"reference": "Patient/q"}}, "Observation.subject.reference"),
        ("72514-3", {"valueQuantity": GOOD, "subject": None}, "Observation.subject"),
        ("46278-8", {"valueQuantity": {"value": 734, "code": "mg/cm2"}}, "Observation.valueQuantity.code"),
        ("46278-8", {"valueQuantity": {"value": 0.734}}, "Observation.valueQuantity.unit"),
        ("46278-8", {"valueQuantity": {"value": 7.34, "code": "g/cm2"}}, "Observation.valueQuantity.value"),
        ("46278-8", {"valueQuantity": {"value": 0.7, "code": "g/cm2"}, "bodySite": {"text": "Right hip"}}, "Observation.bodySite.text"),
        ("46278-8", {"valueQuantity": {"value": 0.7, "code": "g/cm2"}, "bodySite": {"text": "knee"}}, "Observation.bodySite"),
        ("80946-7", {"valueQuantity": {"value": -1.6, "code": "%"}}, "Observation.valueQuantity.code"),
        ("80946-7", {"valueQuantity": {"value": -40, "code": "1"}}, "Observation.valueQuantity.value"),
        ("80946-7", {"valueString": "osteopenia"}, "Observation.valueQuantity"),
        ("62292-8", {"valueQuantity": {"value": 20, "code": "mg/L"}}, "Observation.valueQuantity.code"),
        ("62292-8", {"valueQuantity": {"value": 18000, "code": "ng/mL"}}, "Observation.valueQuantity.value"),
        ("11884-4", {"valueQuantity": {"value": 60, "code": "wk"}}, "Observation.valueQuantity.value"),
        ("63895-7", {"valueCodeableConcept": {"text": "sometimes"}}, "Observation.valueCodeableConcept"),
    ],
)  # fmt: skip
def test_refused_with_path_while_the_rest_comes_in(run, file, make, code, fields, path):
    broken = {name: value for name, value in make(code, **fields).items() if value is not None}
    done = run(file(broken, make("72514-3", id="well", valueQuantity=GOOD)))
    assert (done.status, done.refusals) == (1, [("Observation/o", path)])
    assert done.said["refused"][0]["expected"].startswith("expected")
    assert list(Record.objects.values_list("kind", flat=True)) == ["pain"]


@pytest.mark.parametrize(
    ("code", "fields", "why"),
    [
        ("72514-3", {}, "it carries no value"),
        ("72514-3", {"dataAbsentReason": {"text": "asleep"}}, "it carries no value"),
        ("46278-8", {}, "it carries no value"),
        ("72514-3", {"valueQuantity": GOOD, "status": "entered-in-error"}, "entered in error"),
        ("72514-3", {"valueQuantity": GOOD, "bodySite": {"text": "head"}}, "pain at a part of the body that is not followed here"),
        ("8302-2", {"valueQuantity": {"value": 170, "code": "cm"}}, "a measurement that is not followed here"),
        ("82810-3", {"valueCodeableConcept": {"coding": [{"system": "http://snomed.info/sct", "code": "60001007"}]}},
         "not pregnant: says neither when a pregnancy ended nor how"),
    ],
)  # fmt: skip
def test_ignored_with_a_reason(run, file, make, code, fields, why):
    done = run(file(make(code, **fields)))
    assert (done.status, done.reasons) == (0, {"Observation": why})
    assert not Record.objects.exists()


@pytest.mark.parametrize("name", ["Observatoin", "observation", "String", "CodeableConcept", "x" * 300])
def test_what_is_no_resource_of_r4_is_refused_and_not_passed_over(run, file, make, name):
    done = run(file(make("72514-3") | {"resourceType": name}))
    assert (done.status, done.created, [path for _, path in done.refusals]) == (1, 1, ["resourceType"])


@pytest.mark.parametrize("name", ["Encounter", "Claim", "SubstancePolymer", "Goal", "Questionnaire"])
def test_resources_that_are_of_no_use_here_are_only_told(run, file, make, name):
    done = run(file({"resourceType": name, "id": "x"}))
    assert (done.status, len(done.ignored)) == (0, 1)


def test_a_bottomless_resource_is_refused_by_itself(run, file, make):
    inner = {"url": "http://x.example", "valueString": "x"}
    for _ in range(150):
        inner = {"url": "http://x.example", "extension": [inner]}
    done = run(file(make("72514-3", valueQuantity=GOOD, extension=[inner])))
    assert (done.created, done.refusals) == (1, [("Observation/o", "Observation")])


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"medicationReference": {"reference": "Medication/nix"}}, "medicationReference.reference"),
        ({"effectivePeriod": {"start": "2025-02-01", "end": "2025-01-31"}}, "effectivePeriod.end"),
    ],
)
def test_a_medicine_that_is_nowhere_or_ends_before_it_begins_is_refused(run, file, fields, path):
    medicine = {
        "resourceType": "MedicationStatement",
        "id": "m",
        "status": "active",
        "subject": {"reference": "Patient/p"},
        **({} if "medicationReference" in fields else {"medicationCodeableConcept": {"text": "Alendronate"}}),
        "effectivePeriod": {"start": "2025-02-01"},
    }
    done = run(file(medicine | fields))
    assert done.refusals == [("MedicationStatement/m", f"MedicationStatement.{path}")]
    assert not Record.objects.exists()


@pytest.mark.parametrize("unit", ["1", "{T-score}", "{T-Score}"])
def test_t_scores_are_read_in_the_units_in_use(run, file, make, unit):
    assert run(file(make("80946-7", valueQuantity={"value": -1.6, "code": unit}))).refused == []
    assert Record.objects.get().data == {"site": "total_hip", "side": "left", "t_score": -1.6}


def test_a_forearm_code_used_for_bone_density_says_no_site(run, file, make):
    run(file(make("38265-5", valueQuantity={"value": -2.6, "code": "{T-score}"})))
    assert Record.objects.get().data == {"site": "unknown", "side": "unknown", "t_score": -2.6}


def test_pain_without_a_site_says_nothing_about_a_side_and_the_summary_says_so(run, file, make):
    done = run(file(make("72514-3", valueQuantity=GOOD)))
    assert Record.objects.get().data == {"site": "hip", "side": "unknown", "intensity": 3}
    assert done.notes == [{"what": "pain without a body site: taken as hip, side unknown", "count": 1}]


def test_a_note_beside_a_value_is_kept_where_its_record_has_a_place_and_else_said_to_be_left_out(run, file, make):
    note = [{"text": " Worse on stairs. "}, {"authorString": "M. Reis", "text": "Better at night."}, {"text": " "}]
    hip = {"text": "Left hip"}
    done = run(file(make("72514-3", valueQuantity=GOOD, bodySite=hip, note=note)))
    assert Record.objects.get().data["note"] == "Worse on stairs.\nBetter at night."
    assert (done.notes, done.refused) == ([], [])
    done = run(file(make("80946-7", id="t", valueQuantity={"value": -1.6, "code": "1"}, note=note)))
    assert done.notes == [
        {"what": "a note written beside it, for which its record has no place: left out", "count": 1}
    ]
    done = run(file(make("72514-3", id="l", valueQuantity=GOOD, bodySite=hip, note=[{"text": "x" * 2_001}])))
    assert (done.created, done.refused) == (1, [])
    assert done.notes == [{"what": "a note of more than 2,000 characters: its end left out", "count": 1}]


def test_two_values_for_one_measure_of_one_scan_are_a_conflict(run, file, make):
    first = make("46278-8", id="a", valueQuantity={"value": 0.7, "code": "g/cm2"})
    other = make("46278-8", id="b", valueQuantity={"value": 0.8, "code": "g/cm2"})
    assert run(file(first, other)).refusals == [("Observation/b", "Observation.valueQuantity.value")]


def test_a_refused_patient_takes_nothing_in(run, file, make):
    done = run(file(make("72514-3", valueQuantity=GOOD), patient={"birthDate": "1789-07-14"}))
    assert (done.status, done.refusals[0]) == (1, ("Patient/p", "Patient.birthDate"))
    assert done.refusals[1] == ("Observation/o", "Observation.subject.reference")
    assert not Patient.objects.exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"resourceType": "Bundle", "entry": [', "expected JSON"),
        ("", "empty"),
        ("pain 3", "expected JSON"),
        ("[1, 2]", "expected a FHIR resource"),
        ('{"format": "toh-replay/1"}', "expected a FHIR resource"),
        ('{"resourceType": "Bundle", "type": "collection", "entry": [{"resource": {}}]}', "Bundle.entry[0].resource"),
        ('{"resourceType": "Observation", "valueQuantity": {"value": NaN}}', "NaN"),
        ('{"resourceType": "Observation", "value": ' + "9" * 5000 + "}", "numbers of a reasonable length"),
        ('{"resourceType": "Observation", "value": ' + "[" * 100_000, "a reasonable depth"),
        ("<html><body/></html>", "expected FHIR XML"),
        ('<Observation xmlns="http://hl7.org/fhir"><status value="final"/>', "expected well-formed XML"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><Patient xmlns="http://hl7.org/fhir"/>', "document type"),
        (json.dumps({"resourceType": "MedicationOrder", "status": "active"}), "found DSTU2"),
        (json.dumps({"resourceType": "Condition", "clinicalStatus": "active"}), "found DSTU2 or STU3"),
        (json.dumps({"resourceType": "Procedure", "notDone": False}), "found STU3"),
        (json.dumps({"resourceType": "MedicationRequest", "medication": {"concept": {}}}), "found R5"),
        (json.dumps({"resourceType": "CapabilityStatement", "fhirVersion": "3.0.2"}), "found 3.0.2"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_r4_is_refused_as_a_whole_in_words(run, file, text, words):
    done = run(file(text))
    assert (done.status, done.created) == (2, 0)
    assert words in done.errors
    assert words in done.files[0]["error"]


def test_a_missing_file_leaves_the_others_alone(run, file, make, tmp_path):
    done = run(tmp_path / "nowhere.json", file(make("72514-3", valueQuantity=GOOD)))
    assert (done.status, done.created) == (2, 2)
    assert "nowhere.json: No such file" in done.errors
