"""What an assessment reads: the patient, locked, and what stands of earlier assessments. One prepared statement each."""

from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import Exists, OuterRef

from backend.core.prepared import Prepared
from backend.patients.models import Episode, Erasure, Patient, PatientSummary
from backend.tracking.models import Finding

_lock = Prepared(
    lambda key: Patient.objects.select_for_update().filter(pk=key).values_list("pk"), key=models.UUIDField()
)
_patient = Prepared(
    lambda key: (
        Patient.objects.select_related("clinic")
        .annotate(asked_to_be_erased=Exists(Erasure.objects.filter(user_id=OuterRef("user_id"))))
        .filter(pk=key)
    ),
    key=models.UUIDField(),
)
_findings = Prepared(
    lambda patient: Finding.objects.filter(patient_id=patient).order_by("opened_on", "id"), patient=models.UUIDField()
)
_summary = Prepared(
    lambda patient: PatientSummary.objects.filter(patient_id=patient).order_by(), patient=models.UUIDField()
)
EPISODE = ("state", "onset", "diagnosed_on", "resolved_on", "resolved_basis")
_episodes = Prepared(
    lambda patient: (
        Episode.objects.filter(patient_id=patient)
        .order_by()
        .values_list("id", "number", *EPISODE, "sites__site", "sites__side", "sites__onset", "sites__resolved_on")
    ),
    patient=models.UUIDField(),
)


def locked(patient_id: UUID) -> Patient:
    """The patient with their clinic, locked until the transaction ends; `asked_to_be_erased` says whether they wait for it."""
    if not connection.in_atomic_block:
        raise RuntimeError("a lock belongs inside a transaction")
    # Two statements: one that had to wait for the lock would tell clinic and erasure as they were before it waited.
    patient = _patient.first(key=patient_id) if _lock.first(key=patient_id) else None
    if patient is None:
        raise Patient.DoesNotExist
    return patient


def findings_of(patient: Patient) -> list[Finding]:
    """Every finding that was ever kept, in the order of their first days."""
    return list(_findings.all(patient=patient.pk))


def summary_of(patient: Patient) -> PatientSummary | None:
    """The worklist's row, if there is one yet."""
    return _summary.first(patient=patient.pk)


class StoredEpisode:
    """An episode as it is kept: its key, the values of EPISODE, its sites as (site, side, onset, resolved_on)."""

    __slots__ = ("pk", "sites", "values")

    def __init__(self, pk: UUID, values: dict[str, Any]) -> None:
        self.pk, self.values = pk, values
        self.sites: set[tuple[Any, ...]] = set()


def episodes_of(patient: Patient) -> dict[int, StoredEpisode]:
    """By their numbers; episodes and sites are read together."""
    found: dict[int, StoredEpisode] = {}
    for key, number, *rest in _episodes.all(patient=patient.pk):
        values, site = rest[: len(EPISODE)], tuple(rest[len(EPISODE) :])
        episode = found.setdefault(number, StoredEpisode(key, dict(zip(EPISODE, values, strict=True))))
        if site[0] is not None:
            episode.sites.add(site)
    return found
