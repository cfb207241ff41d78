"""Inviting and being invited: who may, what a link says, that it works once and only for the one who is meant."""

import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection, connections

from backend.accounts import invitations as links
from backend.accounts.models import Invitation, Membership, User
from backend.core import clock
from backend.core.actor import Actor
from backend.core.audit import broken_links
from backend.core.errors import Refused
from backend.core.models import AuditEvent
from backend.patients.invitations import actions as invitations
from backend.patients.models import CareTeamMember, ClinicStay, Patient

URL, LOOK, TAKE = "/api/v1/invitations", "/api/v1/invitations/look", "/api/v1/invitations/take"
BOTH = ["data_use", "clinic_sharing"]


def person(name, *, verified=True):
    user = User.objects.create_user(f"{name}@example.org", "correct horse battery", name=name.title())
    EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
    return user


@pytest.fixture
def waiting(cast):
    """A record at Ponte that nobody has taken up."""
    return Patient.objects.create(name="Nadia", clinic=cast.ponte, timezone="Europe/Lisbon", sex="female")


def invite(client, **body):
    answer = client.post(URL, body)
    assert answer.status_code == 201, answer.content
    return SimpleNamespace(**answer.json(), secret=answer.json()["link"].rpartition("/")[2])


def take(client, made, **more):
    return client.post(TAKE, {"secret": made.secret, "consents": BOTH} | more)


def test_a_clinic_invites_the_person_behind_a_record_by_address(cast, client_of, waiting):
    made = invite(
        client_of(cast.sofia), role="patient", patient=str(waiting.pk), email="Nadia@example.org", send=True
    )
    assert made.code == ""
    assert made.mailed is True
    assert made.qr.startswith("<svg")
    assert mail.outbox[0].to == ["nadia@example.org"]
    assert made.link in mail.outbox[0].body
    said = (mail.outbox[0].subject + mail.outbox[0].body).lower()
    assert not any(word in said for word in ("ponte", "hip", "pain", "bone", "patient", "nadia", "sofia"))
    nadia = person("nadia")
    taken = take(client_of(nadia), made)
    assert taken.status_code == 200, taken.content
    waiting.refresh_from_db()
    assert waiting.user_id == nadia.pk
    assert set(waiting.consents.filter(withdrawn_at=None).values_list("kind", flat=True)) == set(BOTH)
    again = take(client_of(person("other")), made)
    assert again.status_code == 400
    assert again.json()["errors"][0]["code"] == "gone"
    assert not broken_links()


def test_another_address_or_one_that_is_not_verified_does_not_fit(cast, client_of, waiting):
    made = invite(client_of(cast.sofia), role="patient", patient=str(waiting.pk), email="nadia@example.org")
    for user in (person("other"), person("nadia", verified=False)):
        refused = take(client_of(user), made)
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["code"] == "address"
    assert Invitation.objects.get(pk=made.id).state == "open"


def test_a_code_is_read_out_and_five_wrong_ones_end_it(cast, client_of, waiting):
    made = invite(client_of(cast.sofia), role="patient", patient=str(waiting.pk))
    assert len(made.code) == 6
    assert made.code not in str(Invitation.objects.filter(pk=made.id).values().get())
    guest = client_of(person("nadia"))
    assert take(guest, made).json()["errors"][0]["code"] == "required"
    wrong = "000000" if made.code != "000000" else "000001"
    for _ in range(5):
        assert take(guest, made, code=wrong).json()["errors"][0]["field"] == "code"
    dead = take(guest, made, code=made.code)
    assert dead.status_code == 400
    assert dead.json()["errors"][0]["code"] == "gone"
    assert guest.post(LOOK, {"secret": made.secret}).json()["state"] == "blocked"


def test_the_right_code_with_spaces_opens(cast, client_of, waiting):
    made = invite(client_of(cast.sofia), role="patient", patient=str(waiting.pk))
    assert take(client_of(person("nadia")), made, code=f"{made.code[:3]} {made.code[3:]}").status_code == 200


def test_without_the_two_consents_nothing_is_spent(cast, client_of, waiting):
    made = invite(client_of(cast.sofia), role="patient", patient=str(waiting.pk), email="nadia@example.org")
    guest = client_of(person("nadia"))
    refused = take(guest, made, consents=["data_use"])
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == "consents"
    assert take(guest, made, timezone="Nowhere").json()["errors"][0]["field"] == "timezone"
    assert take(guest, made).status_code == 200


def test_it_expires(cast, client_of, waiting):
    made = invite(client_of(cast.sofia), role="patient", patient=str(waiting.pk), email="nadia@example.org", days=1)
    guest = client_of(person("nadia"))
    with clock.moved_to(clock.now() + timedelta(days=2)):
        assert guest.post(LOOK, {"secret": made.secret}).json()["state"] == "expired"
        assert take(guest, made).json()["errors"][0]["code"] == "gone"


