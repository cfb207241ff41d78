"""The operators' pages: what is opened there is audited, and nothing there changes who gets in."""

import pytest
from django.test import Client
from django.utils import timezone

from backend.accounts.models import User
from backend.core.actor import Actor
from backend.core.audit import broken_links
from backend.core.models import AuditEvent
from backend.patients.actions import join_team
from backend.reminders.models import Reminder


@pytest.fixture
def operator(cast):
    user = User.objects.create_superuser("op@example.org", "correct horse battery")
    client = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def rows(cast):
    """One row of each kind that belongs to Maria: address of its page and how the trail calls it."""
    member = join_team(by=Actor.system("test"), patient=cast.maria, user=cast.nina, role="caregiver")
    now = timezone.now()
    told = Reminder.objects.create(
        patient=cast.maria, kind="dexa-baseline", slot="x", due_on=now.date(), nominal_at=now, due_at=now
    )
    return {
        "patient": f"/admin/patients/patient/{cast.maria.pk}/change/",
        "careteammember": f"/admin/patients/careteammember/{member.pk}/change/",
        "reminder": f"/admin/reminders/reminder/{told.pk}/change/",
    }


def test_opening_a_patients_row_is_in_that_patients_trail(operator, rows, cast, client_of):
    for kind, path in rows.items():
        assert operator.get(path).status_code == 200, path
        row = AuditEvent.objects.filter(action="read", kind=f"operator:{kind}").get()
        assert (row.patient_id, row.actor_id, row.actor_role) == (cast.maria.pk, operator.user.pk, "system")
    seen = client_of(cast.maria).get(f"/api/v1/patients/{cast.maria.pk}/seen").json()["results"]
    assert {line["kind"] for line in seen if line["name"] == "op@example.org"} == {
        f"operator:{kind}" for kind in rows
    }
    assert broken_links() == []


def test_a_list_is_in_the_operators_own_trail(operator, rows):
    for kind, path in rows.items():
        page = operator.get(path.rsplit("/", 3)[0] + "/")
        assert page.status_code == 200
        assert b"Maria" not in page.content
        row = AuditEvent.objects.get(action="read_list", kind=f"operator:{kind}")
        assert (row.patient_id, row.scope, row.count) == (
            None,
            f"user:{operator.user.pk}",
            3 if kind == "patient" else 1,
        )


def test_a_row_that_is_not_there_leaves_no_reading(operator, rows):
    operator.get("/admin/patients/patient/01980000-0000-7000-8000-000000000000/change/")
    assert not AuditEvent.objects.filter(action="read").exists()


@pytest.mark.parametrize(
    "path", ["mfa/authenticator", "usersessions/usersession", "account/emailaddress", "auth/group"]
)
def test_pages_that_would_change_who_gets_in_are_not_there(operator, path):
    assert operator.get(f"/admin/{path}/").status_code == 404


def test_staff_without_the_right_see_no_page_and_leave_no_reading(cast, rows, client_of):
    User.objects.filter(pk=cast.sofia.pk).update(is_staff=True)
    for path in rows.values():
        assert client_of(cast.sofia).get(path).status_code in (302, 403)
    assert not AuditEvent.objects.filter(kind__startswith="operator:").exists()
