"""A clinic with a sign-in of its own, at a real OpenID Connect server on this machine."""

import socket
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from identity_provider import BACK, CLINIC, hospital, person
from pytest_socket import enable_socket

from backend.accounts.models import Clinic, Membership


@pytest.fixture(scope="session")
def idp():
    enable_socket()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with hospital(f"http://127.0.0.1:8000{BACK}", port) as one:
        one.knows("sofia", email="sofia@hospital.example", email_verified=True, name="Sofia Silva", groups=["physio"])
        yield one


@pytest.fixture
def clinic(db, idp, client_of):
    """A clinic whose administrator has set up the hospital's sign-in."""
    clinic = Clinic.objects.create(id=CLINIC, name="Ponte")
    ruben = person("ruben@hospital.example", "Ruben")
    Membership.objects.create(user=ruben, clinic=clinic, role="administrator")
    call_command("sign_on_domain", "Ponte", "hospital.example", verbosity=0)
    desk = client_of(ruben, fresh=True)
    answer = desk.put(
        f"/api/v1/clinics/{CLINIC}/sign-on",
        idp.settings(roles={"physio": "physiotherapist", "chief": "administrator"}),
    )
    assert answer.status_code == 200, answer.content
    return SimpleNamespace(clinic=clinic, ruben=ruben, desk=desk, url=f"/api/v1/clinics/{CLINIC}/sign-on")