def test_a_link_says_little_to_a_stranger(cast, client_of, waiting):
    made = invite(client_of(cast.sofia), role="patient", patient=str(waiting.pk), email="nadia@example.org")
    seen = client_of(None).post(LOOK, {"secret": made.secret})
    assert seen.status_code == 200
    assert seen.json()["clinic"] == "Ponte"
    assert seen.json()["email"] == "n•••@e•••.org"
    assert seen.json()["inviter"] is None
    assert "Nadia" not in seen.content.decode()
    assert client_of(None).post(LOOK, {"secret": "made-up"}).status_code == 404
    assert client_of(None).post(TAKE, {"secret": made.secret}).status_code == 401
    assert client_of(person("nadia")).post(LOOK, {"secret": made.secret}).json()["inviter"] == "Sofia"


def test_a_new_link_ends_the_older_one_of_the_same_record(cast, client_of, waiting):
    desk = client_of(cast.sofia)
    first = invite(desk, role="patient", patient=str(waiting.pk))
    second = invite(desk, role="patient", patient=str(waiting.pk))
    states = {row["id"]: row["state"] for row in desk.get(f"{URL}?patient={waiting.pk}").json()}
    assert states == {first.id: "revoked", second.id: "open"}


def test_who_may_invite_whom(cast, client_of, waiting):
    def status(who, **body):
        return client_of(who).post(URL, body).status_code

    assert status(cast.otto, role="patient", patient=str(waiting.pk)) == 404
    assert status(cast.ruben, role="patient", patient=str(waiting.pk)) == 404
    assert status(cast.nina, role="patient") == 403
    assert status(cast.sofia, role="patient", patient=str(cast.maria.pk)) == 400  # has her person already
    assert status(cast.sofia, role="doctor") == 403
    assert status(cast.ruben, role="doctor", clinic=str(cast.altona.pk)) == 403
    assert status(cast.ruben, role="doctor") == 201
    assert status(cast.sofia, role="caregiver") == 403
    assert status(cast.maria, role="caregiver") == 201
    assert status(cast.maria, role="king") == 400
    assert status(None, role="patient") == 401
    assert status(cast.maria, role="caregiver", send=True) == 400


def test_outsiders_neither_see_nor_revoke(cast, client_of, waiting):
    made = invite(client_of(cast.sofia), role="patient", patient=str(waiting.pk))
    helper = invite(client_of(cast.maria), role="caregiver")
    staff = invite(client_of(cast.ruben), role="doctor")
    listed = {who: [row["id"] for row in client_of(getattr(cast, who)).get(URL).json()] for who in
              ("sofia", "maria", "ruben", "otto", "jonas", "nina")}  # fmt: skip
    assert listed == {
        "sofia": [made.id],
        "maria": [helper.id],
        "ruben": [staff.id],
        "otto": [],
        "jonas": [],
        "nina": [],
    }
    for who, theirs in (("otto", made), ("jonas", helper), ("sofia", helper), ("sofia", staff), ("maria", made)):
        assert client_of(getattr(cast, who)).delete(f"{URL}/{theirs.id}").status_code == 404
    assert client_of(cast.maria).delete(f"{URL}/{helper.id}").status_code == 204
    assert client_of(cast.maria).get(URL).json()[0]["state"] == "revoked"
    guest = take(client_of(person("tom")), helper, code=helper.code)
    assert guest.status_code == 400


def test_a_colleague_is_invited_by_the_administrator(cast, client_of):
    made = invite(client_of(cast.ruben), role="physiotherapist", email="nora@example.org")
    nora = person("nora")
    guest = client_of(nora, strong=False)
    assert take(guest, made).status_code == 200
    assert Membership.objects.active().filter(user=nora, clinic=cast.ponte, role="physiotherapist").exists()
    assert guest.get("/api/v1/patients").status_code == 403  # a second factor first
    assert len(client_of(nora).get("/api/v1/patients").json()["results"]) == 2


def test_a_caregiver_acts_as_themselves_within_what_the_patient_allows(cast, client_of, entry):
    made = invite(client_of(cast.maria), role="caregiver", may_log=False, email="tom@example.org")
    tom = person("tom")
    helper = client_of(tom)
    assert take(helper, made).json()["patient"]["name"] == "Maria"
    record, push = f"/api/v1/patients/{cast.maria.pk}", f"/api/v1/sync/push?patient={cast.maria.pk}"
    assert helper.get(record).status_code == 200
    assert helper.get("/api/v1/me").json()["caring_for"][0]["may_log"] is False
    assert helper.post(push, {"items": [entry()]}).status_code == 403
    right = client_of(cast.maria).patch(f"{record}/team/{tom.pk}", {"may_log": True})
    assert right.status_code == 200
    assert right.json()["may_log"] is True
    assert helper.post(push, {"items": [entry()]}).json()["results"][0]["result"] == "created"
    written = AuditEvent.objects.filter(patient_id=cast.maria.pk, action__startswith="log").last()
    assert (written.actor_id, written.actor_role) == (tom.pk, "caregiver")
    assert helper.get(f"{record}/records").json()["results"][-1]["author"] == {"name": "Tom", "role": "caregiver"}
    assert helper.get(f"/api/v1/patients/{cast.jonas.pk}").status_code == 404
    assert client_of(cast.maria).delete(f"{record}/team/{tom.pk}").status_code == 204
    assert helper.get(record).status_code == 404
    assert helper.post(push, {"items": [entry()]}).status_code == 404
    assert helper.get("/api/v1/me").json()["caring_for"] == []


