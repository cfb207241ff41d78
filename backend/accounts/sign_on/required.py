"""Where a clinic wants its own sign-in, its staff come in by no other way."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.headless.internal.restkit.response import ErrorResponse
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language_from_request

from backend.accounts.models import Membership, SignOn, User
from backend.accounts.requests import themselves
from backend.core import audit
from backend.core.audit import Act

CODE = "sign_on_required"
TYPE = "sign_on"  # of the record that a provider's second factor leaves in the session
WORDS = {
    "en": "Your clinic has its own sign-in: choose “Sign in with your clinic”.",
    "de": "Ihre Praxis hat eine eigene Anmeldung: Wählen Sie „Mit Ihrer Praxis anmelden“.",
}


def clinics_that_want_it(user: User) -> list[str]:
    """The provider ids of the clinics whose own sign-in this person has to use.

    Who is more here than that clinic's staff and has not connected the two yet may sign in as before, to do so.
    """
    jobs = Membership.objects.active().filter(user=user).values("clinic_id")
    wanting = [one.provider_id for one in SignOn.objects.filter(clinic_id__in=jobs, required=True)]
    if not wanting:
        return []
    more = Membership.objects.active().filter(user=user).values("clinic_id").distinct().count() > len(wanting)
    if (
        user.is_staff
        or hasattr(user, "patient")
        or more
        or user.care_teams.filter(until=None, role="caregiver").exists()
    ):
        linked = SocialAccount.objects.filter(user=user, provider__in=wanting)
        return list(linked.values_list("provider", flat=True))
    return wanting


def refuse_other_ways(request: HttpRequest, user: User, came_by: str | None) -> None:
    """Before a session begins: `came_by` is the provider id of a clinic's sign-in, None for any other way."""
    wanting = clinics_that_want_it(user)
    if not wanting or came_by in wanting:
        return
    with transaction.atomic():
        audit.write(Act(action="sign_in_refused", kind=TYPE), by=themselves(request, user))
    words = WORDS.get(get_language_from_request(request), WORDS["en"])
    raise ImmediateHttpResponse(ErrorResponse(request, exception=ValidationError(words, code=CODE)))


def came_by_sign_on(request: Any, provider_id: str) -> bool:
    """Was this session opened by that clinic's sign-in?"""
    records = get_authentication_records(request, request.user)
    return any(one.get("method") == "socialaccount" and one.get("provider") == provider_id for one in records)


def end_sessions_of_others(sign_on: SignOn, *, but: str | None) -> int:
    """Sessions of the clinic's staff that began another way end, as the clinic wants its own from now on; how many."""
    staff = [job.user for job in Membership.objects.active().filter(clinic=sign_on.clinic_id).select_related("user")]
    affected = [user.pk for user in set(staff) if sign_on.provider_id in clinics_that_want_it(user)]
    ended = 0
    for session in UserSession.objects.filter(user_id__in=affected).exclude(session_key=but or ""):
        session.end()
        ended += 1
    return ended


class AuthenticateStageUnlessShown(AuthenticateStage):
    """allauth's question for the second factor, but for whom the clinic's provider has asked already."""

    def _should_handle(self, request: HttpRequest) -> bool:
        records = get_authentication_records(request, self.login.user)
        if any(one.get("method") == "mfa" and one.get("type") == TYPE for one in records):
            return False
        return bool(super()._should_handle(request))
