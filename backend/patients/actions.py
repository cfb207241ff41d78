"""Every write about the patient as a person, and the checks that a clinical decision needs."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from backend.accounts.models import Clinic, User
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Refused
from backend.patients.intake import draft_of
from backend.patients.kinds.words import LOADS
from backend.patients.lines import Draft, Outcome
from backend.patients.log import append, lock, touch
from backend.patients.models import CareTeamMember, Consent, ExternalId, Patient, Record


@transaction.atomic
def register_patient(
    *,
    by: Actor,
    name: str,
    sex: str = "unknown",
    birth_year: int | None = None,
    timezone: str = "UTC",
    email: str = "",
    risk_factors: Sequence[str] = (),
    clinic: Clinic | None = None,
    user: User | None = None,
) -> Patient:
    """Open a record for a person; `risk_factors` are those held from the start."""
    try:
        clock.zone(timezone)
    except ValueError as error:
        raise Refused("timezone", "expected an IANA name such as Europe/Lisbon") from error
    if birth_year is not None and not 1900 <= birth_year <= clock.now().year:
        raise Refused("birth_year", f"expected a year from 1900 to {clock.now().year}")
    patient = Patient.objects.create(
        name=name,
        sex=sex,
        birth_year=birth_year,
        timezone=timezone,
        email=email.lower(),
        risk_factors=list(risk_factors),
        clinic=clinic,
        user=user,
    )
    audit.write(Act(action="register_patient", object_id=str(patient.pk)), by=by, patient_id=patient.pk)
    return patient


# Ours, against a slip of the year: a review further away is a typing error, not a plan.
REVIEW_WITHIN = timedelta(days=731)
PROFILE_FIELDS = ("name", "sex", "birth_year", "timezone", "email", "risk_factors", "thresholds")


@transaction.atomic
def change_profile(*, by: Actor, patient: Patient, changes: dict[str, Any]) -> Patient:
    """Change who the patient is or the numbers that apply to them; the phone hears of it as a change."""
    locked = lock(patient.pk)
    for name, value in changes.items():
        if name not in PROFILE_FIELDS:
            raise Refused(name, "expected one of " + ", ".join(PROFILE_FIELDS))
        setattr(locked, name, value)
    locked.seq += 1
    locked.profile_seq = locked.seq
    locked.save(update_fields=[*changes, "seq", "profile_seq"])
    act = Act(action="change_profile", kind=",".join(sorted(changes))[:40], seq_from=locked.seq, seq_to=locked.seq)
    audit.write(act, by=by, patient_id=locked.pk)
    touch(locked)
    return locked


@transaction.atomic
def join_team(
    *, by: Actor, patient: Patient, user: User, role: str, may_log: bool = True, may_message: bool = False
) -> CareTeamMember:
    member, created = CareTeamMember.objects.get_or_create(
        patient=patient,
        user=user,
        until=None,
        defaults={"role": role, "may_log": may_log, "may_message": may_message},
    )
    if created:
        audit.write(Act(action="join_team", kind=role, object_id=str(user.pk)), by=by, patient_id=patient.pk)
    return member


@transaction.atomic
def leave_team(*, by: Actor, patient: Patient, user: User) -> bool:
    """End somebody's membership at once; False when there was none."""
    ended = CareTeamMember.objects.filter(patient=patient, user=user, until=None).update(until=clock.now())
    if ended:
        audit.write(Act(action="leave_team", object_id=str(user.pk)), by=by, patient_id=patient.pk)
    return bool(ended)


@transaction.atomic
def give_consent(*, by: Actor, patient: Patient, kind: str, version: str) -> Consent:
    """Note a yes to one version of the words. Withdrawing has consequences: see `consents.withdraw`."""
    consent, created = Consent.objects.get_or_create(patient=patient, kind=kind, version=version, withdrawn_at=None)
    if created:
        audit.write(Act(action="give_consent", kind=kind), by=by, patient_id=patient.pk)
    return consent


@transaction.atomic
def link_user(*, by: Actor, patient: Patient, user: User) -> Patient:
    """Give the person behind the record their own access to it."""
    if not Patient.objects.filter(pk=patient.pk, user=None).update(user=user):
        raise Refused("patient", "expected a record that nobody has taken up yet", code="taken")
    audit.write(Act(action="link_user", object_id=str(user.pk)), by=by, patient_id=patient.pk)
    patient.user = user
    return patient


@transaction.atomic
def note_external_id(
    *, patient: Patient, clinic_key: str, system: str, value: str, record_id: UUID | None, digest: str
) -> None:
    """Remember what another system calls this, within the transaction that imports it."""
    ExternalId.objects.update_or_create(
        clinic_key=clinic_key,
        system=system,
        value=value,
        defaults={"patient": patient, "record_id": record_id, "digest": digest},
    )


