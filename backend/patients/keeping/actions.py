"""Setting the years, and ending what is past them."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from backend.accounts.models import Clinic
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.patients.models import ClinicStay

LEAST, MOST = 1, 60
YEAR = timedelta(days=365.25)
BATCH = 500
BY = Actor.system("retention")


@transaction.atomic
def set_record_years(*, by: Actor, clinic: Clinic, years: int | None) -> None:
    """For how many years after a patient left the clinic still sees what it signed; None: as the server has it."""
    clinic.record_years = years
    clinic.save(update_fields=["record_years"])
    audit.write(Act(action="set_record_years", object_id=str(clinic.pk)), by=by)


def end_old_stays(*, now: datetime | None = None) -> int:
    """Clinics forget patients who left longer ago than they keep; how many. The record itself is its patient's and stays."""
    now, done = now or clock.now(), 0
    for clinic in Clinic.objects.filter(stays__until__isnull=False).distinct().order_by("pk"):
        before = now - YEAR * (clinic.record_years or settings.KEEP_FORMER_YEARS)
        while rows := list(ClinicStay.objects.filter(clinic=clinic, until__lt=before).order_by("pk")[:BATCH]):
            with transaction.atomic():
                for row in rows:
                    act = Act(action="end_keeping", object_id=str(clinic.pk))
                    audit.write(act, by=BY, patient_id=row.patient_id)
                done += ClinicStay.objects.filter(pk__in=[row.pk for row in rows]).delete()[0]
    return done
