"""A record rests while its patient does not agree that entries are kept: nothing is kept, assessed or sent."""

from django.db import transaction
from django.dispatch import Signal

from backend.accounts.security_mails import tell
from backend.core import clock
from backend.patients.care.actions import tell_devices
from backend.patients.models import Patient
from backend.records.log.append import lock

# Sent inside the transaction with `patient`, so that the layers above stop what they had planned.
rested = Signal()


@transaction.atomic
def rest(patient: Patient) -> None:
    """From now on, until `wake`."""
    now = clock.now()
    tell_devices(lock(patient.pk))
    Patient.objects.filter(pk=patient.pk).update(rests_since=now, reassess_at=None)
    patient.rests_since = now
    rested.send(Patient, patient=patient)
    if patient.user:
        tell(patient.user, "consent_withdrawn")


@transaction.atomic
def wake(patient: Patient) -> None:
    """The patient agrees again; what waits on their phones comes, and all is assessed anew."""
    if not Patient.objects.filter(pk=patient.pk, rests_since__isnull=False).update(rests_since=None):
        return
    patient.rests_since = None
    tell_devices(lock(patient.pk))
    if patient.user:
        tell(patient.user, "consent_given")
