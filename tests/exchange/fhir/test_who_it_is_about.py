"""Who a resource is about: each form of reference, and each way in which two people can look like one."""

import json

import pytest

from backend.exchange.fhir.identity.likeness import Likeness, against, names_agree
from backend.exchange.fhir.identity.numbers import is_placeholder, naming
from backend.patients.models import Patient
from backend.records.models import Record

pytestmark = pytest.mark.django_db
A, B = "https://a.example/fhir", "https://b.example/fhir"
V2 = "http://terminology.hl7.org/CodeSystem/v2-0203"


@pytest.fixture
def case(shared):
    folder = shared / "cases" / "exchange"
    if not folder.is_dir():
        pytest.skip("the shared folder has no cases of exchange")
    return lambda name: sorted(folder.glob(name))


def patient(own="1", name="Anna Nord", born="1985-01-01", number="A-77", **more):
    made = {"resourceType": "Patient", "id": own, "name": [{"text": name}], "birthDate": born, "gender": "female"}
    if number:
        made["identifier"] = [{"system": "https://a.example/mrn", "value": number}]
    return made | more


def pain(subject, value=5, own="o", **more):
    return {
        "resourceType": "Observation", "id": own, "status": "final", "effectiveDateTime": "2026-03-12",
        "code": {"coding": [{"system": "http://loinc.org", "code": "72514-3"}]}, "subject": subject,
        "valueQuantity": {"value": value, "code": "{score}"}, "bodySite": {"text": "left hip"},
    } | more  # fmt: skip


@pytest.fixture
def bundle(tmp_path):
    def write(*entries, name="bundle.json", kind="collection"):
        path = tmp_path / name
        listed = [
            {"resource": one[1], **({"fullUrl": one[0]} if one[0] else {})} if isinstance(one, tuple) else one
            if "resource" in one or "request" in one else {"resource": one}
            for one in entries
        ]  # fmt: skip
        path.write_text(json.dumps({"resourceType": "Bundle", "type": kind, "entry": listed}))
        return path

    return write


def said():
    """name -> what their pain was"""
    rows = Record.objects.current().filter(kind="pain").order_by("data__intensity")
    out = {one.name: [] for one in Patient.objects.all()}
    for row in rows:
        out[row.patient.name].append(row.data["intensity"])
    return out


def test_two_servers_in_one_bundle_are_two_people(run, case):
    assert run(*case("01-*")).status == 0
    assert said() == {"Anna Nord": [2], "Berta Sued": [9]}


def test_a_bare_id_of_two_sources_is_nobodys(run, case):
    done = run(*case("02[ab]-*"))
    assert (done.status, said()) == (1, {})
    assert {path for _, path in done.refusals} == {"Patient.id", "Observation.subject.reference"}


@pytest.mark.parametrize("order", [["02a-*", "02b-*"], ["02a-P*", "02a-O*", "02b-O*", "02b-P*"], ["02b-P*", "02a-*"]])
def test_nor_is_it_one_command_later(run, case, order):
    statuses = [run(*case(name)).status for name in order]
    assert 1 in statuses
    people = said()
    assert 9 not in people.get("Anna Nord", [])
    assert 2 not in people.get("Berta Sued", [])


def test_with_the_source_said_both_come_in(run, case):
    assert run(*case("02a-*"), "--source", A).status == 0
    assert run(*case("02b-*"), "--source", B + "/").status == 0
    assert said() == {"Anna Nord": [2], "Berta Sued": [9]}
    # And an id is that server's in every later run.
    assert run(*case("02b-O*"), "--source", B).identical == 1


def test_a_familys_number_makes_nobody_one(run, case):
    done = run(*case("03-*"))
    assert (done.status, said()) == (0, {"Mutter Muster": [1], "Tochter Muster": [10]})
    assert Record.objects.get(kind="dexa").patient.name == "Tochter Muster"


