"""A patient of whom every kind of thing is kept, with words in it that occur nowhere else."""

from datetime import timedelta
from typing import Any

from django.apps import apps

from backend.accounts.actions import create_token
from backend.accounts.invitations import issue
from backend.accounts.models import Clinic, User
from backend.core import clock
from backend.core.actor import Actor
from backend.core.ids import new_id
from backend.patients import actions
from backend.patients.models import Consent, ExternalId, Patient
from backend.records import actions as records
from backend.reminders import actions as reminding
from backend.reminders.models import Delivery, MailStop, PushSubscription, Reminder
from backend.tracking.assessment import reassess

NAME, EMAIL, OTHER_EMAIL = "Ottilie Wendehals", "ottilie.wendehals@example.org", "oti@example.net"
OWN_WORDS = "wie ein Specht hinter der Leiste"
ENTRIES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("pain", {"site": "hip", "side": "left", "intensity": 6, "note": OWN_WORDS}),
    ("pain", {"site": "groin", "side": "left", "intensity": 8}),
    ("change", {"direction": "worse", "site": "hip", "side": "left"}),
    ("exercise", {"category": "aquatic", "minutes": 20}),
    ("intake", {"calcium_mg": 950, "vitamin_d_iu": 600}),
    ("diagnosis", {"site": "hip", "side": "left", "basis": "mri"}),
    ("dexa", {"site": "total_hip", "side": "left", "bmd": 0.734, "t_score": -1.62}),
    ("lab", {"test": "vitamin_d_25oh", "value": 18, "unit": "ng/mL"}),
    ("medicine", {"name": "=1+1", "class": "other", "action": "start"}),
)
DESK = (
    ("prescription", {"side": "left", "status": "PWB", "percent": 30}),
    ("programme", {"category": "aquatic", "minutes": 15}),
    ("note", {"text": "bitte bald anrufen", "internal": True}),
    ("note", {"text": "gut gemacht"}),
)


def full_record(clinic: Clinic, clinician: User) -> Patient:
    """Written by the actions that the application itself calls, and read by others."""
    user = User.objects.create_user(EMAIL, "a password of hers", name=NAME)
    desk = Actor("clinician", clinician.pk, clinician.name, "192.0.2.44")
    own = Actor("patient", user.pk, NAME, "198.51.100.7")
    patient = actions.register_patient(by=desk, name=NAME, sex="female", birth_year=1987, email=OTHER_EMAIL,
                                       timezone="Europe/Berlin", clinic=clinic)  # fmt: skip
    actions.join_team(by=desk, patient=patient, user=clinician, role="physiotherapist")
    issue(by=desk, role="patient", clinic=clinic, email=EMAIL, patient_id=patient.pk)
    actions.link_user(by=own, patient=patient, user=user)
    for kind in Consent.Kind.values:
        Consent.objects.create(patient=patient, kind=kind, version="1")
    for kind, fields in ENTRIES:
        records.record_one(patient=patient, by=own, kind=kind, id=str(new_id()), **fields)
    for kind, fields in DESK:
        records.record_one(patient=patient, by=desk, kind=kind, **fields)
    create_token(by=own, user=user, name="her script")
    reassess(patient.pk)
    finding = patient.findings.first()
    reminder = Reminder.objects.filter(patient=patient).first() or Reminder.objects.create(
        patient=patient, kind="log-today", to="patient", due_on=clock.now().date(), nominal_at=clock.now(),
        due_at=clock.now(), next_at=clock.now() + timedelta(days=1), finding=finding,
    )  # fmt: skip
    Delivery.objects.create(reminder=reminder, channel="email", recipient=f"user:{user.pk}", outcome="sent")
    PushSubscription.objects.create(user=user, digest="0" * 64, secret="sealed")
    reminding.open_calendar(by=own, patient=patient)
    MailStop.objects.create(recipient=f"patient:{patient.pk}", kind="log-today")
    ExternalId.objects.create(patient=patient, clinic_key="k", system="urn:other", value="MRN-4711", digest="d")
    return patient


def places_with(*needles: str) -> list[str]:
    """Every table and column in which one of `needles` stands, whatever the column's type."""
    found = []
    low = [needle.lower() for needle in needles] + [needle.replace("-", "").lower() for needle in needles]
    for model in apps.get_models(include_auto_created=True):
        for row in model._default_manager.values():
            for column, value in row.items():
                text = str(value).lower()
                if any(needle in text for needle in low):
                    found.append(f"{model._meta.label}.{column}: {text[:80]}")
    return found
