"""Every write about people, clinics and tokens."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from backend.accounts.models import AccessToken, Clinic, Invitation, Membership, User
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Refused


@transaction.atomic
def register_person(
    *, by: Actor, email: str, name: str = "", password: str | None = None, language: str = "en"
) -> User:
    """Create a person who can sign in; Refused when the address is taken."""
    if User.objects.filter(email=email.lower()).exists():
        raise Refused("email", "expected an address that nobody uses here yet", code="taken")
    user = User.objects.create_user(email, password, name=name, language=language)
    audit.write(Act(action="register_person", object_id=str(user.pk)), by=by)
    return user


@transaction.atomic
def change_own_details(*, by: Actor, user: User, name: str | None = None, language: str | None = None) -> User:
    """A person's own name and language."""
    if name is not None:
        user.name = name
    if language is not None:
        user.language = language
    user.save(update_fields=["name", "language"])
    audit.write(Act(action="change_own_details", object_id=str(user.pk)), by=by)
    return user


@transaction.atomic
def found_clinic(*, by: Actor, name: str, phone: str = "", timezone: str = "UTC") -> Clinic:
    clinic = Clinic.objects.create(name=name, phone=phone, timezone=timezone)
    audit.write(Act(action="found_clinic", object_id=str(clinic.pk)), by=by)
    return clinic


@transaction.atomic
def add_member(*, by: Actor, user: User, clinic: Clinic, role: str) -> Membership:
    """Give `user` a role in `clinic` from now on; the same again changes nothing."""
    membership, created = Membership.objects.get_or_create(user=user, clinic=clinic, role=role, until=None)
    if created:
        audit.write(Act(action="add_member", kind=role, object_id=str(membership.pk)), by=by)
    return membership


@transaction.atomic
def create_token(
    *,
    by: Actor,
    user: User,
    name: str,
    scope: str = AccessToken.Scope.WRITE,
    expires_at: datetime | None = None,
) -> tuple[AccessToken, str]:
    """A new token and its secret, which is shown this once and kept nowhere."""
    secret = AccessToken.new_secret()
    token = AccessToken.objects.create(
        user=user, name=name, scope=scope, digest=AccessToken.digest_of(secret), expires_at=expires_at
    )
    audit.write(Act(action="create_token", object_id=str(token.pk)), by=by)
    return token, secret


@transaction.atomic
def revoke_token(*, by: Actor, token: AccessToken) -> None:
    changed = AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.now())
    if changed:
        audit.write(Act(action="revoke_token", object_id=str(token.pk)), by=by)


@transaction.atomic
def invite(
    *,
    by: Actor,
    role: str,
    email: str = "",
    clinic: Clinic | None = None,
    patient_id: UUID | None = None,
    days: int = 14,
) -> tuple[Invitation, str]:
    """An invitation and the code of its link; it works once, until it expires."""
    code = AccessToken.new_secret().removeprefix("toh_")
    invitation = Invitation.objects.create(
        clinic=clinic,
        email=email.lower(),
        role=role,
        patient_id=patient_id,
        digest=AccessToken.digest_of(code),
        created_by_id=by.user_id,
        expires_at=clock.now() + timedelta(days=days),
    )
    audit.write(Act(action="invite", kind=role, object_id=str(invitation.pk)), by=by, patient_id=patient_id)
    return invitation, code


@transaction.atomic
def use_invitation(*, by: Actor, code: str, user: User) -> Invitation:
    """Take up an invitation: once, in time, and only with the address that it was sent to."""
    now = clock.now()
    invitation = Invitation.objects.open(now).filter(digest=AccessToken.digest_of(code)).first()
    if invitation is None:
        raise Refused("code", "expected an invitation that is still open; ask for a new one", code="gone")
    if invitation.email and invitation.email != user.email.lower():
        raise Refused("code", "expected to be signed in with the address that was invited", code="address")
    # The conditional update decides between two who come at once.
    if not Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=now):
        raise Refused("code", "expected an invitation that is still open; ask for a new one", code="gone")
    if invitation.clinic and invitation.role in Membership.Role.values:
        add_member(by=by, user=user, clinic=invitation.clinic, role=invitation.role)
    audit.write(Act(action="use_invitation", object_id=str(invitation.pk)), by=by, patient_id=invitation.patient_id)
    return invitation
