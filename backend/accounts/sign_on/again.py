"""Showing once more who one is, at the clinic's provider: for staff who have no password here.

The session stays the one that it is. What it gains is a record that its person has just shown who they are, which unlocks it and
lets them change how they sign in; where the provider shows a second factor, that too.
"""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.http import HttpRequest, HttpResponseRedirect

from backend.accounts.models import Membership, SignOn, User

PROCESS = "again"  # beside allauth's login and connect
BACK = "/sign-on?again=shown"


def sign_on_for(user: User) -> SignOn | None:
    """The clinic's sign-in at which `user` can show who they are: one where they work and with which they are connected."""
    linked = SocialAccount.objects.filter(user=user).values_list("provider", flat=True)
    jobs = Membership.objects.active().filter(user=user).values("clinic_id")
    offered = SignOn.objects.filter(clinic_id__in=jobs).select_related("clinic").order_by("pk")
    return next((one for one in offered if one.provider_id in set(linked)), None)


def shown(request: HttpRequest, login: Any) -> None:
    """Note it in the session and go back to the app, past allauth's own steps of signing in."""
    _note(request, login)
    raise ImmediateHttpResponse(HttpResponseRedirect(BACK))


def _note(request: HttpRequest, login: SocialLogin) -> None:
    account = login.account
    record_authentication(
        request, login.user, "socialaccount", reauthenticated=True, provider=account.provider, uid=account.uid
    )
    if login.toh.is_strong:
        record_authentication(request, login.user, "mfa", type="sign_on", reauthenticated=True)
