"""The right to be forgotten: asked for, taken back, and carried out for good when the grace time is over."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.dispatch import Signal, receiver

from backend.accounts.models import Invitation, Membership, User
from backend.accounts.security_mails import tell
from backend.core import audit, audit_anonymous, clock, erased
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Conflict, Refused
from backend.patients.care.actions import tell_devices
from backend.patients.models import Erasure, Patient
from backend.records.log.append import lock

log = structlog.get_logger(__name__)

# Sent inside the transaction, so that the layers above stop what they had planned, or let go of what they hold
# of somebody without a foreign key: `user`, and `patient` or None.
erasure_asked = Signal()
erasing = Signal()


@transaction.atomic
def ask_erasure(*, by: Actor, user: User) -> Erasure:
    """Everything about `user` is deleted when the grace time is over; until then it rests. The same again: Conflict."""
    _someone_still_answers(user)
    now = clock.now()
    due_at = now + timedelta(days=settings.ERASURE_DAYS)
    wish, new = Erasure.objects.get_or_create(user=user, defaults={"asked_at": now, "due_at": due_at})
    if not new:
        raise Conflict(None, "expected nothing: the deletion is asked for already", code="asked")
    patient = _record_of(user)
    if patient:
        patient = lock(patient.pk)
        tell_devices(patient)
        Patient.objects.filter(pk=patient.pk).update(reassess_at=None)
    audit.write(Act(action="ask_erasure"), by=by, patient_id=patient.pk if patient else None)
    erasure_asked.send(User, user=user, patient=patient)
    tell(user, "erasure_asked", day=due_at.date().isoformat())
    return wish


@transaction.atomic
def withdraw_erasure(*, by: Actor, user: User) -> bool:
    """The person stays, and the record wakes up again; False when nothing was asked."""
    gone, _ = Erasure.objects.filter(user=user).delete()
    if not gone:
        return False
    patient = _record_of(user)
    audit.write(Act(action="withdraw_erasure"), by=by, patient_id=patient.pk if patient else None)
    tell(user, "erasure_withdrawn")
    if patient:
        tell_devices(lock(patient.pk))
    return True


def erase_due(*, now: datetime | None = None) -> int:
    """Carry out every wish whose grace time is over, each in a transaction of its own; how many."""
    now = now or clock.now()
    done = 0
    for user_id in list(Erasure.objects.due(now).values_list("user_id", flat=True)):
        try:
            done += erase(user_id, now=now)
        except Exception:
            # One that cannot be carried out holds up nobody else, and is tried again.
            log.exception("erasure_failed", user_id=user_id)
    return done


@transaction.atomic
def erase(user_id: int, *, now: datetime) -> bool:
    """Delete a person, their record and every trace that names them; False when the wish was taken back.

    What they signed in the records of others stays there, with the name as its signature; their rows of the
    audit trail stay without anything that leads back to them (see `audit_anonymous` and ADR 0009).
    """
    if not Erasure.objects.select_for_update().due(now).filter(user_id=user_id).exists():
        return False
    user = User.objects.select_for_update().get(pk=user_id)
    patient = _record_of(user)
    scopes = [f"user:{user.pk}"]
    transaction.on_commit(partial(erased.note, *_who(user, patient)))
    tell(user, "erased")
    erasing.send(User, user=user, patient=patient)
    Invitation.objects.filter(email__in={user.email, patient.email if patient else user.email} - {""}).delete()
    if patient:
        scopes.append(str(patient.pk))
        Invitation.objects.filter(patient_id=patient.pk).delete()
        Patient.objects.filter(pk=patient.pk).delete()
    _end_sessions(user.pk)
    User.objects.filter(pk=user.pk).delete()
    audit_anonymous.forget(scopes, user_id=user_id)
    return True


def _who(user: User, patient: Patient | None) -> list[str]:
    """As the list of who was forgotten knows them. Numbers alone could be given again after a restore."""
    names = [f"user:{user.pk}:{user.joined_at.isoformat()}"]
    return [*names, f"patient:{patient.pk}"] if patient else names


@receiver(erased.restored, dispatch_uid="forget-again")
def forget_again(sender: Any = None, **_: Any) -> int:
    """Whoever was forgotten after the backup was made is forgotten again; how many."""
    names, now, done = erased.names(), clock.now(), 0
    if not names:
        return 0
    for user in User.objects.iterator(chunk_size=1000):
        patient = _record_of(user)
        if any(erased.was(name, names) for name in _who(user, patient)):
            Erasure.objects.update_or_create(user=user, defaults={"asked_at": now, "due_at": now})
            done += erase(user.pk, now=now)
    return done


def being_erased(patient: Patient) -> bool:
    return patient.user_id is not None and Erasure.objects.filter(user_id=patient.user_id).exists()


def _record_of(user: User) -> Patient | None:
    return Patient.objects.filter(user=user).first()


def _someone_still_answers(user: User) -> None:
    """A clinic keeps at least one administrator as long as anybody else works there."""
    active = Membership.objects.active()
    for job in active.filter(user=user, role=Membership.Role.ADMINISTRATOR):
        others = active.filter(clinic_id=job.clinic_id).exclude(user=user)
        if others.exists() and not others.filter(role=Membership.Role.ADMINISTRATOR).exists():
            raise Refused(None, "expected another administrator of the clinic first", code="last_administrator")


def _end_sessions(user_id: int) -> None:
    """Sessions name their person inside, signed, so that no query finds them: they are read one by one."""
    keys = [session.pk for session in _live_sessions() if session.get_decoded().get("_auth_user_id") == str(user_id)]
    Session.objects.filter(pk__in=keys).delete()


def _live_sessions() -> Any:
    return Session.objects.iterator(chunk_size=2000)
