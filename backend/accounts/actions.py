"""Every write about people, clinics and tokens."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.dispatch import Signal

from backend.accounts import security_mails
from backend.accounts.models import AccessToken, Clinic, Membership, User
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Refused
from backend.core.names import one_line

# In the transaction in which a role in a clinic ends: `membership` and `by`. What hangs on the role ends with it.
membership_ended = Signal()


@transaction.atomic
def register_person(
    *, by: Actor, email: str, name: str = "", password: str | None = None, language: str = "en"
) -> User:
    """Create a person who can sign in; Refused when the address is taken.

    An operator vouches for the address. Everybody else signs up by themselves and proves theirs.
    """
    if User.objects.filter(email=email.lower()).exists():
        raise Refused("email", "expected an address that nobody uses here yet", code="taken")
    user = User.objects.create_user(email, password, name=one_line("name", name), language=language)
    EmailAddress.objects.create(user=user, email=user.email, verified=by.role == "system", primary=True)
    audit.write(Act(action="register_person", object_id=str(user.pk)), by=by)
    return user


@transaction.atomic
def change_own_details(*, by: Actor, user: User, name: str | None = None, language: str | None = None) -> User:
    """A person's own name and language."""
    if name is not None:
        user.name = one_line("name", name)
    if language is not None:
        user.language = language
    user.save(update_fields=["name", "language"])
    audit.write(Act(action="change_own_details", object_id=str(user.pk)), by=by)
    return user


@transaction.atomic
def found_clinic(*, by: Actor, name: str, phone: str = "", timezone: str = "UTC") -> Clinic:
    clinic = Clinic.objects.create(name=one_line("name", name), phone=one_line("phone", phone), timezone=timezone)
    audit.write(Act(action="found_clinic", object_id=str(clinic.pk)), by=by)
    return clinic


@transaction.atomic
def set_lock_minutes(*, by: Actor, clinic: Clinic, minutes: int | None) -> None:
    """After how many minutes without a touch sessions of the clinic's staff lock; None: as the server has it."""
    clinic.lock_minutes = minutes
    clinic.save(update_fields=["lock_minutes"])
    audit.write(Act(action="set_lock_minutes", object_id=str(clinic.pk)), by=by)


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
    strong: bool | None = None,
) -> tuple[AccessToken, str]:
    """A new token and its secret, which is shown this once and kept nowhere.

    `strong`: the session that asks has shown a second factor; what an operator makes at the server is.
    """
    now = clock.now()
    expires_at = expires_at or now + timedelta(days=AccessToken.DAYS)
    if not now < expires_at <= now + timedelta(days=AccessToken.MOST_DAYS, minutes=5):
        raise Refused("expires_at", f"expected a moment from now to {AccessToken.MOST_DAYS} days from now")
    strong = by.role == "system" if strong is None else strong
    secret = AccessToken.new_secret()
    token = AccessToken.objects.create(
        user=user,
        name=one_line("name", name),
        scope=scope,
        strong=strong,
        digest=AccessToken.digest_of(secret),
        expires_at=expires_at,
    )
    audit.write(Act(action="create_token", kind=scope, object_id=str(token.pk)), by=by)
    security_mails.tell(user, "token_made")
    return token, secret


@transaction.atomic
def revoke_tokens_of(*, by: Actor, user: User, why: str) -> int:
    """End all of somebody's tokens, as how they sign in, or what they may do, has changed; how many there were."""
    ended = AccessToken.objects.filter(user=user, revoked_at=None).update(revoked_at=clock.now())
    if ended:
        audit.write(Act(action="revoke_tokens", kind=why, object_id=str(user.pk), count=ended), by=by)
    return ended


@transaction.atomic
def revoke_token(*, by: Actor, token: AccessToken) -> None:
    changed = AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.now())
    if changed:
        audit.write(Act(action="revoke_token", object_id=str(token.pk)), by=by)


@transaction.atomic
def end_membership(*, by: Actor, membership: Membership) -> bool:
    """A role in a clinic ends now, with what hangs on it (`membership_ended`); False when it had ended."""
    ended = Membership.objects.filter(pk=membership.pk, until=None).update(until=clock.now())
    if ended:
        audit.write(Act(action="end_membership", kind=membership.role, object_id=str(membership.pk)), by=by)
        revoke_tokens_of(by=by, user=membership.user, why="end_membership")
        membership_ended.send(Membership, membership=membership, by=by)
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
    revoke_tokens_of(by=by, user=user, why="reset_second_factor")
    security_mails.tell(user, "factors_reset")
    return factors, len(sessions)


@transaction.atomic
def deactivate(*, by: Actor, user: User) -> tuple[int, int] | None:
    """Nobody signs in to this account any more: how many sessions and tokens ended; None when it was off already.

    Nothing is deleted: the record, what somebody signed, and their place in the audit trail stay.
    """
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        return None
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    audit.write(Act(action="deactivate_account", object_id=str(user.pk)), by=by)
    tokens = revoke_tokens_of(by=by, user=user, why="deactivate_account")
    security_mails.tell(user, "account_deactivated")
    return len(sessions), tokens


@transaction.atomic
def reactivate(*, by: Actor, user: User) -> bool:
    """They may sign in again; False when they could."""
    changed = User.objects.filter(pk=user.pk, is_active=False).update(is_active=True)
    if changed:
        audit.write(Act(action="reactivate_account", object_id=str(user.pk)), by=by)
    return bool(changed)
