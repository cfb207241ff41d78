"""Care team, leaving and changing clinics, consents: what follows, and nobody else's business."""

from zoneinfo import ZoneInfo

import pytest

from backend.accounts.models import Membership, User
from backend.core.actor import Actor
from backend.core.models import AuditEvent
from backend.patients.actions import join_team
from backend.patients.models import CareTeamMember, Consent, Patient
from backend.reminders.models import PushSubscription
from backend.reminders.recipients import recipients_of
from backend.reminders.timing import Wishes

BY = Actor.system("test")
OUTSIDERS = ["zoe", "otto", "nina", "ruben", "jonas"]


def at(patient, rest=""):
    return f"/api/v1/patients/{patient.pk}{rest}"


@pytest.fixture
def colleague(cast):
    user = User.objects.create_user("dora@example.org", "correct horse battery", name="Dora")
    Membership.objects.create(user=user, clinic=cast.ponte, role="doctor")
    return user


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize(
    ("method", "rest"),
    [
        ("get", "/team"),
        ("post", "/team"),
        ("patch", "/team/1"),
        ("delete", "/team/1"),
        ("post", "/leave-clinic"),
        ("get", "/transfers"),
        ("post", "/transfers"),
        ("post", "/transfers/01890000-0000-7000-8000-000000000000"),
        ("delete", "/transfers/01890000-0000-7000-8000-000000000000"),
        ("get", "/consents"),
        ("post", "/consents"),
        ("post", "/consents/research/withdraw"),
    ],
)
def test_for_outsiders_there_is_nothing(cast, client_of, who, method, rest):
    assert getattr(client_of(getattr(cast, who)), method)(at(cast.maria, rest), {}).status_code == 404


def test_the_team_has_dates_and_a_clinician_adds_a_colleague(cast, client_of, colleague):
    desk = client_of(cast.sofia)
    added = desk.post(at(cast.maria, "/team"), {"user": colleague.pk})
    assert added.status_code == 201
    assert added.json()["role"] == "doctor"
    assert desk.post(at(cast.maria, "/team"), {"user": colleague.pk}).status_code == 201  # again changes nothing
    for stranger in (cast.otto, cast.ruben, cast.maria.user):
        assert desk.post(at(cast.maria, "/team"), {"user": stranger.pk}).json()["errors"][0]["field"] == "user"
    assert client_of(cast.maria).post(at(cast.maria, "/team"), {"user": colleague.pk}).status_code == 403
    assert client_of(cast.maria).delete(at(cast.maria, f"/team/{colleague.pk}")).status_code == 403
    assert desk.delete(at(cast.maria, f"/team/{colleague.pk}")).status_code == 204
    assert desk.delete(at(cast.maria, f"/team/{colleague.pk}")).status_code == 404
    rows = client_of(cast.maria).get(at(cast.maria, "/team")).json()
    assert [(row["name"], row["until"] is None) for row in rows] == [("Dora", False)]


def test_a_caregiver_leaves_but_decides_nothing_else(cast, client_of):
    join_team(by=BY, patient=cast.maria, user=cast.nina, role="caregiver")
    join_team(by=BY, patient=cast.maria, user=cast.sofia, role="physiotherapist")
    helper = client_of(cast.nina)
    assert helper.patch(at(cast.maria, f"/team/{cast.nina.pk}"), {"may_message": True}).status_code == 403
    assert helper.delete(at(cast.maria, f"/team/{cast.sofia.pk}")).status_code == 403
    assert helper.get(at(cast.maria, "/consents")).status_code == 404
    assert helper.post(at(cast.maria, "/leave-clinic")).status_code == 403
    assert client_of(cast.sofia).delete(at(cast.maria, f"/team/{cast.nina.pk}")).status_code == 403
    assert helper.delete(at(cast.maria, f"/team/{cast.nina.pk}")).status_code == 204
    assert helper.get(at(cast.maria)).status_code == 404


