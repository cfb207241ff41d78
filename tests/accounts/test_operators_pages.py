"""The operators' pages: what is opened there is audited, and nothing there changes who gets in."""

import time

import pytest
from django.contrib import admin
from django.test import Client
from django.utils import timezone

from backend.accounts.models import User
from backend.core.actor import Actor
from backend.core.audit import broken_links
from backend.core.models import AuditEvent
from backend.patients.actions import join_team
from backend.reminders.models import Reminder
from backend.tracking.assessment import reassess


@pytest.fixture
def operator(cast, client_of):
    user = User.objects.create_superuser("op@example.org", "correct horse battery")
    client = client_of(user)
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


def test_they_have_no_door_of_their_own(cast, client_of):
    """No password is looked at here: neither guessed without a limit nor taken without a second factor."""
    User.objects.create_superuser("op@example.org", "correct horse battery")
    stranger = Client()
    for path in ("/admin/", "/admin/login/", "/admin/accounts/user/", "/admin/password_change/", "/admin/jsi18n/"):
        answer = stranger.get(path, follow=True)
        assert (answer.status_code, b"<input" in answer.content) == (403, False), path
    tried = {"username": "op@example.org", "password": "correct horse battery", "next": "/admin/"}
    began = time.process_time()
    answers = [stranger.post("/admin/login/", tried) for _ in range(5)]
    assert {answer.status_code for answer in answers} == {403}
    assert time.process_time() - began < 2
    assert "_auth_user_id" not in stranger.session


def test_an_operator_without_a_second_factor_is_shown_where_to_set_it_up(cast, client_of):
    user = User.objects.create_superuser("op@example.org", "correct horse battery")
    weak = client_of(user, strong=False)
    for path in ("/admin/", "/admin/patients/patient/", "/admin/accounts/user/"):
        answer = weak.get(path, follow=True)
        assert answer.status_code == 403
        assert b"/more/security" in answer.content
    assert not AuditEvent.objects.filter(kind__startswith="operator:").exists()
    assert client_of(user).get("/admin/").status_code == 200
    assert AuditEvent.objects.filter(action="open_operators_pages", actor_id=user.pk).count() == 1


def test_no_page_names_anybody_or_says_what_they_have(operator, cast, client_of, entry, rows):
    phone = client_of(cast.maria)
    phone.post("/api/v1/sync/push", {"items": [entry(intensity=9), entry("medicine", name="Heparin")]}, format="json")
    phone.post("/api/v1/tokens", {"name": "script of Maria"}, format="json")
    reassess(cast.maria.pk)
    seen = 0
    for model, page in admin.site._registry.items():
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for path in (
            base,
            *(f"{base}{key}/change/" for key in model._default_manager.values_list("pk", flat=True)[:3]),
        ):
            answer = operator.get(path)
            assert answer.status_code == 200, path
            seen += 1
            text = answer.content.decode().replace("op@example.org", "")
            for word in ("Maria", "Sofia", "maria@", "@example.org", "Heparin", "dexa", "pain", "script of"):
                assert word not in text, (path, word)
        assert not page.has_add_permission(None)
    assert seen > 15
    for gone in ("tracking/finding", "core/auditevent"):
        assert operator.get(f"/admin/{gone}/").status_code == 404


def test_who_looked_at_a_list_of_people_is_noted(operator, cast):
    assert operator.get("/admin/accounts/user/?q=maria@example.org").status_code == 200
    row = AuditEvent.objects.get(action="read_list", kind="operator:user")
    assert (row.actor_id, row.count) == (operator.user.pk, 1)
