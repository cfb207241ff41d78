"""Giving a patient the exercises of one phase. Here and not below, because what is open is for the rules to say."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from backend.core import clock
from backend.core.actor import Actor
from backend.core.errors import Refused
from backend.core.ids import new_id
from backend.patients.models import Patient, PatientSummary
from backend.patients.programmes.actions import WEIGHT_BEARING, clean_items
from backend.records.actions import set_programme
from backend.records.models import Record
from backend.tracking.assessment import reassess


@transaction.atomic
def give_programme(*, patient: Patient, by: Actor, phase: str, items: Any) -> list[Record]:
    """One programme record for each exercise, all of them or none, tied together by one `group`.

    Weight-bearing exercise stays locked until the episode is resolved and a clinician has recorded full weight
    bearing and permission (clinical contract §4); giving the phase `released` is the physiotherapist's release.
    """
    cleaned = clean_items(items, phase=phase)
    if phase == WEIGHT_BEARING:
        reassess(patient.pk)
        gates = PatientSummary.objects.values_list("gates", flat=True).get(patient=patient)
        if not gates["weight_bearing"]:
            why = ", ".join(gates["locked_why"])
            raise Refused("phase", f"expected a phase that is open to this patient; locked: {why}", code="locked")
    today = clock.local_day(clock.now(), patient.timezone)
    group = str(new_id())
    return [set_programme(patient=patient, by=by, group=group, **_dated(item, today)) for item in cleaned]


def _dated(item: dict[str, Any], today: date) -> dict[str, Any]:
    """A template counts in weeks; the record says the last day."""
    fields = {name: value for name, value in item.items() if name != "weeks"}
    if "weeks" in item:
        fields["until_on"] = (today + timedelta(weeks=item["weeks"]) - timedelta(days=1)).isoformat()
    return fields