def test_leaving_takes_the_record_along_and_the_clinic_keeps_what_it_signed(cast, client_of, entry):
    join_team(by=BY, patient=cast.maria, user=cast.sofia, role="physiotherapist")
    desk, phone = client_of(cast.sofia), client_of(cast.maria)
    body = {"kind": "prescription", "side": "left", "status": "PWB", "percent": 30}
    assert desk.post(at(cast.maria, "/records"), body).status_code == 201
    phone.post("/api/v1/sync/push", {"items": [entry()]})
    assert desk.post(at(cast.maria, "/leave-clinic")).status_code == 403
    assert phone.post(at(cast.maria, "/leave-clinic")).status_code == 204
    assert phone.post(at(cast.maria, "/leave-clinic")).status_code == 400
    assert desk.get(at(cast.maria)).status_code == 404
    assert desk.get("/api/v1/dashboard/worklist").json()["rows"] == []
    assert len(phone.get(at(cast.maria, "/records")).json()["results"]) == 2
    kept = f"/api/v1/clinics/{cast.ponte.pk}/former-patients"
    assert [row["name"] for row in desk.get(kept).json()] == ["Maria"]
    signed = desk.get(f"{kept}/{cast.maria.pk}/signed").json()
    assert [row["kind"] for row in signed] == ["prescription"]
    assert AuditEvent.objects.filter(patient_id=cast.maria.pk, action="read", kind="signed_here").exists()
    assert desk.get(f"{kept}/{cast.jonas.pk}/signed").status_code == 404
    for who, code in (("otto", 404), ("maria", 404), ("nina", 404), ("ruben", 403)):
        assert client_of(getattr(cast, who)).get(kept).status_code == code
        assert client_of(getattr(cast, who)).get(f"{kept}/{cast.maria.pk}/signed").status_code == code


def test_a_transfer_needs_the_patients_yes(cast, client_of):
    desk, phone = client_of(cast.sofia), client_of(cast.maria)
    names = [row["name"] for row in desk.get("/api/v1/clinics").json()]
    assert names == ["Altona", "Ponte"]
    assert phone.get("/api/v1/clinics").status_code == 403
    to = {"clinic": str(cast.altona.pk)}
    assert phone.post(at(cast.maria, "/transfers"), to).status_code == 403
    assert desk.post(at(cast.maria, "/transfers"), {"clinic": str(cast.ponte.pk)}).status_code == 400
    made = desk.post(at(cast.maria, "/transfers"), to)
    assert made.status_code == 201
    assert desk.post(at(cast.maria, "/transfers"), to).status_code == 409
    one = at(cast.maria, f"/transfers/{made.json()['id']}")
    assert client_of(cast.otto).get(at(cast.maria)).status_code == 404
    assert desk.post(one, {"accept": True}).status_code == 403
    assert (
        client_of(cast.jonas).post(at(cast.jonas, f"/transfers/{made.json()['id']}"), {"accept": True}).status_code
        == 404
    )
    assert phone.post(one, {"accept": True}).json()["accepted"] is True
    assert phone.post(one, {"accept": False}).status_code == 409
    assert client_of(cast.otto).get(at(cast.maria)).status_code == 200
    assert desk.get(at(cast.maria)).status_code == 404
    assert phone.get(at(cast.maria, "/transfers")).json()[0]["to_clinic"]["name"] == "Altona"


def test_a_transfer_is_declined_or_taken_back(cast, client_of):
    desk, phone = client_of(cast.sofia), client_of(cast.maria)
    for end in ("decline", "withdraw"):
        made = desk.post(at(cast.maria, "/transfers"), {"clinic": str(cast.altona.pk)}).json()
        one = at(cast.maria, f"/transfers/{made['id']}")
        done = phone.post(one, {"accept": False}) if end == "decline" else desk.delete(one)
        assert done.status_code in (200, 204)
    assert desk.get(at(cast.maria)).status_code == 200
    unseen = Patient.objects.create(name="No account", clinic=cast.ponte)
    refused = desk.post(at(unseen, "/transfers"), {"clinic": str(cast.altona.pk)})
    assert refused.json()["errors"][0]["code"] == "no_account"


