"""Who comes in by a clinic's sign-in, and as what.

The provider vouches only for addresses of the domains that an operator has given to the clinic, and only where it says that it
has verified them. It opens an account that is not connected to it only where everything in that account is the clinic's own:
what else somebody is here (a patient, a colleague of another clinic) is not the clinic's to open. See ADR 0019.
"""

from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language_from_request

from backend.accounts import actions, retention
from backend.accounts.models import Membership, SignOn, SignOnDomain, User
from backend.accounts.requests import address_of
from backend.accounts.sign_on.again import PROCESS
from backend.accounts.sign_on.claims import shown_since, shows_second_factor, words_of
from backend.core import audit
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Refused
from backend.core.names import one_line

# Why somebody is not let in: the app has the words for each.
NO_ADDRESS, NOT_VERIFIED, NOT_THEIRS = "no_address", "address_not_verified", "address_of_others"
ACCOUNT_EXISTS, NO_ROLE, SWITCHED_OFF = "account_exists", "no_role", "switched_off"
SOMEBODY_ELSE, NOT_ASKED = "somebody_else", "not_asked"


@dataclass(frozen=True, slots=True)
class Attempt:
    """`claims`: everything that the provider tells; `signed`: the part that stands in its signed token.

    `began`: when this browser went there, in seconds of the epoch.
    """

    sign_on: SignOn
    claims: dict[str, Any]
    signed: dict[str, Any]
    began: float = 0.0

    @property
    def is_strong(self) -> bool:
        return shows_second_factor(self.signed, self.sign_on.second_factor)

    @property
    def roles(self) -> set[str]:
        groups = set(words_of(self.claims.get(self.sign_on.groups_claim)))
        return {role for group, role in self.sign_on.roles.items() if group in groups}


def admit(request: HttpRequest, login: SocialLogin, attempt: Attempt) -> None:
    """Let `login` lead to an account with a role in the clinic; ValidationError with the reason otherwise."""
    by = Actor(role="system", name="sign-on", address=address_of(request))  # type: ignore[arg-type]  # reads the headers only
    try:
        with transaction.atomic():
            if login.state.get("process") == AuthProcess.CONNECT:
                _connects(request, attempt)
            elif login.state.get("process") == PROCESS:
                _shows_again(request, login, attempt, by)
            else:
                _signs_in(request, login, attempt, by)
    except ValidationError as refusal:
        act = Act(action="sign_on_refused", kind=str(refusal.code), object_id=str(attempt.sign_on.clinic_id))
        with transaction.atomic():
            audit.write(act, by=by)
        raise


def _connects(request: HttpRequest, attempt: Attempt) -> None:
    works = Membership.objects.active().filter(user=request.user, clinic=attempt.sign_on.clinic_id)  # type: ignore[misc]
    if not works.exists() or (request.session.get("lock") or {}).get("locked"):
        raise _refusal(NO_ROLE)


def _shows_again(request: HttpRequest, login: SocialLogin, attempt: Attempt, by: Actor) -> None:
    """Only whoever began this session, and only where the provider has really asked them since they were sent there."""
    if not (login.is_existing and request.user.is_authenticated and login.user == request.user):
        raise _refusal(SOMEBODY_ELSE)
    if not shown_since(attempt.signed, attempt.began):
        raise _refusal(NOT_ASKED)
    _signs_in(request, login, attempt, by)


def _signs_in(request: HttpRequest, login: SocialLogin, attempt: Attempt, by: Actor) -> None:
    user = login.user if login.is_existing else None
    if user is None:
        address = _vouched_address(attempt)
        user = _account_of(address, attempt) or _new_account(request, address, attempt, by)
        login.user, login.account.user = user, user
        login.account.save()
        audit.write(Act(action="connect_sign_on", object_id=str(attempt.sign_on.clinic_id)), by=_of(user, by))
    if not user.is_active:
        raise _refusal(SWITCHED_OFF)
    if attempt.sign_on.roles:
        follow_groups(user=user, attempt=attempt, by=by)
    if not Membership.objects.active().filter(user=user, clinic=attempt.sign_on.clinic_id).exists():
        raise _refusal(NO_ROLE)


def _vouched_address(attempt: Attempt) -> str:
    """The address that the provider has verified and may speak for."""
    address = str(attempt.claims.get("email") or "").strip().lower()
    if "@" not in address:
        raise _refusal(NO_ADDRESS)
    if attempt.claims.get("email_verified") is not True:
        raise _refusal(NOT_VERIFIED)
    domain = address.rpartition("@")[2]
    if not SignOnDomain.objects.filter(domain=domain, clinic=attempt.sign_on.clinic_id).exists():
        raise _refusal(NOT_THEIRS)
    return address


def _account_of(address: str, attempt: Attempt) -> User | None:
    """The account with this address, if there is one that is the clinic's own; None: there is none at all."""
    known = EmailAddress.objects.filter(email__iexact=address).select_related("user")
    users = {row.user for row in known} | set(User.objects.filter(email=address))
    for user in list(users):
        if retention.remove_unconfirmed(user):  # somebody has typed this address and never shown that it is theirs
            users.discard(user)
    if not users:
        return None
    verified = {row.user_id for row in EmailAddress.objects.filter(email__iexact=address, verified=True)}
    (user, *more) = users
    if more or user.pk not in verified or not _belongs_to(user, attempt.sign_on):
        raise _refusal(ACCOUNT_EXISTS)
    return user


def _belongs_to(user: User, sign_on: SignOn) -> bool:
    """Is all that this account opens the clinic's?"""
    if user.is_staff or user.is_superuser or hasattr(user, "patient"):
        return False
    jobs = set(Membership.objects.active().filter(user=user).values_list("clinic_id", flat=True))
    elsewhere = user.care_teams.filter(until=None).exclude(patient__clinic_id=sign_on.clinic_id)
    cares = user.care_teams.filter(until=None, role="caregiver")
    linked = SocialAccount.objects.filter(user=user)
    return jobs == {sign_on.clinic_id} and not (elsewhere.exists() or cares.exists() or linked.exists())


def _new_account(request: HttpRequest, address: str, attempt: Attempt, by: Actor) -> User:
    if not attempt.roles:
        raise _refusal(NO_ROLE)
    language = get_language_from_request(request)
    name = str(attempt.claims.get("name") or "")[:150]
    try:
        name = one_line("name", name)
    except Refused:
        name = ""
    return actions.register_person(by=by, email=address, name=name, language=language)


@transaction.atomic
def follow_groups(*, user: User, attempt: Attempt, by: Actor) -> None:
    """Roles that the provider's groups give begin, and those that such a group once gave end with it."""
    clinic = attempt.sign_on.clinic
    held = {job.role: job for job in Membership.objects.active().filter(user=user, clinic=clinic)}
    for role in sorted(attempt.roles - held.keys()):
        job = actions.add_member(by=by, user=user, clinic=clinic, role=role)
        Membership.objects.filter(pk=job.pk).update(by_sign_on=True)
    for role in sorted(held.keys() - attempt.roles):
        if held[role].by_sign_on:
            actions.end_membership(by=by, membership=held[role])


def _of(user: User, by: Actor) -> Actor:
    return Actor(role="clinician", user_id=user.pk, name=user.get_full_name(), address=by.address)


def _refusal(code: str) -> ValidationError:
    return ValidationError("The clinic's sign-in does not open an account here.", code=code)
