"""Who works where: the one answer for every view that asks on behalf of a clinic."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from backend.accounts.models import Clinic, Membership, User
from backend.accounts.requests import actor_of, person
from backend.core.actor import Actor, Role


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody is in one clinic today; a person may hold several roles there."""

    clinic: Clinic
    roles: frozenset[str]

    @property
    def clinical(self) -> bool:
        return not self.roles.isdisjoint(Membership.CLINICAL)

    @property
    def acts_as(self) -> Role:
        """A physiotherapist or doctor acts as that, also where they administer too."""
        return "clinician" if self.clinical else "administrator"


def staff_at(
    request: Request, clinic_id: UUID, *, only: Collection[str] = (), refusal: str = ""
) -> tuple[Work, Actor]:
    """The caller's work in that clinic, and the caller acting in it.

    404 for who does not work there: they learn of no clinic. 403 with `refusal` for staff in none of the roles `only`.
    """
    held = list(
        Membership.objects.active()
        .filter(user=person(request), clinic_id=clinic_id)
        .select_related("clinic")
        .order_by("pk")
    )
    if not held:
        raise Http404
    work = Work(clinic=held[0].clinic, roles=frozenset(job.role for job in held))
    if only and work.roles.isdisjoint(only):
        raise PermissionDenied(refusal or "Your role in the clinic does not include this.")
    return work, actor_of(request, role=work.acts_as)


def works_at(user: User, clinic_id: UUID | None = None) -> bool:
    """In that clinic, or in any."""
    jobs = Membership.objects.active().filter(user=user)
    return (jobs.filter(clinic_id=clinic_id) if clinic_id else jobs).exists()


def main_clinic(user_id: int) -> Clinic | None:
    """Where somebody works; the longest-held of several posts."""
    job = Membership.objects.active().filter(user_id=user_id).select_related("clinic").order_by("pk").first()
    return job.clinic if job else None
