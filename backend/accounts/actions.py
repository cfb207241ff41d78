"""Every write about people, clinics and tokens."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from backend.accounts.models import AccessToken, Clinic, Membership, User
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Refused


@transaction.atomic
def register_person(
    *, by: Actor, email: str, name: str = "", password: str | None = None, language: str = "en"
) -> User:
    """Create a person who can sign in; Refused when the address is taken.

    An operator vouches for the address. Everybody else signs up by themselves and proves theirs.
    """
    if User.objects.filter(email=email.lower()).exists():
        raise Refused("email", "expected an address that nobody uses here yet", code="taken")
    user = User.objects.create_user(email, password, name=name, language=language)
    EmailAddress.objects.create(user=user, email=user.email, verified=by.role == "system", primary=True)
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
def end_membership(*, by: Actor, membership: Membership) -> bool:
    """A role in a clinic ends now; False when it had ended. Care teams are the caller's: see `patients.relations`."""
    ended = Membership.objects.filter(pk=membership.pk, until=None).update(until=clock.now())
    if ended:
        audit.write(Act(action="end_membership", kind=membership.role, object_id=str(membership.pk)), by=by)
    return bool(ended)


@transaction.atomic
def reset_second_factor(*, by: Actor, user: User) -> tuple[int, int]:
    """Take away what `user` has lost and end every session of theirs: how many factors, how many sessions.

    Nothing happens where there is none. The password stays: with it they sign in and set up a new factor.
    """
    factors, _ = Authenticator.objects.filter(user=user).delete()
    if not factors:
        return 0, 0
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    audit.write(Act(action="reset_second_factor", object_id=str(user.pk), count=factors), by=by)
    return factors, len(sessions)
