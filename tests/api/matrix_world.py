"""The people and things of the authorization matrix, built once; each call is made in them and rolled back.

Clinic Ponte keeps to care teams. Maria Markwort is its patient; Sofia is on her team, Carla works there but is not.
Jonas Jagode is another patient of Ponte with a record of his own. Otto works at another clinic. Ruben administers Ponte.
Tom cares for Maria and may log; Rita did until today. A script of Sofia's has a token that may only read, and
once she has signed in with her password alone.
"""

import json
import time
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from django.core.signals import request_finished
from django.db import close_old_connections
from rest_framework.test import APIClient

from backend.accounts import actions as accounts
from backend.accounts.models import Clinic, Membership, User
from backend.core import clock, crypto
from backend.core.actor import Actor
from backend.core.ids import new_id
from backend.exchange.bulk import actions as bulking
from backend.exchange.export import actions as exporting
from backend.exchange.imports import actions as importing
from backend.exchange.links import actions as linking
from backend.exchange.links.opening import file_url
from backend.patients import actions
from backend.patients.care import actions as relations
from backend.patients.consents.texts import CURRENT
from backend.patients.emergency import actions as emergencies
from backend.patients.models import Consent, Patient
from backend.records import actions as records
from backend.reminders import actions as reminding
from backend.reminders.models import Reminder
from backend.reminders.unsubscribe import stop_url
from backend.tracking.assessment import reassess

PASSWORD = "correct horse battery"
SAMPLE = Path(__file__).parent.parent / "exchange" / "fhir" / "samples" / "questionnaire.json"
# The columns of matrix.toml, in its order.
ROLES = (
    "nobody", "patient", "other_patient", "caregiver", "revoked", "team", "colleague", "elsewhere", "administrator",
    "read_token", "one_factor", "weak_token", "own_read", "own_write", "clinic_read", "export_token", "deactivated",
    "locked", "emergency",
)  # fmt: skip
# Whose script it is, and what it may do; a session of one factor and a token of such a session are the physiotherapist's too.
TOKENS = {
    "read_token": ("team", "read"), "weak_token": ("team", "write"), "clinic_read": ("team", "clinic"),
    "export_token": ("team", "export"), "own_read": ("patient", "own_read"), "own_write": ("patient", "own_write"),
}  # fmt: skip
WHO = {role: who for role, (who, _) in TOKENS.items()} | {"one_factor": "team", "locked": "team"}
# Who may read something of Maria's; in nobody else's answer may she be named.
KNOW_MARIA = frozenset(
    {
        "patient",
        "caregiver",
        "team",
        "emergency",
        "read_token",
        "clinic_read",
        "export_token",
        "own_read",
        "own_write",
    }
)
# Who knows Jonas: himself, and his physiotherapist.
KNOW_JONAS = frozenset({"other_patient", "elsewhere"})
SYSTEM = Actor.system("matrix")


@dataclass
class Thing:
    """What somebody owns, by the names that the paths give it."""

    ids: dict[str, str] = field(default_factory=dict)
    marks: tuple[str, ...] = ()


@dataclass
class World:
    users: dict[str, User]
    maria: Patient
    jonas: Patient
    of_maria: Thing
    of_jonas: Thing
    secrets: dict[str, str] = field(default_factory=dict)
    clients: dict[str, APIClient] = field(default_factory=dict)
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)

    def client(self, role: str) -> APIClient:
        """The role's client as it was after signing in."""
        client = self.clients[role]
        client.cookies = SimpleCookie(self.cookies[role])
        return client

    def sign_in(self) -> None:
        """Once for each role: what a call does to its session is rolled back with the rest."""
        for role in ROLES:
            self.clients[role] = self._signed_in(role)
            self.cookies[role] = {name: one.value for name, one in self.clients[role].cookies.items()}

    def _signed_in(self, role: str) -> APIClient:
        client = APIClient(raise_request_exception=False)
        if role in self.secrets:
            client.credentials(HTTP_AUTHORIZATION=f"Bearer {self.secrets[role]}")
        elif role == "deactivated":
            sign_in(client, self.users[role])
            User.objects.filter(pk=self.users[role].pk).update(is_active=False)
        elif role == "locked":
            sign_in(client, self.users["team"], locked=True)
        elif role == "one_factor":
            sign_in(client, self.users["team"], factors=1)
        elif role != "nobody":
            sign_in(client, self.users[role])
        return client