def test_who_is_refused_takes_everything_about_them_along(run, bundle):
    mother, child = patient("m", "Eva Muster", "1979-05-05"), patient("c", "Ida Muster", "1979-05-06")
    run(bundle(mother, name="before.json"))
    done = run(
        bundle(child, pain({"reference": "Patient/c"}, 10), pain({"identifier": child["identifier"][0]}, 9, "o2"))
    )
    assert done.refusals == [
        ("Patient/c", "Patient.birthDate"), ("Observation/o", "Observation.subject.reference"),
        ("Observation/o2", "Observation.subject"),
    ]  # fmt: skip
    assert said() == {"Eva Muster": []}
    assert [one["result"] for one in done.people] == ["refused"]


@pytest.mark.parametrize(
    "identifier",
    [
        {"system": "https://x.example/n", "value": "999-99-9999"}, {"system": "https://x.example/n", "value": "0000000"},
        {"system": "https://x.example/n", "value": "Unknown"}, {"system": "https://x.example/n", "value": "n/a"},
        {"system": "https://x.example/n", "value": "123-45-6789"}, {"system": "MRN", "value": "7"},
        {"system": "https://x.example/n", "value": "7", "use": "old"}, {"system": "https://x.example/n", "value": "7", "use": "temp"},
        {"system": "https://x.example/n", "value": "7", "period": {"end": "2020-01-01"}},
        {"system": "https://x.example/household-id", "value": "7"}, {"system": "http://fhir.de/sid/gkv/kvid-10", "value": "X110411319"},
        *({"system": "https://x.example/n", "value": "7", "type": {"coding": [{"system": V2, "code": code}]}}
          for code in ("MB", "SN", "MC", "MA", "SS", "DL", "AN", "VN", "HC")),
        {"system": "https://x.example/n", "value": "7", "type": {"text": "Versichertennummer"}},
    ],
)  # fmt: skip
def test_numbers_that_identify_nobody(run, bundle, identifier):
    assert naming("", identifier) == ()
    first, other = patient(number=None, identifier=[identifier]), patient("2", number=None, identifier=[identifier])
    run(bundle((f"{A}/Patient/1", first), (f"{A}/Patient/2", other | {"name": [{"text": "Ida Nord"}]})))
    assert Patient.objects.count() == 2


@pytest.mark.parametrize("code", ["MR", "PI", "PT", "NI", "NNESP", "JHN"])
def test_numbers_that_do(code):
    identifier = {"system": "urn:oid:1.2.3", "value": "7", "type": {"coding": [{"system": V2, "code": code}]}}
    assert naming("", identifier) == (("urn:oid:1.2.3", "7"),)


@pytest.mark.parametrize("value", ["1", "11", "A-77", "12-34", "0012"])
def test_short_numbers_are_no_placeholders(value):
    assert not is_placeholder(value)


@pytest.mark.parametrize(
    ("subject", "taken"),
    [
        ({"reference": "Patient/1"}, True), ({"reference": f"{A}/Patient/1"}, True),
        ({"reference": f"{A}/Patient/1/_history/4"}, True), ({"reference": "HTTPS://A.EXAMPLE/fhir/Patient/1"}, True),
        ({"type": "Patient", "identifier": {"system": "https://a.example/mrn", "value": "A-77"}}, True),
        ({"reference": "Patient?identifier=https://a.example/mrn|A-77"}, True),
        ({"reference": "Patient?identifier=https%3A%2F%2Fa.example%2Fmrn%7CA-77"}, True),
        ({"reference": f"{B}/Patient/1"}, False), ({"reference": "Patient/2"}, False), ({"reference": "Patient?name=Anna"}, False),
        ({"reference": "Patient?identifier=A-77"}, False), ({"identifier": {"system": "https://a.example/mrn", "value": "A-78"}}, False),
        ({"identifier": {"value": "A-77"}}, False), ({"display": "Anna Nord"}, False), ({}, False),
        ({"reference": "Patient/1", "identifier": {"system": "https://a.example/mrn", "value": "A-78"}}, False),
        ({"reference": "Patient/1", "identifier": {"system": "https://other.example/n", "value": "5"}}, False),
        ({"reference": "Patient/1", "identifier": {"system": "https://a.example/mrn", "value": "A-77"}}, True),
        ({"reference": f"{A}/patient/1"}, False), ({"reference": "patient/1"}, False),
    ],
)  # fmt: skip
def test_each_form_of_reference(run, bundle, subject, taken):
    done = run(bundle((f"{A}/Patient/1", patient()), (f"{A}/Observation/o", pain(subject))))
    assert (said()["Anna Nord"], done.status) == (([5], 0) if taken else ([], 1))


