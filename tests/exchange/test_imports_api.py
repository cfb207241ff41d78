"""Bringing a file along: answered at once, rehearsed, applied by a click, undone as a whole."""

import io
import json
import zipfile
from datetime import timedelta

import pytest

from backend.core.models import AuditEvent
from backend.exchange.imports import actions
from backend.exchange.models import Import
from backend.patients.models import ExternalId, Patient
from backend.records.models import Record

pytestmark = pytest.mark.django_db
A = "https://a.example/fhir"


def patient(own="1", name="Anna Nord", born="1985-01-01"):
    return {"resourceType": "Patient", "id": own, "name": [{"text": name}], "birthDate": born, "gender": "female"}


def pain(value=5, own="o", whose="1"):
    return {
        "resourceType": "Observation", "id": own, "status": "final", "effectiveDateTime": "2026-03-12",
        "code": {"coding": [{"system": "http://loinc.org", "code": "72514-3"}]}, "subject": {"reference": f"Patient/{whose}"},
        "valueQuantity": {"value": value, "code": "{score}"}, "bodySite": {"text": "left hip"},
    }  # fmt: skip


def lines(*resources):
    return "\n".join(json.dumps(one) for one in resources).encode()


def send(client, clinic, content, **asked):
    query = "&".join(f"{name}={value}" for name, value in ({"name": "x.ndjson", "source": A} | asked).items())
    return client.post(
        f"/api/v1/clinics/{clinic.pk}/imports?{query}", content, content_type="application/octet-stream"
    )


def worked(answer):
    """What it says once a worker has been there."""
    assert answer.status_code == 202, answer.content
    actions.make_import(answer.json()["id"])
    return Import.objects.get(pk=answer.json()["id"])


@pytest.fixture
def sofia(cast, client_of):
    return client_of(cast.sofia)


def test_it_is_rehearsed_applied_and_undone(cast, sofia):
    there = Record.objects.count()
    answer = send(sofia, cast.ponte, lines(patient(), pain(), {"resourceType": "Observation"}))
    assert (answer.json()["state"], answer.json()["step"], answer.json()["summary"]) == ("waiting", "rehearse", {})
    batch = worked(answer)
    assert (batch.state, batch.step, batch.progress) == ("ready", "rehearse", 100)
    assert Record.objects.count() == there
    assert not Patient.objects.filter(name="Anna Nord").exists()
    said = sofia.get(f"/api/v1/imports/{batch.pk}").json()["summary"]
    assert [(one["result"], one["name"], one["records"]) for one in said["people"]] == [("opened", "Anna Nord", 1)]
    assert [one["resource"] for one in said["refused"]] == ["Observation"]
    worked(sofia.post(f"/api/v1/imports/{batch.pk}/apply"))
    anna = Patient.objects.get(name="Anna Nord")
    assert (anna.clinic, Record.objects.current().get(patient=anna).data["intensity"]) == (cast.ponte, 5)
    assert sofia.get(f"/api/v1/patients/{anna.pk}").status_code == 200
    worked(sofia.post(f"/api/v1/imports/{batch.pk}/undo"))
    assert not Record.objects.current().filter(patient=anna).exists()
    assert sofia.get(f"/api/v1/patients/{anna.pk}").status_code == 404
    assert not ExternalId.objects.filter(patient=anna).exists()
    # And it can be brought along again.
    again = worked(send(sofia, cast.ponte, lines(patient(), pain())))
    assert again.summary["created"] == 2
    actions_seen = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"ask_import", "apply_import", "undo_import"} <= actions_seen


def test_undoing_says_again_what_stood_before(cast, sofia):
    first = worked(send(sofia, cast.ponte, lines(patient(), pain(5))))
    worked(sofia.post(f"/api/v1/imports/{first.pk}/apply"))
    later = worked(send(sofia, cast.ponte, lines(patient(name="Anna Sued"), pain(9), pain(2, "new"))))
    worked(sofia.post(f"/api/v1/imports/{later.pk}/apply"))
    anna = Patient.objects.get(name="Anna Sued")
    assert sorted(row.data["intensity"] for row in Record.objects.current().filter(patient=anna)) == [2, 9]
    worked(sofia.post(f"/api/v1/imports/{later.pk}/undo"))
    anna.refresh_from_db()
    assert (anna.name, [row.data["intensity"] for row in Record.objects.current().filter(patient=anna)]) == (
        "Anna Nord",
        [5],
    )


def test_steps_come_in_their_order_and_within_a_day(cast, sofia, monkeypatch):
    batch = worked(send(sofia, cast.ponte, lines(patient(), pain())))
    assert sofia.post(f"/api/v1/imports/{batch.pk}/undo").status_code == 400
    worked(sofia.post(f"/api/v1/imports/{batch.pk}/apply"))
    assert sofia.post(f"/api/v1/imports/{batch.pk}/apply").status_code == 400
    assert sofia.delete(f"/api/v1/imports/{batch.pk}").status_code == 400
    batch.refresh_from_db()
    assert batch.path.exists()
    late = batch.expires_at + timedelta(minutes=1)
    actions.tidy(now=late)
    assert not batch.path.exists()
    assert sofia.post(f"/api/v1/imports/{batch.pk}/undo").status_code == 400


def test_it_is_thrown_away(cast, sofia):
    batch = worked(send(sofia, cast.ponte, lines(patient())))
    assert sofia.delete(f"/api/v1/imports/{batch.pk}").status_code == 204
    assert sofia.post(f"/api/v1/imports/{batch.pk}/apply").status_code == 400


