"""A clinic's own precision error of its bone density machine: with it a change is more than a difference of two numbers.

ISCD: the least significant change is 2.77 times the precision error, per site, in g/cm². It comes from the clinic's own
repeated scans; a manufacturer's figure does not stand in for it, so nothing is filled in beforehand.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from backend.accounts.models import Clinic
from backend.core import audit
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Refused
from backend.patients.models import Patient

SITES = ("total_hip", "femoral_neck", "lumbar_spine", "forearm", "heel")
LEAST, MOST = 0.001, 0.2


def clean(wanted: Any) -> dict[str, float]:
    """Site and g/cm²; Refused names the first that is no site or no plausible precision error."""
    if not isinstance(wanted, Mapping):
        raise Refused("precision_error", "expected an object of sites and numbers")
    chosen: dict[str, float] = {}
    for site, value in wanted.items():
        if site not in SITES:
            raise Refused(str(site), "expected one of " + ", ".join(SITES))
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not LEAST <= value <= MOST:
            raise Refused(site, f"expected g/cm² from {LEAST} to {MOST}")
        chosen[site] = float(value)
    return chosen


@transaction.atomic
def set_precision(*, by: Actor, clinic: Clinic, wanted: Any) -> Clinic:
    """The clinic's figures from now on; a site that is not named has none, and no verdict.

    The phones of its patients hear of it as of a change of the profile: they show the same verdict as the desk.
    """
    clinic.precision_error = clean(wanted)
    clinic.save(update_fields=["precision_error"])
    audit.write(Act(action="set_clinic_precision", kind="precision_error", object_id=str(clinic.pk)), by=by)
    following = F("seq") + 1
    Patient.objects.filter(clinic=clinic, closed_at=None).update(seq=following, profile_seq=following)
    return clinic
