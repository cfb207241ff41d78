"""The copy of everything: complete, for its owner only, and gone when its time is over."""

import csv
import io
import json
import stat
import zipfile
from datetime import timedelta

import pytest
from full_record import EMAIL, OWN_WORDS, full_record

from backend.core import clock
from backend.core.sheets import cell
from backend.exchange import jobs
from backend.exchange.export import actions, tables
from backend.exchange.models import Export


@pytest.fixture
def ottilie(cast, settings, tmp_path):
    settings.PRIVATE_FILES = tmp_path
    return full_record(cast.ponte, cast.sofia)


def unpacked(response):
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def test_it_is_made_in_the_background_and_holds_everything(cast, client_of, ottilie):
    mine = client_of(ottilie)
    asked = mine.post("/api/v1/exports")
    assert (asked.status_code, asked.json()["state"], asked.json()["url"]) == (201, "waiting", None)
    export = Export.objects.get()
    assert mine.post("/api/v1/exports").status_code == 200  # the same one again
    assert mine.get(f"/api/v1/exports/{export.pk}/file").status_code == 404
    assert actions.make_export(export.pk)
    assert not actions.make_export(export.pk)
    said = mine.get(f"/api/v1/exports/{export.pk}").json()
    assert (said["state"], said["progress"], said["size"]) == ("ready", 100, export.path.stat().st_size)
    assert stat.S_IMODE(export.path.stat().st_mode) == 0o600
    archive = unpacked(mine.get(said["url"]))

    whole = json.loads(archive.read("everything.json"))
    rows = whole["tables"]
    assert rows["accounts.user"][0]["email"] == EMAIL
    assert "password" not in rows["accounts.user"][0]
    assert OWN_WORDS in json.dumps(rows["patients.record"], ensure_ascii=False)
    assert {row["kind"] for row in rows["patients.consent"]} >= {"data_use", "research"}
    assert rows["patients.careteammember"]
    assert [row["text"] for row in (one["data"] for one in rows["patients.record"]) if "text" in row] == [
        "gut gemacht"
    ]
    assert {row["name"] for row in whole["seen"]} == {"Sofia"}
    bundle = json.loads(archive.read("fhir-bundle.json"))
    assert bundle["entry"][0]["resource"]["name"][0]["text"] == ottilie.name
    pains = list(csv.DictReader(io.StringIO(archive.read("csv/entries/pain.csv").decode("utf-8-sig"))))
    assert [row["intensity"] for row in pains] == ["6.0", "8.0"]
    medicines = archive.read("csv/entries/medicine.csv").decode()
    assert "'=1+1" in medicines
    scans = list(csv.DictReader(io.StringIO(archive.read("csv/entries/dexa.csv").decode("utf-8-sig"))))
    assert scans[0]["t_score"] == "-1.62"
    assert "csv/seen-by.csv" in archive.namelist()


def test_every_table_about_a_person_is_in_it(ottilie):
    """A new model that leads to a patient or a person goes into the copy by itself; what is left out is named."""
    from django.apps import apps
    from django.db import models

    from backend.accounts.models import User
    from backend.patients.models import Patient

    in_it = {table.name for table in tables.tables_of(ottilie.user, ottilie)}
    for model in apps.get_models():
        label = model._meta.label_lower
        # What goes with its person or its patient is about them; a `created_by` that is only set to null is not.
        leads = any(
            field.related_model in (User, Patient) and field.remote_field.on_delete is models.CASCADE
            for field in model._meta.concrete_fields
            if field.is_relation
        )
        if leads and label not in tables.LEFT_OUT:
            assert label in in_it, (
                f"{label} leads to a person but is not in the copy (backend/exchange/export/tables.py)"
            )


def test_only_its_owner_fetches_it(cast, client_of, ottilie):
    export, _ = actions.ask_export(by=_by(ottilie), user=ottilie.user)
    actions.make_export(export.pk)
    for who in (cast.sofia, cast.maria, cast.ruben, cast.nina):
        for rest in ("", "/file"):
            assert client_of(who).get(f"/api/v1/exports/{export.pk}{rest}").status_code == 404
    assert client_of(None).get(f"/api/v1/exports/{export.pk}/file").status_code == 401
    assert client_of(cast.sofia).get("/api/v1/exports").json() == []


def test_the_link_expires_and_the_file_goes(client_of, ottilie):
    export, _ = actions.ask_export(by=_by(ottilie), user=ottilie.user)
    actions.make_export(export.pk)
    path = Export.objects.get().path
    assert path.exists()
    actions.tidy()
    assert path.exists()
    with clock.moved_to(clock.now() + timedelta(hours=73)):
        assert client_of(ottilie).get(f"/api/v1/exports/{export.pk}/file").status_code == 404
        actions.tidy()
    assert not path.exists()
    assert client_of(ottilie).get(f"/api/v1/exports/{export.pk}").json()["state"] == "expired"


def test_a_worker_that_died_is_followed_by_another_and_a_hopeless_one_ends(ottilie, monkeypatch):
    export, _ = actions.ask_export(by=_by(ottilie), user=ottilie.user)

    def broken(*_, **__):
        raise OSError("no room")

    monkeypatch.setattr(actions, "write_archive", broken)
    now = clock.now()
    for attempt in range(1, 5):
        with clock.moved_to(now + attempt * timedelta(minutes=11)):
            assert actions.tidy() == [export.pk]
            if attempt <= jobs.MOST_ATTEMPTS:
                with pytest.raises(OSError, match="no room"):
                    actions.make_export(export.pk)
                assert not actions.make_export(export.pk)  # the lease
            else:
                assert not actions.make_export(export.pk)
    assert Export.objects.get().state == "failed"
    assert actions.tidy(now=now + timedelta(days=1)) == []


def test_staff_without_a_record_get_what_is_kept_about_them(cast, client_of, settings, tmp_path):
    settings.PRIVATE_FILES = tmp_path
    desk = client_of(cast.sofia)
    export_id = desk.post("/api/v1/exports").json()["id"]
    actions.make_export(export_id)
    archive = unpacked(desk.get(f"/api/v1/exports/{export_id}/file"))
    whole = json.loads(archive.read("everything.json"))
    assert whole["tables"]["accounts.membership"][0]["role"] == "physiotherapist"
    assert "patients.record" not in whole["tables"]
    assert "fhir-bundle.json" not in archive.namelist()


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_cell_is_a_formula(text):
    assert cell(text) == "'" + text
    assert cell(-1.5) == -1.5


def _by(patient):
    from backend.core.actor import Actor

    return Actor("patient", patient.user_id, patient.name)
