"""Who is told, and over which ways: people of the care team for a clinician's reminder, else the patient."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.conf import settings

from backend.accounts.models import Membership, User
from backend.patients.models import CareTeamMember, Consent, Patient
from backend.reminders.channels.base import Letter
from backend.reminders.models import MailStop, PushSubscription, Reminder
from backend.reminders.timing import Wishes


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person, and how they may be reached outside the application."""

    key: str
    language: str
    address: str = ""
    mail_stopped: frozenset[str] = frozenset()
    subscriptions: tuple[PushSubscription, ...] = ()
    desk: bool = False

    def letter(self, rows: Iterable[Reminder]) -> Letter:
        """One letter for all of `rows`, whatever their number; it is known by the first of them."""
        told = sorted(rows, key=lambda row: row.pk)
        kinds = tuple(sorted({row.kind for row in told}))
        return Letter(
            recipient=self.key,
            key=told[0].pk,
            round=told[0].round,
            count=len(told),
            kinds=kinds,
            language=self.language,
            desk=self.desk,
            address="" if self.mail_stopped.issuperset(kinds) else self.address,
            subscriptions=self.subscriptions,
        )

    @property
    def reachable(self) -> bool:
        return bool(self.address or self.subscriptions)


def recipients_of(patient: Patient, to: str, wishes: Wishes) -> list[Recipient]:
    """Everybody who is told of a reminder `to` this patient, or to the clinicians of this patient."""
    if to == "patient":
        found = [_patient(patient, wishes)]
    else:
        found = [
            Recipient(f"user:{user.pk}", user.language, address=user.email, desk=True)
            for user in clinicians_of(patient)
        ]
    return _with_ways(found, push=wishes.push or to != "patient")


def _patient(patient: Patient, wishes: Wishes) -> Recipient:
    user = patient.user
    if user is not None and user.is_active:
        wanted = wishes.email and not _consent_withdrawn(patient.pk)
        return Recipient(f"user:{user.pk}", user.language, address=user.email if wanted else "")
    consented = bool(patient.email) and wishes.email and _consented(patient.pk)
    return Recipient(f"patient:{patient.pk}", "en", address=patient.email if consented else "")


def _consented(patient_id: UUID) -> bool:
    """An address that the clinic wrote down is used only with the patient's word."""
    return Consent.objects.filter(
        patient_id=patient_id, kind=Consent.Kind.EMAIL_REMINDERS, withdrawn_at=None
    ).exists()


def _consent_withdrawn(patient_id: UUID) -> bool:
    given = Consent.objects.filter(patient_id=patient_id, kind=Consent.Kind.EMAIL_REMINDERS)
    latest = given.order_by("-given_at").values_list("withdrawn_at", flat=True).first()
    return latest is not None


def clinicians_of(patient: Patient) -> list[User]:
    """The physiotherapists and doctors of the care team; where there is none, of the clinic."""
    team = User.objects.filter(
        pk__in=CareTeamMember.objects.active()
        .filter(patient=patient)
        .exclude(role=CareTeamMember.Role.CAREGIVER)
        .values("user_id"),
        is_active=True,
    ).order_by("pk")
    people = list(team)
    if people or not patient.clinic_id:
        return people
    working = Membership.objects.active().filter(clinic_id=patient.clinic_id, role__in=Membership.CLINICAL)
    return list(User.objects.filter(pk__in=working.values("user_id"), is_active=True).order_by("pk"))


def _with_ways(found: list[Recipient], *, push: bool) -> list[Recipient]:
    keys = [one.key for one in found if one.address]
    stopped: dict[str, set[str]] = {}
    if keys:
        for key, kind in MailStop.objects.filter(recipient__in=keys).values_list("recipient", "kind"):
            stopped.setdefault(key, set()).add(kind)
    browsers: dict[str, list[PushSubscription]] = {}
    users = [int(one.key.removeprefix("user:")) for one in found if one.key.startswith("user:")]
    if push and users and settings.VAPID_PRIVATE_KEY:
        for row in PushSubscription.objects.filter(user_id__in=users).order_by("pk"):
            browsers.setdefault(f"user:{row.user_id}", []).append(row)
    return [
        replace(
            one,
            mail_stopped=frozenset(stopped.get(one.key, ())),
            subscriptions=tuple(browsers.get(one.key, ())),
        )
        for one in found
    ]
