"""The forms in which files come: lines, gzip, XML, Parameters; and a word for each kind that is no R4."""

import gzip
import json

import pytest

from backend.patients.models import Patient
from backend.records.models import Record

pytestmark = pytest.mark.django_db
PATIENT = {"resourceType": "Patient", "id": "p", "name": [{"text": "Pia"}]}


def pain(make, value=3, **more):
    return make("72514-3", valueQuantity={"value": value, "code": "1"}, bodySite={"text": "left hip"}, **more)


@pytest.fixture
def write(tmp_path):
    def go(content, name="file.json"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return go


def test_only_a_line_feed_ends_a_line(run, shared):
    done = run(shared / "cases" / "exchange" / "20a-u2028.ndjson")
    assert (done.status, Record.objects.get().data["note"]) == (0, "worse at night\u2028after stairs")


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\u0085", "\x0b", "\x1c"])
def test_no_other_mark_does(run, write, make, mark):
    lines = [json.dumps(PATIENT), json.dumps(pain(make, note=[{"text": "a\u2028b"}]), ensure_ascii=False)]
    lines[1] = lines[1].replace("\u2028", mark if mark not in "\x0b\x1c" else "\u2028")
    assert run(write("\r\n".join(lines) + "\r\n", "x.ndjson")).created == 2


@pytest.mark.parametrize(
    "broken", ['{"resourceType": "Observation", "id"', "nonsense", '{"a": 1}', b"{\xff}", "[1, 2]", '{"x": NaN}']
)
@pytest.mark.parametrize("first", [True, False])
def test_a_broken_line_costs_itself(run, write, make, broken, first):
    good = [json.dumps(PATIENT).encode(), json.dumps(pain(make)).encode()]
    bad = broken if isinstance(broken, bytes) else broken.encode()
    done = run(write(b"\n".join([bad, *good] if first else [*good, bad]), "x.ndjson"))
    assert (done.status, done.created) == (1, 2)
    assert done.refusals == [(f"line {1 if first else 3}", f"line {1 if first else 3}")]


def test_lines_are_known_without_the_name(run, write, make):
    assert run(write(json.dumps(PATIENT) + "\n{oops\n" + json.dumps(pain(make)), "export.json")).created == 2


def test_gzip(run, write, make):
    lines = json.dumps(PATIENT) + "\n" + json.dumps(pain(make))
    assert run(write(gzip.compress(lines.encode()), "x.ndjson.gz")).created == 2
    assert "cut off" in run(write(gzip.compress(lines.encode())[:-9], "y.ndjson.gz")).errors


def test_a_bundle_within_parameters(run, write, make):
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": PATIENT}, {"resource": pain(make)}],
    }
    parameters = {
        "resourceType": "Parameters",
        "parameter": [{"name": "return", "part": [{"name": "x", "resource": bundle}]}],
    }
    assert run(write(json.dumps(parameters))).created == 2


def test_an_xml_primitive_without_a_value(run, shared):
    assert run(shared / "cases" / "exchange" / "21a-absent-birthdate.xml").status == 0
    assert (Patient.objects.get().name, Patient.objects.get().birth_year) == ("Ada", None)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (json.dumps(PATIENT).encode("utf-16"), "UTF-16"), (json.dumps(PATIENT).encode("utf-16-le"), "UTF-16"),
        (json.dumps(PATIENT).encode("utf-16-be"), "UTF-16"),
        ('<?xml version="1.0"?><HealthData locale="de"><Record type="x"/></HealthData>', "Apple Health"),
        ('<ClinicalDocument xmlns="urn:hl7-org:v3"/>', "CDA"), ("MSH|^~\\&|A|B", "version 2"), ("shc:/5676", "SMART Health Card"),
        ('{"verifiableCredential": ["ey"]}', "SMART Health Card"), ("shlink:/eyJ", "SMART Health Link"), ("%PDF-1.7", "PDF"),
        (json.dumps({"resourceType": "MedicationStatement", "reasonNotTaken": []}), "STU3"),
        (json.dumps({"resourceType": "Observation", "triggeredBy": []}), "R5"), (json.dumps({"resourceType": "Encounter", "actualPeriod": {}}), "R5"),
    ],
)  # fmt: skip
def test_each_foreign_form_is_named(run, write, content, words):
    done = run(write(content))
    assert (done.status, words in done.errors) == (2, True), done.errors