def test_a_role_ends_and_with_it_every_care_team(cast, client_of):
    join_team(by=BY, patient=cast.maria, user=cast.sofia, role="physiotherapist")
    url = f"/api/v1/clinics/{cast.ponte.pk}/members"
    staff = {row["name"]: row["id"] for row in client_of(cast.ruben).get(url).json()}
    assert set(staff) == {"Ruben", "Sofia"}
    assert client_of(cast.sofia).delete(f"{url}/{staff['Ruben']}").status_code == 403
    for who in ("otto", "maria", "nina"):
        assert client_of(getattr(cast, who)).get(url).status_code == 404
        assert client_of(getattr(cast, who)).delete(f"{url}/{staff['Sofia']}").status_code == 404
    last = client_of(cast.ruben).delete(f"{url}/{staff['Ruben']}")
    assert last.status_code == 400
    assert last.json()["errors"][0]["code"] == "last_administrator"
    assert client_of(cast.ruben).delete(f"{url}/{staff['Sofia']}").status_code == 204
    assert client_of(cast.sofia).get(at(cast.maria)).status_code == 404
    assert not CareTeamMember.objects.active().filter(user=cast.sofia).exists()


def test_consents_are_dated_versioned_and_withdrawn(cast, client_of):
    phone = client_of(cast.maria)
    url = at(cast.maria, "/consents")
    row = next(one for one in phone.get(url + "?language=de").json() if one["kind"] == "research")
    assert row["title"] == "Teil von Forschungsauszügen"
    assert not row["holds"]
    assert phone.post(url, {"kind": "research", "version": "0"}).json()["errors"][0]["field"] == "version"
    assert phone.post(url, {"kind": "research", "version": row["version"]}).status_code == 200
    assert list(Patient.objects.consenting_to_research()) == [cast.maria]
    desk = client_of(cast.sofia)
    assert desk.post(url, {"kind": "research", "version": "1"}).status_code == 403
    assert desk.post(url + "/research/withdraw").status_code == 403
    assert desk.get(url).status_code == 200
    assert AuditEvent.objects.filter(patient_id=cast.maria.pk, action="read", kind="consents").exists()
    after = next(one for one in phone.post(url + "/research/withdraw").json() if one["kind"] == "research")
    assert not after["holds"]
    assert after["history"][0]["withdrawn_at"]
    assert not Patient.objects.consenting_to_research().exists()
    assert phone.post(url + "/weather/withdraw").status_code == 404
    assert phone.get(url + "?language=xx").status_code == 400
    assert client_of(None).get("/api/v1/consent-texts").status_code == 200


def test_withdrawn_sharing_closes_the_record_to_the_clinic_at_once(cast, client_of):
    join_team(by=BY, patient=cast.maria, user=cast.sofia, role="physiotherapist")
    desk, phone = client_of(cast.sofia), client_of(cast.maria)
    assert desk.get(at(cast.maria)).status_code == 200
    assert phone.post(at(cast.maria, "/consents/clinic_sharing/withdraw")).status_code == 200
    assert desk.get(at(cast.maria)).status_code == 404
    assert phone.get(at(cast.maria)).json()["clinic"] is None
    assert phone.get(at(cast.maria)).json()["care_team"] == []
    refused = phone.post(at(cast.maria, "/consents"), {"kind": "clinic_sharing", "version": "1"})
    assert refused.json()["errors"][0]["code"] == "no_clinic"


def ways(patient):
    fresh = Patient.objects.select_related("user").get(pk=patient.pk)
    wishes = Wishes(zone=ZoneInfo("Europe/Lisbon"))
    return recipients_of([(fresh, "patient", wishes)])[fresh.pk, "patient"]


