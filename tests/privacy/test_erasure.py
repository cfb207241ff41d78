"""The right to be forgotten: asked for with the password, taken back in time, and then real."""

from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.core.management import call_command
from full_record import EMAIL, NAME, OTHER_EMAIL, OWN_WORDS, full_record, places_with

from backend.core import clock
from backend.core.actor import Actor
from backend.core.audit import broken_links
from backend.core.models import AuditEvent, AuditHead
from backend.exchange.export import actions as exporting
from backend.exchange.models import Export
from backend.patients.models import Erasure, Patient
from backend.patients.privacy import erasure
from backend.records.models import Record
from backend.reminders.models import Reminder
from backend.tracking.assessment import claim_due
from backend.tracking.tasks import sweep

URL = "/api/v1/erasure"


@pytest.fixture
def ottilie(cast, settings, tmp_path):
    settings.PRIVATE_FILES = tmp_path
    return full_record(cast.ponte, cast.sofia)


@pytest.fixture
def hers(ottilie, client_of):
    client = client_of(ottilie)
    assert client.get(URL).json()["state"] == "none"
    return client


def ask(client, password="a password of hers"):
    return client.post(URL, {"password": password}, format="json")


def later(days):
    return clock.moved_to(clock.now() + timedelta(days=days))


def test_after_the_grace_time_no_table_names_her(cast, ottilie, hers, client_of, django_capture_on_commit_callbacks):
    client_of(cast.sofia).get(f"/api/v1/patients/{ottilie.pk}/records")
    hers.get("/api/v1/me")
    export, _ = exporting.ask_export(by=Actor("patient", ottilie.user_id, NAME), user=ottilie.user)
    exporting.make_export(export.pk)
    file = Export.objects.get().path
    records = [str(key) for key in Record.objects.values_list("pk", flat=True)]
    needles = [str(ottilie.pk), NAME, EMAIL, OTHER_EMAIL, OWN_WORDS, "MRN-4711", *records]
    assert places_with(*needles)  # the search itself can find
    rows_before = AuditEvent.objects.count()
    assert ask(hers).status_code == 201
    with later(15), django_capture_on_commit_callbacks(execute=True):
        assert erasure.erase_due() == 1
        assert file.exists()  # it goes when the deletion is certain
    assert places_with(*needles) == []
    assert not file.exists()
    assert hers.get("/api/v1/me").status_code == 401
    # What others did stays told, and every chain holds.
    assert AuditEvent.objects.count() >= rows_before
    gone = AuditEvent.objects.filter(scope__startswith="gone:")
    assert gone.filter(actor_name="Sofia", action="read", kind="records").exists()
    assert not gone.filter(actor_id=ottilie.user_id).exists()
    assert not AuditHead.objects.filter(scope__in=[str(ottilie.pk), f"user:{ottilie.user_id}"]).exists()
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "every chain holds" in out.getvalue()


def test_a_forgotten_chain_that_is_changed_later_shows(ottilie, hers):
    ask(hers)
    with later(15):
        erasure.erase_due()
    # Somebody with the database changes a row and mends the hashes after it, but not the seal.
    rows = list(AuditEvent.objects.filter(scope__startswith="gone:", patient_id__isnull=False).order_by("number"))
    before = ""
    for row in rows:
        row.actor_name = row.actor_name.replace("Sofia", "Otto")
        row.previous_hash, row.hash = before, ""
        row.hash = before = row.digest()
    AuditEvent.objects.bulk_update(rows, ["actor_name", "previous_hash", "hash"])
    AuditHead.objects.filter(scope=rows[0].scope).update(hash=before)
    assert broken_links(rows[0].scope) == []
    with pytest.raises(SystemExit):
        call_command("verify_audit", stdout=StringIO(), stderr=StringIO())


def test_others_keep_theirs(cast, ottilie, hers, client_of):
    from backend.records.actions import record_one

    record_one(patient=cast.maria, by=Actor("clinician", cast.sofia.pk, "Sofia"), kind="note", text="hers")
    before = set(Record.objects.filter(patient=cast.maria).values_list("pk", flat=True))
    ask(hers)
    with later(15):
        erasure.erase_due()
    assert set(Record.objects.values_list("pk", flat=True)) == before
    assert client_of(cast.maria).get("/api/v1/me").json()["patient"]["name"] == "Maria"