def test_a_killed_worker_is_followed_by_another_and_nothing_comes_twice(cast, sofia, monkeypatch):
    people = [patient(str(n), f"Person {n}", f"1985-01-{n:02d}") for n in range(1, 6)]
    batch = worked(send(sofia, cast.ponte, lines(*people, *(pain(n, f"o{n}", str(n)) for n in range(1, 6)))))
    sofia.post(f"/api/v1/imports/{batch.pk}/apply")
    real, done = actions._note, []

    def note(batch, by):
        wrote = real(batch, by)

        def dying(*said):
            wrote(*said)
            done.append(1)
            if len(done) == 3:
                raise KeyboardInterrupt

        return dying

    monkeypatch.setattr(actions, "_note", note)
    with pytest.raises(KeyboardInterrupt):
        actions.make_import(batch.pk)
    # The third person's transaction was cut off: whole or untouched.
    whole = Patient.objects.filter(name__startswith="Person")
    assert (whole.count(), Record.objects.filter(patient__in=whole).count()) == (2, 2)
    monkeypatch.setattr(actions, "_note", real)
    Import.objects.filter(pk=batch.pk).update(next_at=batch.asked_at)
    assert actions.make_import(batch.pk)
    assert (whole.count(), Record.objects.filter(patient__in=whole).count()) == (5, 5)
    worked(sofia.post(f"/api/v1/imports/{batch.pk}/undo"))
    assert not Record.objects.current().filter(patient__in=whole).exists()


def archive(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def test_an_archive_of_files(cast, sofia):
    content = archive(
        **{"Patient.ndjson": lines(patient()), "Observation.ndjson": lines(pain()), "read.me": b"hello"}
    )
    batch = worked(send(sofia, cast.ponte, content, name="export.zip"))
    assert batch.summary["created"] == 2
    assert [one["file"] for one in batch.summary["files"] if "error" in one] == ["read.me"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: archive(bomb=b" " * (65 * 1024 * 1024)), "at most 64 MB once unpacked"),
        (lambda: archive(**{f"{n}.json": b"{}" for n in range(501)}), "at most 500 files"),
        (lambda: archive(inner=archive(inner=b"{}")), "a ZIP archive"),
        (lambda: archive(a=b"{}")[:-30], "cut off or broken"),
        (lambda: b'<!DOCTYPE x [<!ENTITY a "b">]><Patient xmlns="http://hl7.org/fhir"/>', "document type"),
        (lambda: b'<Bundle xmlns="http://hl7.org/fhir">' + b"<a/>" * 400_000, "128 MB of memory"),
        (lambda: b'{"resourceType":"Bundle","entry":[' + b"{}," * 800_000 + b"{}]}", "128 MB of memory"),
        (lambda: archive(**{f"{n}.json": b'{"a":[' + b"1," * 200_000 + b"1]}" for n in range(12)}), "128 MB of memory"),
        (lambda: archive(**{"a.ndjson": b"{\n" * 10_001}), "more than 10,000 lines are none"),
        (lambda: b'{"a":' * 200_000, "a reasonable depth"),
    ],
)  # fmt: skip
def test_bombs_are_refused_in_words(cast, sofia, content, words):
    batch = worked(send(sofia, cast.ponte, content(), name="bomb"))
    assert words in " ".join(one.get("error", "") for one in batch.summary["files"])


def test_what_is_too_large_is_refused_before_it_is_kept(cast, sofia, monkeypatch):
    monkeypatch.setattr("backend.exchange.imports.views.LARGEST", 1000)
    assert send(sofia, cast.ponte, b" " * 1001).status_code in (400, 413)
    assert not Import.objects.exists()


def test_a_sheet_of_one_patient(cast, sofia):
    sheet = b"date;kind;site;side;intensity\n2026-03-01;pain;hip;left;4\n2026-03-02;pain;hip;left;44\n"
    batch = worked(send(sofia, cast.ponte, sheet, name="x.csv", patient=cast.maria.pk))
    assert (batch.summary["created"], [one["path"] for one in batch.summary["refused"]]) == (1, ["intensity"])
    before = Record.objects.current().filter(patient=cast.maria).count()
    worked(sofia.post(f"/api/v1/imports/{batch.pk}/apply"))
    assert Record.objects.current().filter(patient=cast.maria).count() == before + 1
    worked(sofia.post(f"/api/v1/imports/{batch.pk}/undo"))
    assert Record.objects.current().filter(patient=cast.maria).count() == before


@pytest.mark.parametrize("asked", [{"source": "ftp://x"}, {"name": "a" * 201}, {"patient": "x"}])
def test_bad_parameters_are_named(cast, sofia, asked):
    answer = send(sofia, cast.ponte, b"{}", **asked)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, next(iter(asked)))
    assert send(sofia, cast.ponte, b"").status_code == 400


def test_outsiders_see_nothing(cast, client_of, sofia):
    batch = worked(send(sofia, cast.ponte, lines(patient())))
    other = client_of(cast.otto)
    assert send(other, cast.ponte, b"{}").status_code == 404
    for path, method in ((f"/api/v1/imports/{batch.pk}", "get"), (f"/api/v1/imports/{batch.pk}/apply", "post")):
        assert getattr(other, method)(path).status_code == 404
        assert getattr(client_of(cast.maria.user), method)(path).status_code == 404
