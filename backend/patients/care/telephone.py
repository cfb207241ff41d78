"""The number at which a clinic's patients reach somebody: "Call" on an urgent notice dials it."""

from typing import Any

from django.db import transaction
from django.db.models import F

from backend.accounts.models import Clinic
from backend.core import audit
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.patients.care.numbers import telephone_number
from backend.patients.models import Patient


@transaction.atomic
def set_telephone(*, by: Actor, clinic: Clinic, wanted: Any) -> Clinic:
    """The clinic's number from now on. The phones of its patients hear of it as of a change of the profile."""
    clinic.phone = telephone_number(wanted)
    clinic.save(update_fields=["phone"])
    audit.write(Act(action="set_clinic_telephone", kind="telephone", object_id=str(clinic.pk)), by=by)
    following = F("seq") + 1
    Patient.objects.filter(clinic=clinic, closed_at=None).update(seq=following, profile_seq=following)
    return clinic
