"""Who is told, and over which ways: people of the care team for a clinician's reminder, else the patient."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.conf import settings

from backend.accounts.models import Clinic, Membership, User
from backend.patients.consents.agreed import agreed_to_reminders
from backend.patients.models import CareTeamMember, Consent, Patient
from backend.reminders.browsers import called
from backend.reminders.channels import push_key
from backend.reminders.channels.base import Letter
from backend.reminders.claims import Row
from backend.reminders.kinds import URGENT
from backend.reminders.models import MailStop, PushSubscription, Reminder, StaffWishes
from backend.reminders.staff import quiet_of, wishes_of_staff
from backend.reminders.timing import Wishes, after_quiet


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person, and how they may be reached outside the application."""

    key: str
    language: str
    address: str = ""
    mail_stopped: frozenset[str] = frozenset()
    subscriptions: tuple[PushSubscription, ...] = ()
    push: bool = True
    phone: str = ""
    ways: tuple[str, ...] = ()
    desk: bool = False
    asleep: Wishes | None = None

    def quiet_for(self, at: datetime) -> timedelta | None:
        """How long this clinician does not want to be rung; a patient's own quiet hours moved the row itself."""
        until = after_quiet(at, self.asleep) if self.asleep else at
        return until - at if until > at else None

    def letter(self, rows: Iterable[Row]) -> Letter:
        """One letter for all of `rows`, whatever their number; it is known by the first of them."""
        told = sorted(rows, key=lambda row: row.pk)
        kinds = tuple(sorted({row.kind for row in told}))
        about = {row.patient_id for row in told if isinstance(row, Reminder)}
        return Letter(
            recipient=self.key,
            key=told[0].pk,
            round=told[0].round,
            count=len(told),
            kinds=kinds,
            language=self.language,
            line=told[0].line(self.language) if len(told) == 1 else "",
            desk=self.desk,
            patient=about.pop() if len(about) == 1 else None,
            urgent=not URGENT.isdisjoint(kinds),
            address="" if self.mail_stopped.issuperset(kinds) else self.address,
            phone=self.phone,
            subscriptions=self.subscriptions,
        )

    @property
    def reachable(self) -> bool:
        return bool(self.address or self.subscriptions or (self.phone and settings.SMS_GATEWAY_URL))


def recipients_of(asked: Iterable[tuple[Patient, str, Wishes]]) -> dict[tuple[UUID, str], list[Recipient]]:
    """Everybody who is told of a reminder `to` each patient, or to the clinicians of each; a fixed number of
    queries for all patients, and two for each patient whose clinicians are told."""
    wanted = list(asked)
    told = {patient.pk for patient, to, _ in wanted if to == "patient"}
    agreed = agreed_to_reminders(told)
    helpers = _helpers(told)
    found: dict[tuple[UUID, str], list[Recipient]] = {}
    staff: dict[tuple[UUID, str], list[User]] = {}
    for patient, to, wishes in wanted:
        if to == "patient":
            found[patient.pk, to] = [
                _patient(
                    patient,
                    wishes,
                    agreed.get((patient.pk, Consent.Kind.EMAIL_REMINDERS)),
                    agreed.get((patient.pk, Consent.Kind.PUSH_REMINDERS)),
                ),
                *helpers.get(patient.pk, ()),
            ]
        else:
            staff[patient.pk, to] = clinicians_of(patient) if to == "clinician" else everybody_of(patient)
    chosen = wishes_of_staff(user.pk for people in staff.values() for user in people)
    for key, people in staff.items():
        found[key] = [clinician(user, chosen.get(user.pk)) for user in people]
    return with_ways(found)


def clinician(user: User, chosen: StaffWishes | None) -> Recipient:
    """A clinician as they chose to be reached; who chose nothing is reached every way at every hour."""
    return Recipient(
        f"user:{user.pk}",
        user.language,
        address=user.email if chosen is None or chosen.email else "",
        push=chosen is None or chosen.push,
        desk=True,
        asleep=quiet_of(chosen) if chosen else None,
    )


def _patient(patient: Patient, wishes: Wishes, consent: bool | None, push: bool | None) -> Recipient:
    """An account's own address is used unless consent was withdrawn; one that the clinic wrote down only with it."""
    user = patient.user
    if user is not None and user.is_active:
        wanted = wishes.email and consent is not False
        called = wishes.push and push is not False
        return Recipient(
            f"user:{user.pk}",
            user.language,
            user.email if wanted else "",
            push=called,
            phone=wishes.mobile,
            ways=wishes.ways,
        )
    wanted = wishes.email and consent is True
    return Recipient(f"patient:{patient.pk}", "en", address=patient.email if wanted else "")


def _helpers(patients: set[UUID]) -> dict[UUID, list[Recipient]]:
    """The caregivers whom a patient lets be told of the same reminders."""
    found: dict[UUID, list[Recipient]] = {}
    rows = CareTeamMember.objects.active().filter(
        patient_id__in=patients, role=CareTeamMember.Role.CAREGIVER, may_message=True, user__is_active=True
    )
    for row in rows.select_related("user").order_by("user_id"):
        one = Recipient(f"user:{row.user_id}", row.user.language, address=row.user.email)
        found.setdefault(row.patient_id, []).append(one)
    return found


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


def everybody_of(patient: Patient) -> list[User]:
    """The whole care team and, where the clinic looks after its patients together, all its clinicians."""
    people = {user.pk: user for user in clinicians_of(patient)}
    if patient.clinic and patient.clinic.access == Clinic.Access.CLINIC:
        working = Membership.objects.active().filter(clinic=patient.clinic, role__in=Membership.CLINICAL)
        for user in User.objects.filter(pk__in=working.values("user_id"), is_active=True):
            people[user.pk] = user
    return [people[key] for key in sorted(people)]


Key = TypeVar("Key")


def with_ways(found: dict[Key, list[Recipient]]) -> dict[Key, list[Recipient]]:
    """The recipients with their browsers, and with the kinds of mail that they stopped."""
    everybody = [one for people in found.values() for one in people]
    stopped: dict[str, set[str]] = {}
    keys = {one.key for one in everybody if one.address}
    if keys:
        for key, kind in MailStop.objects.filter(recipient__in=keys).values_list("recipient", "kind"):
            stopped.setdefault(key, set()).add(kind)
    browsers: dict[str, list[PushSubscription]] = {}
    users = {int(one.key.removeprefix("user:")) for one in everybody if one.key.startswith("user:")}
    if users and settings.VAPID_PRIVATE_KEY:
        # Made for another key of this server, a browser cannot be called; its app subscribes anew at the next start.
        ours = ("", push_key.fingerprint())
        kept = PushSubscription.objects.filter(user_id__in=users, server_key__in=ours).select_related("user")
        for row in called(kept.order_by("pk")):
            browsers.setdefault(f"user:{row.user_id}", []).append(row)
    return {
        key: [
            replace(
                one,
                mail_stopped=frozenset(stopped.get(one.key, ())),
                subscriptions=tuple(browsers.get(one.key, ())) if one.push else (),
            )
            for one in people
        ]
        for key, people in found.items()
    }
