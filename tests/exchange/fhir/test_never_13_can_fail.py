"""Never 13 (clinical contract, §5) broken on purpose: nobody's record ever holds what was said by, or is about, another person.

Each way in has a check that finds a foreign statement; with its guard taken away, the check must fail.
"""

import json

import pytest
from rest_framework.test import APIClient

from backend.exchange.fhir.identity import groups, known, subjects
from backend.exchange.fhir.identity.references import Library
from backend.patients.models import Patient
from backend.records.models import Record
from backend.sync import views

pytestmark = pytest.mark.django_db
A = "https://a.example/fhir"


def somebody(own, name, born, number="A-77"):
    who = {"resourceType": "Patient", "id": own, "name": [{"text": name}], "birthDate": born, "gender": "female"}
    return who | {"identifier": [{"system": "https://a.example/mrn", "value": number}]}


def hurts(subject, value, own):
    return {
        "resourceType": "Observation", "id": own, "status": "final", "effectiveDateTime": "2026-03-12", "bodySite": {"text": "left hip"},
        "code": {"coding": [{"system": "http://loinc.org", "code": "72514-3"}]}, "valueQuantity": {"value": value, "code": "{score}"},
        "subject": {"reference": subject},
    }  # fmt: skip


def brings(run, path, *resources):
    entries = [{"fullUrl": f"{A}/{one['resourceType']}/{one['id']}", "resource": one} for one in resources]
    path.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}))
    run(path)


def pains():
    rows = Record.objects.current().filter(kind="pain").select_related("patient")
    return {(row.patient.name, row.data["intensity"]) for row in rows}


def two_with_one_number(run, tmp_path, **_):
    """A mother and a daughter under one number: of neither may the record hold the other's pain."""
    for own, name, born, value in (("1", "Anna Nord", "1960-01-01", 3), ("2", "Ida Nord", "1990-05-05", 7)):
        brings(run, tmp_path / f"{own}.json", somebody(own, name, born), hurts(f"Patient/{own}", value, f"o{own}"))
    assert pains() <= {("Anna Nord", 3.0), ("Ida Nord", 7.0)}
    assert ("Anna Nord", 3.0) in pains()


def about_nobody_in_the_file(run, tmp_path, **_):
    brings(run, tmp_path / "a.json", somebody("1", "Anna Nord", "1960-01-01"), hurts("Patient/9", 8, "o"))
    assert pains() == set()


def said_by_an_outsider(cast, client_of, entry, **_):
    """Otto works elsewhere, Jonas is another patient."""
    for who in (cast.otto, cast.jonas):
        client: APIClient = client_of(who)
        client.post(f"/api/v1/patients/{cast.maria.pk}/records", entry(), format="json")
        client.post(f"/api/v1/sync/push?patient={cast.maria.pk}", {"items": [entry()]}, format="json")
    assert not Record.objects.filter(patient=cast.maria).exists()


def meant_for_another_account(cast, client_of, entry, **_):
    """A phone that Maria used sends what she entered; Jonas is signed in by now."""
    body = {"account": str(cast.maria.user.pk), "items": [entry(intensity=9)]}
    client_of(cast.jonas).post("/api/v1/sync/push", body, format="json")
    assert not Record.objects.filter(patient=cast.jonas).exists()


def nothing_tells_two_apart(patch):
    for module in (groups, known, subjects):
        patch.setattr(module, "against", lambda *_, **__: None)


def whoever_is_there(patch):
    def anybody(self, entry, reference):
        return [one for rows in self._by_url.values() for one in rows if one.type == "Patient"][:1]

    patch.setattr(Library, "all_of", anybody)


def everybody_is_of_the_clinic(patch):
    patch.setattr(type(Patient.objects.all()), "visible_to", lambda self, user: self.all())
    patch.setattr(Patient, "role_of", lambda self, user: "clinician")


def any_account(patch):
    patch.setattr(views, "check_account", lambda *_, **__: None)


CASES = [
    (nothing_tells_two_apart, two_with_one_number),
    (whoever_is_there, about_nobody_in_the_file),
    (everybody_is_of_the_clinic, said_by_an_outsider),
    (any_account, meant_for_another_account),
]


@pytest.mark.parametrize("broken", [False, True], ids=["as it is", "broken"])
@pytest.mark.parametrize(("breaks", "check"), CASES, ids=[check.__name__ for _, check in CASES])
def test_a_broken_never_13_is_caught(run, tmp_path, cast, client_of, entry, monkeypatch, breaks, check, broken):
    given = {"run": run, "tmp_path": tmp_path, "cast": cast, "client_of": client_of, "entry": entry}
    if not broken:
        return check(**given)
    breaks(monkeypatch)
    with pytest.raises(AssertionError):
        check(**given)
    return None