def test_a_wrong_password_and_a_token_ask_for_nothing(ottilie, hers, client_of):
    from backend.accounts.actions import create_token

    refused = ask(hers, "not hers")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "password")
    assert hers.post(URL, {}, format="json").status_code == 400
    _, secret = create_token(by=Actor.system("test"), user=ottilie.user, name="script")
    script = client_of(None)
    script.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    assert ask(script).status_code == 403
    assert script.delete(URL).status_code == 403
    assert client_of(None).post(URL, {}, format="json").status_code == 401
    assert not Erasure.objects.exists()


def test_a_fresh_sign_in_is_as_good_as_the_password(ottilie, hers):
    session = hers.session
    session["account_authentication_methods_user"] = str(ottilie.user_id)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": clock.now().timestamp()}]
    session.save()
    assert hers.get(URL).json()["password"] is False
    assert hers.post(URL, {}, format="json").status_code == 201


def test_meanwhile_everything_rests_and_it_can_be_taken_back(ottilie, hers, entry):
    Reminder.objects.filter(patient=ottilie).update(state="planned", next_at=clock.now())
    assert ask(hers).json()["state"] == "asked"
    assert ask(hers).status_code == 409
    assert not Reminder.objects.filter(patient=ottilie, next_at__isnull=False).exists()
    hers.post("/api/v1/sync/push", {"items": [entry()]}, format="json")
    assert ottilie.pk not in claim_due()
    assessed = Patient.objects.get(pk=ottilie.pk).assessed_at
    sweep()
    assert Patient.objects.get(pk=ottilie.pk).assessed_at == assessed
    with later(13):
        assert erasure.erase_due() == 0
    back = hers.delete(URL)
    assert (back.status_code, back.json()["state"]) == (200, "none")
    assert hers.delete(URL).status_code == 404
    assert ottilie.pk in claim_due()
    with later(30):
        assert erasure.erase_due() == 0
    assert Patient.objects.filter(pk=ottilie.pk).exists()
    actions = AuditEvent.objects.filter(patient_id=ottilie.pk).values_list("action", flat=True)
    assert {"ask_erasure", "withdraw_erasure"} <= set(actions)


def test_what_staff_signed_keeps_its_signature(cast, client_of, ottilie):
    ruben = client_of(cast.ruben)
    alone = ask(ruben, "correct horse battery")
    assert (alone.status_code, alone.json()["errors"][0]["code"]) == (400, "last_administrator")
    assert ask(client_of(cast.sofia), "correct horse battery").status_code == 201
    number = cast.sofia.pk
    with later(15):
        assert erasure.erase_due() == 1
    assert Record.objects.get(patient=ottilie, kind="prescription").author_name == "Sofia"
    assert not type(cast.sofia).objects.filter(pk=number).exists()
    assert AuditEvent.objects.filter(patient_id=ottilie.pk, actor_name="Sofia").exists()
    assert places_with(cast.sofia.email) == []
    assert broken_links() == []


def test_one_that_fails_holds_up_nobody(cast, ottilie, hers, client_of, monkeypatch):
    ask(hers)
    client_of(cast.maria).post(URL, {"password": "correct horse battery"}, format="json")
    real = erasure.erase

    def sometimes(user_id, *, now):
        if user_id == ottilie.user_id:
            raise RuntimeError("as if")
        return real(user_id, now=now)

    monkeypatch.setattr(erasure, "erase", sometimes)
    with later(15):
        assert erasure.erase_due() == 1
    assert Patient.objects.filter(pk=ottilie.pk).exists()
    assert not Patient.objects.filter(pk=cast.maria.pk).exists()


def test_an_old_mails_link_does_nothing_once_its_patient_is_gone(ottilie, hers, client_of):
    from backend.reminders.unsubscribe import stop_url

    link = stop_url(f"patient:{ottilie.pk}", ["log-today"]).split("example", 1)[-1]
    link = "/api/v1/" + link.split("/api/v1/", 1)[1]
    ask(hers)
    with later(15):
        erasure.erase_due()
    assert client_of(None).post(link).status_code == 200
    assert places_with(str(ottilie.pk)) == []
