"""Consent to keep entries withdrawn, and a deletion that waits: what is kept, assessed, sent and said."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from drf_spectacular.generators import SchemaGenerator

from backend.accounts.outbox import send_due
from backend.core import clock
from backend.patients.consents.texts import CURRENT
from backend.patients.models import Patient
from backend.patients.privacy.erasure import erase_due
from backend.records.models import Record
from backend.reminders.models import Reminder
from backend.tracking.assessment import claim_due, reassess

pytestmark = pytest.mark.django_db
HEALTH = re.compile(r"hip|pain|toh\\b(?! tracker)|osteopor|pregnan|bone|Hüft|Schmerz|Knochen|krank", re.I)


@pytest.fixture
def maria(cast, client_of, db):
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=cast.maria.user, email=cast.maria.user.email, verified=True, primary=True)
    client = client_of(cast.maria)
    base = f"/api/v1/patients/{cast.maria.pk}/consents"
    assert client.post(base, {"kind": "data_use", "version": CURRENT}, format="json").status_code == 200
    client.base = base
    mail.outbox.clear()
    return client


def letters():
    """What was written, and that none of it speaks of health."""
    send_due(now=clock.now() + timedelta(seconds=5))
    told = [(one.to[0], one.subject + one.body) for one in mail.outbox]
    mail.outbox.clear()
    for _, text in told:
        assert not HEALTH.search(text.replace("TOH Tracker", "")), text
    return told


def agree(client):
    return client.post(client.base, {"kind": "data_use", "version": CURRENT}, format="json")


def withdraw(client):
    return client.post(f"{client.base}/data_use/withdraw")


def push(client, *items):
    return client.post("/api/v1/sync/push", {"items": list(items)}, format="json")


def profile(client):
    changes = client.get("/api/v1/sync/pull?after=0").json()["changes"]
    return next(row["profile"] for row in changes if row["type"] == "profile")


def test_after_withdrawal_nothing_is_kept_assessed_or_sent(cast, maria, entry):
    push(maria, entry())
    reassess(cast.maria.pk)
    url = maria.post(f"/api/v1/patients/{cast.maria.pk}/calendar", {}, format="json").json()["url"]
    feed = url[url.index("/api/") :]
    assert maria.get(feed).status_code == 200
    assert withdraw(maria).status_code == 200
    before = Record.objects.count()
    refused = push(maria, entry(intensity=9))
    assert refused.status_code == 409
    assert refused.json()["errors"][0]["code"] == "consent_withdrawn"
    assert refused.json()["type"] == "urn:toh-tracker:consent-withdrawn"
    direct = maria.post(
        f"/api/v1/patients/{cast.maria.pk}/records", {"kind": "fracture", "site": "hip"}, format="json"
    )
    assert direct.status_code == 409
    assert Record.objects.count() == before
    Patient.objects.filter(pk=cast.maria.pk).update(reassess_at=clock.now() - timedelta(days=1))
    assert cast.maria.pk not in claim_due(now=clock.now() + timedelta(days=400))
    assert not Reminder.objects.filter(patient=cast.maria, next_at__isnull=False).exists()
    assert maria.get(feed).status_code == 404
    assert profile(maria)["rests_since"] is not None
    # what is there stays hers to read
    assert maria.get(f"/api/v1/patients/{cast.maria.pk}/records").status_code == 200


def test_agreeing_again_takes_what_waited(cast, maria, entry):
    url = maria.post(f"/api/v1/patients/{cast.maria.pk}/calendar", {}, format="json").json()["url"]
    waiting = entry(intensity=4)
    withdraw(maria)
    assert push(maria, waiting).status_code == 409
    assert agree(maria).status_code == 200
    assert push(maria, waiting).json()["results"][0]["result"] == "created"
    assert profile(maria)["rests_since"] is None
    assert cast.maria.pk in claim_due(now=clock.now() + timedelta(minutes=1))
    assert maria.get(url[url.index("/api/") :]).status_code == 200


def test_each_step_is_told_by_mail_whatever_the_reminders(cast, maria, entry):
    push(maria, entry("setting", email=False, push=False))
    to = cast.maria.user.email
    for step, words in (
        (lambda: withdraw(maria), "withdrawn"),
        (lambda: agree(maria), "given again"),
        (lambda: maria.post("/api/v1/erasure", {"password": "correct horse battery"}, format="json"), "asked for"),
        (lambda: maria.delete("/api/v1/erasure"), "taken back"),
        (lambda: maria.post("/api/v1/erasure", {"password": "correct horse battery"}, format="json"), "asked for"),
        (lambda: erase_due(now=clock.now() + timedelta(days=60)), "were deleted"),
    ):
        step()
        told = letters()
        assert [one for one, _ in told] == [to], words
        assert words in told[0][1]


def test_the_letters_are_in_the_persons_language(cast, maria):
    cast.maria.user.language = "de"
    cast.maria.user.save()
    withdraw(maria)
    ((_, text),) = letters()
    assert "widerrufen" in text


def test_withdrawing_twice_or_agreeing_twice_says_it_once(maria):
    withdraw(maria), withdraw(maria)
    assert len(letters()) == 1
    agree(maria), agree(maria)
    assert len(letters()) == 1


def test_a_deletion_that_waits_is_said_with_who_one_is(maria):
    assert maria.get("/api/v1/me").json()["erasure_due_at"] is None
    maria.post("/api/v1/erasure", {"password": "correct horse battery"}, format="json")
    assert maria.get("/api/v1/me").json()["erasure_due_at"] > clock.now().isoformat()
    maria.delete("/api/v1/erasure")
    assert maria.get("/api/v1/me").json()["erasure_due_at"] is None


def test_nobody_elses_record_rests(cast, maria, client_of, entry):
    withdraw(maria)
    other = client_of(cast.jonas)
    assert push(other, entry()).json()["results"][0]["result"] == "created"


def test_other_devices_read_of_a_deletion_as_of_any_change(cast, maria, client_of):
    def after(cursor):
        answer = maria.get(f"/api/v1/sync/pull?after={cursor}").json()
        told = [row["profile"]["erasure_due_at"] for row in answer["changes"] if row["type"] == "profile"]
        return told, answer["cursor"]

    told, cursor = after(0)
    assert told == [None]
    wish = maria.post("/api/v1/erasure", {"password": "correct horse battery"}, format="json")
    assert wish.status_code in (200, 201), wish.content
    told, cursor = after(cursor)
    assert [day[:10] for day in told] == [wish.json()["due_at"][:10]]
    assert Patient.objects.get(pk=cast.maria.pk).reassess_at is None
    # the wish is the person's own: the clinic does not read of it
    sofia = client_of(cast.sofia)
    changes = sofia.get(f"/api/v1/sync/pull?after=0&patient={cast.maria.pk}").json()["changes"]
    assert all("erasure_due_at" not in row["profile"] for row in changes if row["type"] == "profile")
    assert maria.delete("/api/v1/erasure").status_code in (200, 204)
    told, _ = after(cursor)
    assert told == [None]
    assert Patient.objects.get(pk=cast.maria.pk).reassess_at is not None


def test_the_description_names_what_a_device_reads_of_the_profile(maria):
    properties = SchemaGenerator().get_schema(public=True)["components"]["schemas"]["PulledProfile"]["properties"]
    assert set(profile(maria)) == set(properties)
    assert properties["erasure_due_at"]["format"] == "date-time"
    assert properties["erasure_due_at"]["nullable"]


def test_while_a_record_rests_only_who_the_patient_is_can_be_put_right(cast, maria):
    url = f"/api/v1/patients/{cast.maria.pk}"
    withdraw(maria)
    for change in ({"risk_factors": ["tobacco"]}, {"name": "Maria Luz", "risk_factors": []}):
        refused = maria.patch(url, change, format="json")
        assert refused.status_code == 409
        assert refused.json()["errors"][0]["code"] == "consent_withdrawn"
    assert maria.patch(url, {"name": "Maria Luz"}, format="json").status_code == 200
    agree(maria)
    assert maria.patch(url, {"risk_factors": ["tobacco"]}, format="json").status_code == 200
