"""What other systems call a patient or a record, written many at once within the transaction that imports them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from backend.core.errors import Refused
from backend.patients.models import ExternalId, Patient


@dataclass(frozen=True, slots=True)
class ExternalName:
    """One name: of the patient, or of a record of theirs. `version` is its source's: `lastUpdated|versionId`."""

    system: str
    value: str
    record_id: UUID | None = None
    digest: str = ""
    version: str = ""


@transaction.atomic
def note_external_ids(*, patient: Patient, clinic_key: str, names: Sequence[ExternalName]) -> None:
    """Remember `names`, the last one of each; Refused where one is already somebody else's: none ever changes hands."""
    wanted = {(name.system, name.value): name for name in names}
    there = {
        (row.system, row.value): row
        for row in ExternalId.objects.filter(
            clinic_key=clinic_key,
            system__in={name.system for name in names},
            value__in={name.value for name in names},
        )
        if (row.system, row.value) in wanted
    }
    fresh, changed = [], []
    for key, name in wanted.items():
        row = there.get(key)
        if row is None:
            fresh.append(
                ExternalId(
                    patient=patient, clinic_key=clinic_key, system=name.system, value=name.value,
                    record_id=name.record_id, digest=name.digest, version=name.version,
                )
            )  # fmt: skip
            continue
        if row.patient_id != patient.pk:
            raise Refused("identifier", "expected a number or an id that is nobody else's here")
        if (row.record_id, row.digest, row.version) != (name.record_id, name.digest, name.version):
            row.record_id, row.digest, row.version = name.record_id, name.digest, name.version
            changed.append(row)
    ExternalId.objects.bulk_create(fresh, batch_size=500)
    ExternalId.objects.bulk_update(changed, ["record_id", "digest", "version"], batch_size=200)
