"""`manage.py demo`: load the demo clinic, once."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from backend.accounts import actions as people
from backend.accounts.models import User
from backend.core import clock
from backend.core.actor import Actor
from backend.core.ids import new_id
from backend.exchange.demo.cast import Person, cast
from backend.patients import actions as patients
from backend.records.drafts import draft_of
from backend.records.log.append import append
from backend.tracking.assessment import reassess

BY = Actor.system("demo")
ZONE = "Europe/Lisbon"
STAFF = [
    ("physio@demo.example", "Sofia Almeida", "physiotherapist"),
    ("admin@demo.example", "Ruben Castro", "administrator"),
]
# A body weight is taken at the clinic, before anything is signed.
_CLINICIANS_KINDS = {
    "prescription", "programme", "resolution", "permission", "diagnosis", "imaging", "dexa", "body_weight",
}  # fmt: skip


class Command(BaseCommand):
    help = "Load a small invented clinic, unless it is there already. Refused with production settings."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quiet", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo has sign-ins that everybody knows: refused with production settings.")
        if User.objects.filter(email=STAFF[0][0]).exists():
            if not options["quiet"]:
                self.stdout.write("The demo clinic is already here.")
            return
        with transaction.atomic():
            load()
        if not options["quiet"]:
            self.stdout.write("The demo clinic is loaded. Sign in as:")
            for email in ("maria@demo.example", "jonas@demo.example", *(row[0] for row in STAFF)):
                self.stdout.write(f"  {email:<24} {settings.DEMO_PASSWORD}")


def load() -> None:
    clinic = people.found_clinic(by=BY, name="Ponte Hip Clinic", phone="+351 258 000 000", timezone=ZONE)
    password = settings.DEMO_PASSWORD
    staff = {}
    for email, name, role in STAFF:
        user = people.register_person(by=BY, email=email, name=name, password=password)
        people.add_member(by=BY, user=user, clinic=clinic, role=role)
        staff[role] = user
    sofia = staff["physiotherapist"]
    clinician = Actor(role="clinician", user_id=sofia.pk, name=sofia.name)
    for n, person in enumerate(cast()):
        user = people.register_person(by=BY, email=person.email, name=person.name, password=password)
        patient = patients.register_patient(
            by=BY, name=person.name, sex=person.sex, birth_date=date(person.birth_year, 1 + 5 * n % 12, 3 + 4 * n), timezone=ZONE,
            email=person.email, phone=f"+351 258 000 {101 + n}", clinic_number=f"{4701 + n}", risk_factors=person.risk_factors,
            clinic=clinic, user=user,
        )  # fmt: skip
        patients.join_team(by=BY, patient=patient, user=sofia, role="physiotherapist")
        patients.give_consent(by=BY, patient=patient, kind="data_use", version="1")
        patients.give_consent(by=BY, patient=patient, kind="clinic_sharing", version="1")
        patients.give_consent(by=BY, patient=patient, kind="email_reminders", version="1")
        _log(person, patient, clinician, Actor(role="patient", user_id=user.pk, name=user.name))
        reassess(patient.pk)


def _dated(fields: dict[str, Any], today: date) -> dict[str, Any]:
    """The fields with "+4" as the day in four days, in the steps of a plan, too."""
    out: dict[str, Any] = {}
    for name, value in fields.items():
        if isinstance(value, list):
            out[name] = [_dated(one, today) if isinstance(one, dict) else one for one in value]
        elif name in ("review_on", "target_on", "next_on") and str(value).startswith("+"):
            out[name] = (today + timedelta(days=int(value))).isoformat()
        else:
            out[name] = value
    return out


def _log(person: Person, patient: Any, clinician: Actor, self_: Actor) -> None:
    """The person's weeks, in order of days, each entry by whoever would have written it."""
    today = clock.local_day(clock.now(), ZONE)
    for author in (clinician, self_):
        drafts = []
        for place, (back, kind, fields) in enumerate(sorted(person.events, key=lambda event: -event[0])):
            by_clinic = kind in _CLINICIANS_KINDS
            if by_clinic != (author is clinician):
                continue
            day = today - timedelta(days=back)
            at = datetime.combine(day, time(7, 0), clock.zone(ZONE)) + timedelta(minutes=place % 600)
            given = _dated(fields, today)
            item = {
                "id": str(new_id()), "kind": kind, "recorded_at": min(at, clock.now()).isoformat(),
                "timezone": ZONE, "date": day.isoformat(), **given,
            }  # fmt: skip
            drafts.append(draft_of(item, by=author, default_zone=ZONE))
        if drafts:
            append(patient_id=patient.pk, drafts=drafts, by=author)