@pytest.mark.parametrize(
    "said_as", ["urn:uuid:61EBE359-BFDC-4613-8BF2-C5E300945F0A", "URN:UUID:61ebe359-bfdc-4613-8bf2-c5e300945f0a"]
)
def test_a_made_up_name_in_any_case(run, bundle, said_as):
    run(bundle(("urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a", patient()), pain({"reference": said_as})))
    assert said() == {"Anna Nord": [5]}


def test_a_patient_within_is_known_by_a_number_and_by_nothing_else(run, bundle):
    inside = {"resourceType": "Patient", "id": "in", "identifier": patient()["identifier"]}
    done = run(
        bundle(
            patient(),
            pain({"reference": "#in"}, 1, "a", contained=[inside]),
            pain({"reference": "#in"}, 2, "b", contained=[inside | {"birthDate": "1999-01-01"}]),
            pain({"reference": "#in"}, 3, "c", contained=[{"resourceType": "Patient", "id": "in", "name": [{"text": "Anna Nord"}]}]),
        )
    )  # fmt: skip
    assert (said(), len(done.refusals)) == ({"Anna Nord": [1]}, 2)


def test_a_localhost_is_another_one_in_every_file(run, bundle):
    local = "http://localhost:8080/fhir"
    run(bundle((f"{local}/Patient/1", patient()), (f"{local}/Observation/o", pain({"reference": "Patient/1"}))))
    other = patient(name="Berta Sued", number="B-12", born="1991-01-01")
    done = run(
        bundle(
            (f"{local}/Patient/1", other),
            (f"{local}/Observation/o", pain({"reference": "Patient/1"}, 9)),
            name="b.json",
        )
    )
    assert (done.status, said()) == (1, {"Anna Nord": [5]})


def test_a_server_is_the_same_in_every_file(run, bundle):
    run(bundle((f"{A}/Patient/1", patient(number=None))))
    assert run(bundle((f"{A}/Observation/o", pain({"reference": "Patient/1"})), name="later.json")).status == 0
    assert run(bundle(pain({"reference": f"{A}/Patient/1"}, 6, "o2"), name="alone.json")).status == 0
    assert run(bundle((f"{B}/Observation/o", pain({"reference": "Patient/1"}, 9)), name="other.json")).status == 1
    assert said() == {"Anna Nord": [5, 6]}


def test_a_link_is_followed(run, case):
    assert run(*case("07-*")).status == 0
    assert said() == {"Ada Beispiel": [2, 8]}


@pytest.mark.parametrize(
    "more",
    [
        {"active": False}, {"deceasedBoolean": True}, {"deceasedDateTime": "2026-01-01"},
        {"link": [{"type": "replaced-by", "other": {"reference": "Patient/gone"}}]},
        {"active": False, "link": [{"type": "seealso", "other": {"reference": "Patient/gone"}}]},
        {"link": [{"type": "replaced-by", "other": {"reference": "Patient/1"}}]},
    ],
)  # fmt: skip
def test_who_is_inactive_replaced_or_dead_is_not_opened(run, bundle, more):
    done = run(bundle(patient(**more), pain({"reference": "Patient/1"})))
    assert (done.status, len(done.refusals), Patient.objects.count()) == (1, 2, 0)


