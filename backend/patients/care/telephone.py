"""The number at which a clinic's patients reach somebody: "Call" on an urgent notice dials it."""

import re
from typing import Any

from django.db import transaction
from django.db.models import F

from backend.accounts.models import Clinic
from backend.core import audit
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Refused
from backend.patients.models import Patient

# As people write numbers: digits with what groups them. Extensions and words could not be dialled.
SHAPE = re.compile(r"^\+?[\d ()/.\-]+$")
FEWEST, MOST_DIGITS, LONGEST = 3, 15, 40


def clean(wanted: Any) -> str:
    """The number as it was written, or nothing for none; Refused where it could not be dialled."""
    if not isinstance(wanted, str):
        raise Refused("phone", "expected a telephone number as text, or an empty text for none")
    number = " ".join(wanted.split())
    if not number:
        return ""
    digits = sum(character.isdigit() for character in number)
    if not SHAPE.match(number) or not FEWEST <= digits <= MOST_DIGITS or len(number) > LONGEST:
        raise Refused("phone", "expected a telephone number such as +351 258 000 000")
    return number


@transaction.atomic
def set_telephone(*, by: Actor, clinic: Clinic, wanted: Any) -> Clinic:
    """The clinic's number from now on. The phones of its patients hear of it as of a change of the profile."""
    clinic.phone = clean(wanted)
    clinic.save(update_fields=["phone"])
    audit.write(Act(action="set_clinic_telephone", kind="telephone", object_id=str(clinic.pk)), by=by)
    following = F("seq") + 1
    Patient.objects.filter(clinic=clinic, closed_at=None).update(seq=following, profile_seq=following)
    return clinic