def test_nobody_becomes_their_own_caregiver(cast, client_of):
    made = invite(client_of(cast.maria), role="caregiver")
    refused = take(client_of(cast.maria), made, code=made.code)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["code"] == "own"
    assert Invitation.objects.get(pk=made.id).state == "open"


def test_a_patient_brings_the_record_along_to_another_clinic(cast, client_of):
    made = invite(client_of(cast.otto), role="patient")
    patient = client_of(cast.maria)
    assert patient.post(LOOK, {"secret": made.secret}).json()["leaves"] == "Ponte"
    assert take(patient, made, code=made.code).status_code == 200
    cast.maria.refresh_from_db()
    assert cast.maria.clinic_id == cast.altona.pk
    assert client_of(cast.otto).get(f"/api/v1/patients/{cast.maria.pk}").status_code == 200
    assert client_of(cast.sofia).get(f"/api/v1/patients/{cast.maria.pk}").status_code == 404
    assert [stay.until is None for stay in ClinicStay.objects.filter(patient=cast.maria).order_by("pk")] == [
        False,
        True,
    ]


def test_somebody_without_a_record_gets_one_at_the_clinic(cast, client_of):
    made = invite(client_of(cast.otto), role="patient")
    ulla = person("ulla")
    body = take(client_of(ulla), made, code=made.code, timezone="Europe/Berlin", birth_year=1980).json()
    patient = Patient.objects.get(pk=body["patient"]["id"])
    assert (patient.user_id, patient.clinic_id, patient.timezone) == (ulla.pk, cast.altona.pk, "Europe/Berlin")


def test_two_records_of_one_person_are_not_mixed_up(cast, client_of, waiting):
    """An empty one of the clinic gives way; one with entries does not."""
    made = invite(client_of(cast.sofia), role="patient", patient=str(waiting.pk), email="zoe@example.org")
    EmailAddress.objects.create(user=cast.zoe.user, email="zoe@example.org", verified=True, primary=True)
    body = {"kind": "prescription", "side": "left", "status": "PWB", "percent": 30}
    client_of(cast.sofia).post(f"/api/v1/patients/{waiting.pk}/records", body)
    refused = take(client_of(cast.zoe), made)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["code"] == "two_records"
    empty = Patient.objects.create(name="Zoe", clinic=cast.ponte)
    made = invite(client_of(cast.sofia), role="patient", patient=str(empty.pk), email="zoe@example.org")
    assert take(client_of(cast.zoe), made).json()["patient"]["id"] == str(cast.zoe.pk)
    assert client_of(cast.sofia).get(f"/api/v1/patients/{empty.pk}").status_code == 404


def test_one_opens_a_record_of_ones_own_without_a_clinic(cast, client_of):
    guest = client_of(cast.nina)
    body = {"name": "Nina", "sex": "female", "timezone": "Europe/Berlin", "consents": ["data_use", "email_reminders"]}
    assert guest.post("/api/v1/me/patient", body | {"consents": []}).json()["errors"][0]["field"] == "consents"
    assert guest.post("/api/v1/me/patient", body | {"timezone": "Nowhere"}).status_code == 400
    made = guest.post("/api/v1/me/patient", body)
    assert made.status_code == 201
    assert made.json()["clinic"] is None
    assert made.json()["refused"] == ["push_reminders"]  # its box was left empty
    assert guest.post("/api/v1/me/patient", body).status_code == 400
    assert client_of(None).post("/api/v1/me/patient", body).status_code == 401
    assert client_of(cast.sofia).get(f"/api/v1/patients/{made.json()['id']}").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_at_once_one_gets_it(cast):
    """Both have passed every check before either writes."""
    issued = links.issue(by=Actor.system("test"), role="doctor", clinic=cast.ponte)
    guests = [person("first"), person("second")]
    ready = threading.Barrier(2, timeout=10)
    outcomes = []

    def go(user):
        try:
            links.prove(Invitation.objects.get(pk=issued.invitation.pk), user=user, code=issued.code)
            ready.wait()
            invitation = Invitation.objects.get(pk=issued.invitation.pk)
            with invitations.transaction.atomic():
                links.claim(by=Actor("caregiver", user.pk), invitation=invitation, user=user)
            outcomes.append("taken")
        except Refused as error:
            outcomes.append(error.code)
        finally:
            connections.close_all()

    if connection.vendor == "sqlite":
        # One connection in memory: the two go one after the other, both with the row as it was before.
        stale = [Invitation.objects.get(pk=issued.invitation.pk) for _ in guests]
        for user, invitation in zip(guests, stale, strict=True):
            try:
                with invitations.transaction.atomic():
                    links.claim(by=Actor("caregiver", user.pk), invitation=invitation, user=user)
                outcomes.append("taken")
            except Refused as error:
                outcomes.append(error.code)
    else:
        threads = [threading.Thread(target=go, args=[user]) for user in guests]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(outcomes) == ["gone", "taken"]
    assert CareTeamMember.objects.count() == 0