def sign_in(client: APIClient, user: User, *, factors: int = 2, locked: bool = False) -> None:
    """A session of `user`, opened by a second factor or by the password alone; `locked`: nobody has touched it for a while."""
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    # An hour from now: every one of these sessions is a fresh one, however long the machine takes for thousands of calls.
    session["account_authentication_methods"] = [
        {"method": "mfa" if factors == 2 else "password", "at": time.time() + 3600}
    ]
    if locked:
        session["lock"] |= {"locked": True}
    session.save()


def build() -> World:
    ponte = Clinic.objects.create(name="Ponte", access="team")
    altona = Clinic.objects.create(name="Altona", access="team")

    def person(name: str) -> User:
        first = name.split()[0].lower()
        return accounts.register_person(by=SYSTEM, email=f"{first}@example.org", name=name, password=PASSWORD)

    users = {
        "patient": person("Maria Markwort"),
        "other_patient": person("Jonas Jagode"),
        "caregiver": person("Tom Tanner"),
        "revoked": person("Rita Rosen"),
        "team": person("Sofia Silva"),
        "colleague": person("Carla Costa"),
        "elsewhere": person("Otto Otten"),
        "administrator": person("Ruben Reis"),
        "deactivated": person("Dora Decker"),
        "emergency": person("Eva Engel"),
        "emergency_elsewhere": person("Emil Ende"),
    }
    for role, clinic, job in (
        ("team", ponte, Membership.Role.PHYSIOTHERAPIST),
        ("colleague", ponte, Membership.Role.PHYSIOTHERAPIST),
        ("elsewhere", altona, Membership.Role.PHYSIOTHERAPIST),
        ("administrator", ponte, Membership.Role.ADMINISTRATOR),
        ("deactivated", ponte, Membership.Role.PHYSIOTHERAPIST),
        ("emergency", ponte, Membership.Role.PHYSIOTHERAPIST),
        ("emergency_elsewhere", altona, Membership.Role.PHYSIOTHERAPIST),
    ):
        accounts.add_member(by=SYSTEM, user=users[role], clinic=clinic, role=job)
    maria, of_maria = _record(users["patient"], ponte, users["team"], "Markwort", "Specht hinter der Leiste")
    jonas, of_jonas = _record(users["other_patient"], altona, users["elsewhere"], "Jagode", "Amboss im Knie")
    actions.join_team(by=SYSTEM, patient=maria, user=users["caregiver"], role="caregiver")
    actions.join_team(by=SYSTEM, patient=jonas, user=person("Kim Kaya"), role="caregiver")
    for patient, thing in ((maria, of_maria), (jonas, of_jonas)):
        thing.ids["user_id"] = str(patient.team.get(role="caregiver").user_id)
    revoked = actions.join_team(by=SYSTEM, patient=maria, user=users["revoked"], role="caregiver")
    relations.remove_from_team(by=SYSTEM, member=revoked)
    for patient, thing, clinic, who in (
        (maria, of_maria, ponte, users["emergency"]), (jonas, of_jonas, altona, users["emergency_elsewhere"]),
    ):  # fmt: skip
        access = emergencies.open_in_emergency(
            by=SYSTEM, clinic=clinic, user=who, patient=patient, reason="A colleague is away today"
        )
        thing.ids |= {"access_id": str(access.pk), "patient_name": patient.name}
    secrets = {
        role: accounts.create_token(by=SYSTEM, user=users[who], name=role, scope=scope, strong=role != "weak_token")[
            1
        ]
        for role, (who, scope) in TOKENS.items()
    }
    world = World(users, maria, jonas, of_maria, of_jonas, secrets)
    world.sign_in()
    return world


