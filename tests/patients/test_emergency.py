"""Break-glass: a clinician opens a record outside their team, for hours, and everybody concerned is told."""

import time
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress

from backend.accounts import outbox
from backend.accounts.models import Clinic, Membership, User
from backend.core.models import AuditEvent
from backend.patients.models import EmergencyAccess

REASON = "Colleague is away, patient stands at the desk"


@pytest.fixture
def ward(cast, client_of):
    """Ponte keeps to care teams, and Sofia is on nobody's."""
    Clinic.objects.filter(pk=cast.ponte.pk).update(access="team")
    for user in (cast.ruben, cast.maria.user):
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    cast.desk = client_of(cast.sofia)
    cast.url = f"/api/v1/clinics/{cast.ponte.pk}/emergencies"
    cast.record = f"/api/v1/patients/{cast.maria.pk}"
    return cast


def opened(ward, **more):
    return ward.desk.post(ward.url, {"name": "maria ", "birth_year": 1986, "reason": REASON} | more)


def test_a_reason_opens_the_record_for_four_hours_and_all_are_told(ward, client_of, mailoutbox):
    assert ward.desk.get(ward.record).status_code == 404
    with time_machine.travel(time.time(), tick=True) as clock:
        answer = opened(ward)
        assert answer.status_code == 201, answer.content
        assert answer.json()["patient"] == str(ward.maria.pk)
        assert ward.desk.get(ward.record).status_code == 200
        assert ward.desk.get(f"/api/v1/patients/{ward.jonas.pk}").status_code == 404
        outbox.send_due()
        assert {mail.to[0] for mail in mailoutbox} == {"maria@example.org", "ruben@example.org"}
        words = " ".join(mail.subject + mail.body for mail in mailoutbox)
        assert not any(word in words for word in ("Ponte", "Sofia", REASON, "osteo", "hip"))
        assert ("open_in_emergency", ward.sofia.pk) in AuditEvent.objects.filter(
            patient_id=ward.maria.pk
        ).values_list("action", "actor_id")
        seen = client_of(ward.maria).get(f"{ward.record}/seen").json()["results"]
        assert "open_in_emergency" in {line["action"] for line in seen}
        clock.shift(timedelta(hours=4, minutes=1))
        assert ward.desk.get(ward.record).status_code == 404


def test_the_administrator_sees_who_and_why_and_not_of_whom(ward, client_of):
    opened(ward)
    rows = client_of(ward.ruben).get(ward.url).json()
    assert [(row["name"], row["reason"], row["open"]) for row in rows] == [("Sofia", REASON, True)]
    assert "Maria" not in str(rows)
    assert str(ward.maria.pk) not in str(rows)
    assert client_of(ward.sofia).get(ward.url).status_code == 403
    assert client_of(ward.otto).get(ward.url).status_code == 404
    assert client_of(ward.ruben).get(ward.record).status_code == 404
    assert client_of(ward.ruben).delete(f"{ward.url}/{rows[0]['id']}").status_code == 204
    assert ward.desk.get(ward.record).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name": "Mari"}, "unknown"),
        ({"birth_year": 1987}, "unknown"),
        ({"name": "Zoe", "birth_year": 1990}, "unknown"),  # another clinic's
        ({"reason": "why  not"}, "invalid"),
    ],
)
def test_a_name_has_to_be_whole_and_a_reason_given(ward, wrong, code):
    answer = opened(ward, **wrong)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, code)
    assert not EmergencyAccess.objects.exists()


def test_guessing_names_ends_soon(ward):
    codes = [opened(ward, name=f"Nobody {number}").status_code for number in range(12)]
    assert codes[:10] == [400] * 10
    assert set(codes[10:]) == {429}
    assert AuditEvent.objects.filter(action="emergency_not_found", actor_id=ward.sofia.pk).count() == 10


def test_who_needs_none_or_may_not_is_refused(ward, client_of):
    for who, code in ((ward.ruben, 403), (ward.otto, 404), (ward.maria, 404), (None, 401)):
        answer = client_of(who).post(ward.url, {"name": "Maria", "birth_year": 1986, "reason": REASON})
        assert answer.status_code == code, who
    ward.jonas.user = ward.sofia  # her own record
    User.objects.filter(patient=ward.jonas).exists()
    Clinic.objects.filter(pk=ward.ponte.pk).update(access="clinic")
    assert opened(ward).status_code == 403  # everybody clinical sees everything anyway


def test_it_ends_with_the_work_at_the_clinic_and_with_the_patients_leaving(ward):
    opened(ward)
    Membership.objects.filter(user=ward.sofia).update(role="administrator")
    assert ward.desk.get(ward.record).status_code == 404
    Membership.objects.filter(user=ward.sofia).update(role="physiotherapist")
    assert ward.desk.get(ward.record).status_code == 200
    ward.maria.clinic = ward.altona
    ward.maria.save()
    assert ward.desk.get(ward.record).status_code == 404