def prescription_before(
    patient_id: UUID | None, side: str, draft: Draft, others: Sequence[Draft]
) -> dict[str, Any] | None:
    """The prescription for `side` that was in force when `draft` was made, from the log and its own batch.

    Without a patient there is only the batch, and no database is asked: a history is checked before it has one.
    """
    rows: list[tuple[date, datetime, dict[str, Any]]] = []
    if patient_id is not None:
        earlier = Record.objects.current().filter(
            patient_id=patient_id, kind="prescription", recorded_at__lte=draft.recorded_at, day__lte=draft.day
        )
        rows += [
            (row.day, row.recorded_at, row.data) for row in earlier if row.pk not in (draft.id, draft.supersedes)
        ]
    rows += [
        (other.day, other.recorded_at, other.data)
        for other in others
        if other.kind == "prescription" and other.id != draft.id
    ]
    fitting = [row for row in rows if row[2]["side"] in (side, "both", "unknown") or side == "unknown"]
    return max(fitting, key=lambda row: row[:2])[2] if fitting else None


def check_decision(patient_id: UUID | None, draft: Draft, earlier: Sequence[Draft]) -> None:
    """Steps go one at a time (GUIDANCE §4); a clinician may skip one, and says why. It is reviewed later, not before."""
    if draft.kind != "prescription":
        return
    review = date.fromisoformat(draft.data["review_on"]) if draft.data.get("review_on") else None
    if review and review < draft.day:
        raise Refused("review_on", "expected the day of the decision or a later one")
    if review and review > draft.day + REVIEW_WITHIN:
        raise Refused("review_on", "expected a day within two years of the decision", code="too_far")
    if str(draft.data.get("reason") or "").strip():
        return
    sides = ("left", "right") if draft.data["side"] == "both" else (draft.data["side"],)
    for side in sides:
        before = prescription_before(patient_id, side, draft, earlier)
        if before is None:
            continue
        step = LOADS.index(draft.data["status"]) - LOADS.index(before["status"])
        if step > 1:
            raise Refused(
                "reason", f"expected a reason: from {before['status']} to {draft.data['status']} skips a step"
            )


def record_one(*, patient: Patient, by: Actor, source: str = "", **fields: Any) -> Record:
    """Validate and append one record; raises Refused instead of answering an outcome."""
    (record,) = _record_each(patient, by, [fields], source)
    return record


@transaction.atomic
def record_several(*, patient: Patient, by: Actor, items: Sequence[dict[str, Any]], source: str = "") -> list[Record]:
    """Validate and append records of one patient as one batch: all of them, or Refused and none."""
    return _record_each(patient, by, items, source)


def _record_each(patient: Patient, by: Actor, items: Sequence[dict[str, Any]], source: str) -> list[Record]:
    drafts: list[Draft] = []
    for fields in items:
        draft = draft_of(fields, by=by, default_zone=patient.timezone)
        check_decision(patient.pk, draft, drafts)
        drafts.append(draft)
    outcomes: list[Outcome] = append(patient_id=patient.pk, drafts=drafts, by=by, source=source)
    refused = next((one for one in outcomes if one.result == "refused"), None)
    if refused:
        raise Refused(refused.field, refused.reason or "expected something else")
    return [record for outcome in outcomes if (record := outcome.record)]


def prescribe_weight_bearing(*, patient: Patient, by: Actor, **fields: Any) -> Record:
    """A clinician's dated, signed decision on how much a side may bear. Versioned: the log keeps every one."""
    return record_one(patient=patient, by=by, kind="prescription", **fields)


def permit_weight_bearing_exercise(*, patient: Patient, by: Actor, **fields: Any) -> Record:
    return record_one(patient=patient, by=by, kind="permission", **fields)


def set_programme(*, patient: Patient, by: Actor, **fields: Any) -> Record:
    return record_one(patient=patient, by=by, kind="programme", **fields)


def record_diagnosis(*, patient: Patient, by: Actor, **fields: Any) -> Record:
    return record_one(patient=patient, by=by, kind="diagnosis", **fields)


def resolve_episode(*, patient: Patient, by: Actor, **fields: Any) -> Record:
    """A clinician's word that a site or the episode is resolved, on clinical and/or imaging grounds."""
    return record_one(patient=patient, by=by, kind="resolution", **fields)


def record_pregnancy(*, patient: Patient, by: Actor, **fields: Any) -> Record:
    return record_one(patient=patient, by=by, kind="pregnancy", **fields)