def _record(user: User, clinic: Clinic, clinician: User, surname: str, words: str) -> tuple[Patient, Thing]:
    """A patient with one of each thing that a path can name."""
    own = Actor("patient", user.pk, user.name)
    desk = Actor("clinician", clinician.pk, clinician.name)
    patient = actions.register_patient(
        by=desk, name=user.name, sex="female", birth_year=1986, timezone="Europe/Lisbon", clinic=clinic, user=user
    )
    actions.join_team(by=desk, patient=patient, user=clinician, role="physiotherapist")
    for back in range(6, 0, -1):
        at = (clock.now() - timedelta(days=back)).isoformat()
        records.record_one(
            patient=patient, by=own, kind="pain", id=str(new_id()), recorded_at=at, site="hip", side="left",
            intensity=3 if back > 3 else 7, note=words,
        )  # fmt: skip
    entry = records.record_one(patient=patient, by=own, kind="exercise", id=str(new_id()), category="aquatic")
    reassess(patient.pk)
    client = APIClient()
    sign_in(client, clinician)

    def made(path: str, body: dict[str, Any]) -> Any:
        answer = client.post(path, body, format="json")
        assert answer.status_code in (200, 201), (path, answer.content)
        return answer.json()

    base, place = f"/api/v1/patients/{patient.pk}", f"/api/v1/clinics/{clinic.pk}"
    sheet = made(f"{place}/questionnaires", {"resource": json.loads(SAMPLE.read_text())})
    template = made(f"{place}/programme-templates", TEMPLATE)
    stamp = made(f"{base}/reviews", {})
    view = made("/api/v1/dashboard/views", {"name": "mine", "filters": {}})
    third, _ = Clinic.objects.get_or_create(name="Tavira")
    transfer = relations.propose_transfer(by=desk, patient=patient, to=third)
    for kind in Consent.Kind.values:
        actions.give_consent(by=own, patient=patient, kind=kind, version=CURRENT)
    hers = APIClient()
    sign_in(hers, user)
    invitation = hers.post("/api/v1/invitations", {"role": "caregiver", "patient": str(patient.pk)}, format="json")
    assert invitation.status_code == 201, invitation.content
    message = Reminder.objects.create(
        patient=patient, kind="log-today", to="patient", state="sent", due_on=clock.now().date(), slot="matrix",
        nominal_at=clock.now(), due_at=clock.now(), sent_at=clock.now(),
    )  # fmt: skip
    export, _ = exporting.ask_export(by=own, user=user)
    exporting.make_export(export.pk)
    bulk = bulking.ask_bulk_export(by=SYSTEM, clinic=clinic, user=clinician, url="https://toh.example/fhir")
    bulking.make_bulk_export(bulk.pk)
    batch = importing.ask_import(by=desk, clinic=clinic, user=clinician, content=b"{}", name="file.json")
    importing.make_import(batch.pk)
    token, _ = accounts.create_token(by=own, user=user, name="mine")
    link = linking.make_link(by=own, patient=patient, language="en", lasts="day")
    finding = patient.findings.filter(for_patient=True, for_clinician=True, state="open").first()
    assert finding is not None
    ids = {
        "patient_id": patient.pk,
        "finding_id": finding.pk,
        "message_id": message.pk,
        "export_id": export.pk,
        "bulk_id": bulk.pk,
        "import_id": batch.pk,
        "clinic_id": clinic.pk,
        "template_id": template["id"],
        "questionnaire_id": sheet["id"],
        "act_id": stamp["act"],
        "view_id": view["id"],
        "record_id": entry.pk,
        "link_id": link.pk,
        "token": json.loads(crypto.decrypt(link.secret))[0],
        "ticket": file_url(link).rsplit("/", 1)[1],
        "id": token.pk,
        "membership_id": Membership.objects.get(user=clinician, clinic=clinic).pk,
        "invitation_id": invitation.json()["id"],
        "invitation_secret": invitation.json()["link"].rsplit("/", 1)[1],
        "transfer_id": transfer.pk,
        "third_id": third.pk,
        "kind": "research",
        "version": CURRENT,
        "secret": reminding.open_calendar(by=own, patient=patient),
        "unsubscribe": stop_url(f"user:{user.pk}", ["log-today"]).rsplit("/", 1)[1],
    }
    return patient, Thing({name: str(value) for name, value in ids.items()}, (surname, words, str(patient.pk)))


TEMPLATE = {
    "name": "After MRI",
    "description": "Ours",
    "phases": [{"phase": "restricted", "items": [{"category": "aquatic", "minutes": 30, "weeks": 4}]}],
}


def close(answer: Any) -> None:
    """Let go of an answer's file. Not of the database, as the end of a request would: the world hangs on it."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)
