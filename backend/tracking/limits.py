"""Who may put other numbers in the place of those marked ours: a clinic for its patients, a clinician for one."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django.db import transaction
from django.db.models import F

from backend.accounts.models import Clinic
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Refused
from backend.guidance import Thresholds
from backend.patients.actions import change_profile
from backend.patients.models import Patient

KNOWN = {field.name: field.metadata for field in fields(Thresholds)}


def clean(wanted: Any) -> dict[str, float]:
    """The overrides as numbers; Refused names the first that is not ours to change or no number."""
    if not isinstance(wanted, Mapping):
        raise Refused("thresholds", "expected an object of names and numbers")
    chosen: dict[str, float] = {}
    for name, value in wanted.items():
        if name not in KNOWN:
            raise Refused(str(name), "expected one of " + ", ".join(sorted(KNOWN)))
        if not KNOWN[name]["ours"]:
            raise Refused(name, "expected a number marked ours: this one is a source's and stays")
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 10_000:
            raise Refused(name, "expected a number from 0 to 10,000")
        if isinstance(KNOWN[name]["default"], int) and value != int(value):
            raise Refused(name, "expected a whole number")
        chosen[name] = int(value) if isinstance(KNOWN[name]["default"], int) else float(value)
    return chosen


@transaction.atomic
def set_clinic_limits(*, by: Actor, clinic: Clinic, wanted: Any) -> Clinic:
    """The clinic's numbers from now on (those not named go back to the default); its patients are assessed anew.

    Their phones hear of it as of a change of the profile: what they find offline goes by the same numbers.
    """
    clinic.thresholds = clean(wanted)
    clinic.save(update_fields=["thresholds"])
    audit.write(Act(action="set_clinic_limits", kind="thresholds", object_id=str(clinic.pk)), by=by)
    following = F("seq") + 1
    Patient.objects.filter(clinic=clinic, closed_at=None).update(
        seq=following, profile_seq=following, reassess_at=clock.now()
    )
    return clinic


def set_patient_limits(*, by: Actor, patient: Patient, wanted: Any) -> Patient:
    """The numbers of one patient, over those of the clinic."""
    return change_profile(by=by, patient=patient, changes={"thresholds": clean(wanted)})