def test_who_is_alive_and_in_use_is(run, bundle):
    run(
        bundle(
            patient(
                active=True,
                deceasedBoolean=False,
                link=[{"type": "seealso", "other": {"reference": "RelatedPerson/1"}}],
            )
        )
    )
    assert Patient.objects.count() == 1


def test_a_link_between_two_whom_something_tells_apart_is_refused(run, bundle):
    old = patient(
        "old", number="1", born="1990-01-01", link=[{"type": "replaced-by", "other": {"reference": "Patient/new"}}]
    )
    assert run(bundle(old, patient("new", number="2"))).status == 1
    assert Patient.objects.count() == 0


def test_a_link_to_somebody_of_an_earlier_import(run, bundle):
    run(bundle((f"{A}/Patient/new", patient("new", number="2"))))
    old = patient(
        "old", number="1", active=False, link=[{"type": "replaced-by", "other": {"reference": f"{A}/Patient/new"}}]
    )
    assert (
        run(
            bundle(
                (f"{A}/Patient/old", old), (f"{A}/Observation/o", pain({"reference": "Patient/old"})), name="b.json"
            )
        ).status
        == 0
    )
    assert said() == {"Anna Nord": [5]}


def test_the_same_file_again_is_the_same_people(run, bundle):
    nameless = {"resourceType": "Patient", "id": "1"}
    path = bundle(nameless, pain({"reference": "Patient/1"}))
    assert run(path).created == 2
    assert run(path).identical == 2
    # Another file with the same bare id may be about anybody.
    assert run(bundle(nameless, pain({"reference": "Patient/1"}, 6), name="other.json")).status == 1


def test_a_rehearsal_says_whom_it_would_touch(run, bundle):
    run(bundle(patient()))
    new = (f"{B}/Patient/9", patient("9", "Berta Sued", "1991-01-01", number=None))
    done = run(bundle(patient(), pain({"reference": "Patient/1"}), new, name="b.json"), "--dry-run")
    known, opened = done.people
    assert (known["result"], known["patient"], known["about"], known["records"]) == (
        "known",
        str(Patient.objects.get().pk),
        1,
        1,
    )
    assert (opened["result"], opened["patient"], opened["known_by"]) == ("opened", None, f"{B}/Patient/9")
    assert said() == {"Anna Nord": []}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Anna Nord", "anna NORD", True), ("Anna Süd", "Anna Sued", True), ("Anna Süd", "Anna Sud", True), ("Nord, Anna", "Anna Nord", True),
        ("Anna Maria Nord", "Anna Nord", True), ("A. Nord", "Anna Nord", True), ("Dr. Anna Nord", "Anna Nord", True),
        ("Anna Nord", "Berta Nord", False), ("Anna Nord", "Anna Sued", False),
    ],
)  # fmt: skip
def test_names_that_agree(one, other, same):
    assert names_agree((one,), (other,)) == same


def test_twins_are_two_and_a_married_woman_is_one():
    anna = Likeness(("Anna Nord",), "1985-01-01", "female")
    assert against(Likeness(("Berta Nord",), "1985-01-01", "female"), anna)
    assert against(Likeness(("Anna Sued",), "1985-01-01", "female"), anna) is None
    # Without the day of birth nothing speaks for a marriage.
    assert against(Likeness(("Anna Sued",), "", "female"), anna)
    assert against(Likeness(("Anna Nord",), "1985-01-02", "female"), anna)
    assert against(Likeness(("Anna Nord",), "1985", "female"), anna) is None


@pytest.mark.parametrize(("name", "taken"), [("19a-*", [5]), ("19f-*", [])])
def test_logical_and_absolute_references(run, case, name, taken):
    done = run(*case(name))
    assert (done.status, said()) == (0 if taken else 1, {"Ada Beispiel": taken})
