"""What a clinic's administrator sets of its sign-in, and an operator of its addresses."""

import re
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from backend.accounts import security_mails
from backend.accounts.models import Clinic, Membership, SignOn, SignOnDomain, User
from backend.accounts.sign_on import claims, required
from backend.core import audit, clock, crypto
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Conflict, Refused

MOST_GROUPS, MOST_VALUES, LONGEST = 50, 20, 200
DOMAIN = re.compile(r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$")


@transaction.atomic
def set_sign_on(*, by: Actor, clinic: Clinic, wanted: dict[str, Any], session: str | None, came_by: bool) -> SignOn:
    """The clinic's sign-in from now on. `session`, `came_by`: of whoever asks; required only by who came in by it.

    An empty secret keeps the one that is there, except for another issuer or client.
    """
    before = SignOn.objects.select_for_update().filter(clinic=clinic).first()
    sign_on = before or SignOn(clinic=clinic)
    issuer, client_id = wanted["issuer"].strip(), wanted["client_id"].strip()
    if not claims.may_be_called(issuer):
        raise Refused("issuer", "expected an https address at a host that the operator of this server allows")
    roles = _roles(wanted["roles"])
    other = before is None or (before.issuer, before.client_id) != (issuer, client_id)
    secret = wanted.get("client_secret", "")
    if other and not secret:
        raise Refused("client_secret", "expected the secret of this client at this issuer", code="required")
    if wanted["required"] and not (before and before.required) and (other or not came_by):
        raise Refused(
            "required",
            "expected you to have signed in this way yourself first, to show that it works",
            code="untried",
        )
    begins = wanted["required"] and not (before and before.required)
    sign_on.issuer, sign_on.client_id, sign_on.roles = issuer, client_id, roles
    sign_on.groups_claim = wanted["groups_claim"].strip() or "groups"
    sign_on.second_factor = _values(wanted["second_factor"])
    sign_on.required = wanted["required"]
    if secret:
        sign_on.sealed_secret = crypto.encrypt(secret)
    sign_on.changed_at = clock.now()
    sign_on.save()
    claims.forget(issuer)
    audit.write(Act(action="set_sign_on", object_id=str(clinic.pk)), by=by)
    if begins:
        required.end_sessions_of_others(sign_on, but=session)
    return sign_on


@transaction.atomic
def remove_sign_on(*, by: Actor, clinic: Clinic) -> bool:
    """The clinic's staff sign in as everybody else from now on; False when there was nothing to remove."""
    done, _ = SignOn.objects.filter(clinic=clinic).delete()
    if done:
        audit.write(Act(action="remove_sign_on", object_id=str(clinic.pk)), by=by)
    return bool(done)


@transaction.atomic
def give_domain(*, by: Actor, clinic: Clinic, domain: str) -> SignOnDomain:
    """Let the clinic's provider vouch for addresses of `domain`."""
    name = domain.strip().lower().removeprefix("@")
    if not DOMAIN.match(name):
        raise Refused("domain", "expected what stands behind the @ of addresses, such as hospital.example")
    found, created = SignOnDomain.objects.get_or_create(domain=name, defaults={"clinic": clinic})
    if found.clinic_id != clinic.pk:
        raise Conflict("domain", "expected a domain that no other clinic has", code="taken")
    if created:
        audit.write(Act(action="give_sign_on_domain", object_id=str(clinic.pk)), by=by)
    return found


@transaction.atomic
def take_domain(*, by: Actor, clinic: Clinic, domain: str) -> bool:
    done, _ = SignOnDomain.objects.filter(clinic=clinic, domain=domain.strip().lower().removeprefix("@")).delete()
    if done:
        audit.write(Act(action="take_sign_on_domain", object_id=str(clinic.pk)), by=by)
    return bool(done)


@transaction.atomic
def disconnect(*, by: Actor, user: User, provider: str) -> bool:
    """The account is opened by that sign-in no more; False when it was not. Refused where no other way would be left."""
    linked = SocialAccount.objects.filter(user=user, provider=provider)
    if linked.exists() and not user.has_usable_password():
        raise Refused(
            "clinic", "expected an account with a password: it would have no way in left", code="no_password"
        )
    if not linked.delete()[0]:
        return False
    audit.write(Act(action="disconnect_sign_on", object_id=provider.partition(":")[2]), by=by)
    security_mails.tell(user, "sign_on_disconnected")
    return True


def _roles(wanted: dict[str, str]) -> dict[str, str]:
    if len(wanted) > MOST_GROUPS:
        raise Refused("roles", f"expected at most {MOST_GROUPS} groups")
    for group, role in wanted.items():
        if not group.strip() or len(group) > LONGEST:
            raise Refused("roles", f"expected names of groups of at most {LONGEST} characters")
        if role not in Membership.Role.values:
            raise Refused("roles", f"expected one of {', '.join(Membership.Role.values)} for each group")
    return {group.strip(): role for group, role in wanted.items()}


def _values(wanted: list[str]) -> list[str]:
    if len(wanted) > MOST_VALUES:
        raise Refused("second_factor", f"expected at most {MOST_VALUES} values of amr or acr")
    return sorted({one.strip() for one in wanted if one.strip()})
