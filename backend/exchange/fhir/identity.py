"""Finding the patient that a Patient resource means, or opening a record for a new one."""

from uuid import UUID

from backend.accounts.models import Clinic
from backend.core.actor import Actor
from backend.core.errors import Refused
from backend.exchange.fhir.people import Person
from backend.exchange.fhir.problems import Wrong
from backend.exchange.fhir.read import Entry
from backend.patients.actions import change_profile, note_external_id, register_patient
from backend.patients.models import ExternalId, Patient

PATIENT = "fhir:Patient"


def key_of(clinic: Clinic | None) -> str:
    return str(clinic.pk) if clinic else ""


def known_patient(clinic: Clinic | None, resource_id: str) -> Patient | None:
    """Whom an earlier import of this clinic knew by this resource id."""
    found = ExternalId.objects.filter(clinic_key=key_of(clinic), system=PATIENT, value=resource_id)
    return next((row.patient for row in found.select_related("patient")), None)


def find(who: Person, entry: Entry, clinic: Clinic | None) -> Patient | None:
    """The one patient whom the identifiers name; Wrong when they name two, or somebody else."""
    if who.own_id:
        own = Patient.objects.filter(pk=who.own_id)
        ours = (own.filter(clinic=clinic) if clinic else own).first()
        if ours:
            return ours
    rows = list(
        ExternalId.objects.filter(
            clinic_key=key_of(clinic), value__in=[value for _, value in who.identifiers], record_id=None
        ).select_related("patient")
    )
    named = {row.patient_id: row.patient for row in rows if (row.system, row.value) in who.identifiers}
    if len(named) > 1:
        raise Wrong("Patient.identifier", "expected identifiers of one person; these belong to two here")
    if named:
        return next(iter(named.values()))
    same_id = known_patient(clinic, str(entry.resource.get("id") or ""))
    if same_id and who.identifiers:
        # The same resource id, and another number in the same system: a different person of another server.
        systems = {system for system, _ in who.identifiers}
        if ExternalId.objects.filter(patient=same_id, clinic_key=key_of(clinic), system__in=systems).exists():
            raise Wrong("Patient.id", "expected an id that does not yet name a person with other identifiers")
    return same_id


def open_or_update(
    *, by: Actor, who: Person, entry: Entry, patient: Patient | None, clinic: Clinic | None, digest: str
) -> tuple[Patient, str]:
    """The patient, and what became of the resource: created, identical or updated."""
    resource_id = str(entry.resource.get("id") or "")
    if patient is None:
        try:
            patient = register_patient(
                by=by, name=who.name, sex=who.sex, birth_year=who.birth_year, timezone=who.timezone,
                risk_factors=who.risk_factors, clinic=clinic,
            )  # fmt: skip
        except Refused as error:
            raise Wrong(f"Patient.{error.field}", error.expected) from error
        result = "created"
    else:
        result = _update(by, who, patient, clinic, resource_id, digest)
    for system, value in [*who.identifiers, *([(PATIENT, resource_id)] if resource_id else [])]:
        if result != "identical":
            _note(patient, clinic, system, value, digest)
    return patient, result


def _update(by: Actor, who: Person, patient: Patient, clinic: Clinic | None, resource_id: str, digest: str) -> str:
    seen = ExternalId.objects.filter(
        patient=patient, clinic_key=key_of(clinic), system=PATIENT, value=resource_id, digest=digest
    )
    if seen.exists():
        return "identical"
    if who.birth_year and patient.birth_year and who.birth_year != patient.birth_year:
        raise Wrong("Patient.birthDate", f"expected {patient.birth_year}, as the record with this identifier has it")
    if "unknown" not in (who.sex, patient.sex) and who.sex != patient.sex:
        raise Wrong("Patient.gender", f"expected {patient.sex}, as the record with this identifier has it")
    changes: dict[str, object] = {}
    if who.name != patient.name:
        changes["name"] = who.name
    if who.birth_year and not patient.birth_year:
        changes["birth_year"] = who.birth_year
    if who.sex != "unknown" and patient.sex == "unknown":
        changes["sex"] = who.sex
    more = [name for name in who.risk_factors if name not in patient.risk_factors]
    if more:
        changes["risk_factors"] = [*patient.risk_factors, *more]
    if not changes:
        return "identical"
    change_profile(by=by, patient=patient, changes=changes)
    return "updated"


def _note(patient: Patient, clinic: Clinic | None, system: str, value: str, digest: str) -> None:
    record_id: UUID | None = None
    note_external_id(
        patient=patient, clinic_key=key_of(clinic), system=system, value=value, record_id=record_id, digest=digest
    )