def test_a_channel_without_consent_is_silent(cast, client_of, settings):
    settings.VAPID_PRIVATE_KEY = "A" * 42 + "E"  # a number that is a key
    PushSubscription.objects.create(user=cast.maria.user, digest="x", secret="x")
    phone = client_of(cast.maria)
    before = ways(cast.maria)[0]
    assert before.address == "maria@example.org"
    assert len(before.subscriptions) == 1
    phone.post(at(cast.maria, "/consents/push_reminders/withdraw"))
    assert ways(cast.maria)[0].subscriptions == ()
    assert ways(cast.maria)[0].address
    phone.post(at(cast.maria, "/consents/email_reminders/withdraw"))
    assert not ways(cast.maria)[0].reachable
    for kind in ("push_reminders", "email_reminders"):
        phone.post(at(cast.maria, "/consents"), {"kind": kind, "version": "1"})
    assert ways(cast.maria)[0] == before


def test_a_switch_in_the_settings_undoes_no_refusal_and_a_yes_turns_it_on(cast, client_of, entry):
    phone = client_of(cast.maria)

    def told():
        changes = phone.get("/api/v1/sync/pull", {"after": 0}).json()["changes"]
        profile = next(one["profile"] for one in changes if one["type"] == "profile")
        return profile["refused"], profile["settings"].get("email"), bool(ways(cast.maria)[0].address)

    assert told() == ([], None, True)
    seen = phone.get("/api/v1/sync/pull", {"after": 0}).json()["cursor"]
    phone.post(at(cast.maria, "/consents/email_reminders/withdraw"))
    assert phone.get("/api/v1/sync/pull", {"after": seen}).json()["changes"][0]["type"] == "profile"
    assert told() == (["email_reminders"], None, False)
    for email in (True, False):
        phone.post("/api/v1/sync/push", {"items": [entry("setting", email=email)]}, format="json")
        assert told() == (["email_reminders"], email, False)
    phone.post(at(cast.maria, "/consents"), {"kind": "email_reminders", "version": "1"})
    assert told() == ([], True, True)


def test_without_data_use_nobody_else_sees_and_nothing_is_sent(cast, client_of):
    phone = client_of(cast.maria)
    join_team(by=BY, patient=cast.maria, user=cast.nina, role="caregiver")
    phone.post(at(cast.maria, "/consents"), {"kind": "data_use", "version": "1"})
    phone.post(at(cast.maria, "/consents/data_use/withdraw"))
    assert client_of(cast.nina).get(at(cast.maria)).status_code == 404
    assert client_of(cast.sofia).get(at(cast.maria)).status_code == 404
    assert not Consent.objects.filter(patient=cast.maria, withdrawn_at=None).exists()
    assert not ways(cast.maria)[0].reachable
    assert phone.get(at(cast.maria)).status_code == 200


def test_a_caregiver_is_told_only_where_the_patient_allows_it(cast, client_of):
    member = join_team(by=BY, patient=cast.maria, user=cast.nina, role="caregiver")
    assert [one.key for one in ways(cast.maria)] == [f"user:{cast.maria.user_id}"]
    CareTeamMember.objects.filter(pk=member.pk).update(may_message=True)
    assert [one.key for one in ways(cast.maria)] == [f"user:{cast.maria.user_id}", f"user:{cast.nina.pk}"]


def test_only_an_administrator_is_told_who_has_a_second_factor(cast, client_of):
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=cast.sofia, type=Authenticator.Type.TOTP, data={})
    Authenticator.objects.filter(user=cast.ruben).delete()
    Authenticator.objects.create(user=cast.ruben, type=Authenticator.Type.RECOVERY_CODES, data={})
    url = f"/api/v1/clinics/{cast.ponte.pk}/members"
    seen = {row["name"]: row["second_factor"] for row in client_of(cast.ruben).get(url).json()}
    assert seen == {"Ruben": False, "Sofia": True}
    assert {row["second_factor"] for row in client_of(cast.sofia).get(url).json()} == {None}
