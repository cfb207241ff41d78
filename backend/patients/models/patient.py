"""The patient, who looks after them, and what they agreed to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from backend.accounts.models import Clinic, Membership, User
from backend.core import clock
from backend.core.ids import new_id
from backend.core.names import AsTyped
from backend.patients.models.erasure import Erasure


class PatientQuerySet(models.QuerySet["Patient"]):
    def visible_to(self, user: Any) -> "PatientQuerySet":
        """The patients whose record `user` may read: their own, those that they care for, their clinic's.

        A clinic's physiotherapists and doctors see its patients; where the clinic keeps to care teams, only
        those whose team they are on. An administrator's role by itself opens no record.
        """
        if not user.is_authenticated:
            return self.none()
        return self.filter(pk__in=keys_visible_to(user), closed_at=None)

    def consenting_to_research(self) -> "PatientQuerySet":
        """Those whose data may be part of a research export: they said yes and have not withdrawn it."""
        return self.filter(
            pk__in=Consent.objects.filter(kind=Consent.Kind.RESEARCH, withdrawn_at=None).values("patient_id"),
            closed_at=None,
        )

    def of(self, user: Any) -> "PatientQuerySet":
        """The record of `user` as the patient: mostly who asks, and found by one key."""
        return self.filter(user=user, closed_at=None)

    def due_for_assessment(self, now: datetime) -> "PatientQuerySet":
        """Those whose clock has struck, longest overdue first. Whose record rests is left in peace."""
        asked = Erasure.objects.filter(user_id=OuterRef("user_id"))
        return self.filter(~Exists(asked), rests_since=None, reassess_at__lte=now).order_by("reassess_at")


class Patient(models.Model):
    """One person whose recovery is followed.

    `seq` is the last change number given out; `reassess_at` is this patient's clock: the earliest moment at
    which the rules' answer could differ.
    """

    class Sex(models.TextChoices):
        FEMALE = "female"
        MALE = "male"
        UNKNOWN = "unknown"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="patient")
    clinic = models.ForeignKey(Clinic, null=True, blank=True, on_delete=models.SET_NULL, related_name="patients")
    name = models.CharField(max_length=150)
    sex = models.CharField(max_length=10, choices=Sex.choices, default=Sex.UNKNOWN)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    birth_date = models.DateField(null=True, blank=True, help_text="Its year is `birth_year`, which the rules read.")
    timezone = models.CharField(max_length=64, default="UTC")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True, default="", db_default="")
    clinic_number = models.CharField(
        max_length=40, blank=True, default="", db_default="", help_text="The clinic's own: it goes when they leave."
    )
    risk_factors = models.JSONField(default=list, blank=True)
    thresholds = models.JSONField(default=dict, blank=True, help_text="Overrides for this patient.")
    created_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    seq = models.PositiveBigIntegerField(default=0)
    profile_seq = models.PositiveBigIntegerField(default=0)
    reassess_at = models.DateTimeField(null=True, blank=True, default=clock.now)
    assessed_at = models.DateTimeField(null=True, blank=True)
    rules_version = models.CharField(max_length=20, blank=True)
    rests_since = models.DateTimeField(
        null=True, blank=True, help_text="Consent to keep entries was withdrawn: nothing is kept, assessed or sent."
    )
    objects = PatientQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["reassess_at"], name="patient_clock", condition=Q(reassess_at__isnull=False)),
            models.Index(fields=["clinic", "name"], name="patient_clinic_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "clinic_number"], condition=~Q(clinic_number=""), name="one_number_one_patient"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def numbers_set(self) -> dict[str, tuple[Any, str]]:
        """The numbers of the rules that somebody set in the place of a default, and who: `clinic`, or over it `clinician`."""
        chosen: dict[str, tuple[Any, str]] = {}
        for who, layer in (("clinic", self.clinic.thresholds if self.clinic else {}), ("clinician", self.thresholds)):
            if isinstance(layer, Mapping):
                chosen |= {name: (value, who) for name, value in layer.items()}
        return chosen

    def role_of(self, user: Any) -> str | None:
        """In which role `user` meets this patient now: patient, caregiver, clinician, or None."""
        if self.user_id == user.pk:
            return "patient"
        member = CareTeamMember.objects.active().filter(user=user, patient=self).first()
        if member:
            return "caregiver" if member.role == CareTeamMember.Role.CAREGIVER else "clinician"
        if self.clinic_id and self.clinic and self.clinic.access == Clinic.Access.CLINIC:
            works_here = user.memberships.active().filter(clinic_id=self.clinic_id, role__in=Membership.CLINICAL)
            if works_here.exists():
                return "clinician"
        return "clinician" if in_emergency(user).filter(patient=self).exists() else None


def keys_visible_to(user: Any) -> models.QuerySet[Any, Any]:
    """The ids of the patients that `user` may see, closed records included.

    The ways in are joined by UNION and not by OR: each is found by its own index, so that the answer takes as long
    among a million patients as among a thousand (`bench.worklist`).
    """
    now = clock.now()
    team = CareTeamMember.objects.active(now).filter(user=user).values("patient_id")
    clinical = Membership.objects.active(now).filter(user=user, role__in=Membership.CLINICAL)
    clinics = Clinic.objects.filter(access=Clinic.Access.CLINIC, pk__in=clinical.values("clinic_id"))
    treated = Patient.objects.filter(clinic_id__in=clinics.values("pk"))
    opened = in_emergency(user, now).values("patient_id")
    return Patient.objects.filter(user=user).values("pk").union(team, treated.values("pk"), opened, all=True)


def in_emergency(user: Any, now: datetime | None = None) -> "EmergencyAccessQuerySet":
    """What `user` has opened and still may see: while they work in the clinic, and the patient is with it."""
    jobs = Membership.objects.active(now).filter(user=user, role__in=Membership.CLINICAL)
    mine = EmergencyAccess.objects.active(now).filter(user=user, clinic_id__in=jobs.values("clinic_id"))
    return mine.filter(patient__clinic_id=F("clinic_id"))


def keys_treated_by(user: Any) -> models.QuerySet[Any, Any]:
    """The ids of the patients whom `user` meets as physiotherapist or doctor, as `Patient.role_of` has it.

    Whose caregiver a colleague is, they meet as caregiver: that patient is on nobody's worklist by it.
    """
    now = clock.now()
    teams = CareTeamMember.objects.active(now).filter(user=user)
    helped = teams.filter(role=CareTeamMember.Role.CAREGIVER).values("patient_id")
    treated = teams.exclude(role=CareTeamMember.Role.CAREGIVER).values("patient_id")
    clinical = Membership.objects.active(now).filter(user=user, role__in=Membership.CLINICAL)
    clinics = Clinic.objects.filter(access=Clinic.Access.CLINIC, pk__in=clinical.values("clinic_id"))
    here = Patient.objects.filter(clinic_id__in=clinics.values("pk")).exclude(user=user).exclude(pk__in=helped)
    return treated.union(here.values("pk"), all=True)


# Every search for a patient by name goes through this field, whoever asks.
Patient._meta.get_field("name").register_lookup(AsTyped)


class CareTeamQuerySet(models.QuerySet["CareTeamMember"]):
    def active(self, now: datetime | None = None) -> "CareTeamQuerySet":
        now = now or clock.now()
        return self.filter(Q(until=None) | Q(until__gt=now), since__lte=now)

    def told_as_caregiver(self, user: Any) -> "CareTeamQuerySet":
        """Where `user` is a caregiver whom the patient lets read what is told to them."""
        return self.active().filter(user=user, role=CareTeamMember.Role.CAREGIVER, may_message=True)


class CareTeamMember(models.Model):
    """Somebody who looks after one patient, from when to when."""

    class Role(models.TextChoices):
        PHYSIOTHERAPIST = "physiotherapist"
        DOCTOR = "doctor"
        CAREGIVER = "caregiver"

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="care_teams")
    role = models.CharField(max_length=20, choices=Role.choices)
    may_log = models.BooleanField(default=True, help_text="A caregiver may also log, not only look.")
    may_message = models.BooleanField(default=False, help_text="A caregiver is told of the patient's reminders too.")
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)
    objects = CareTeamQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "user"], condition=Q(until=None), name="once_on_a_team")
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"


class EmergencyAccessQuerySet(models.QuerySet["EmergencyAccess"]):
    def active(self, now: datetime | None = None) -> "EmergencyAccessQuerySet":
        now = now or clock.now()
        return self.filter(since__lte=now, until__gt=now)


class EmergencyAccess(models.Model):
    """A clinician who is not on the team opened a record of their clinic, with a reason, for a few hours (break-glass)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="emergencies")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="emergencies")
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="emergencies")
    reason = models.CharField(max_length=500)
    since = models.DateTimeField()
    until = models.DateTimeField()
    objects = EmergencyAccessQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "until"], name="emergency_of_user")]

    def __str__(self) -> str:
        return f"{self.user} {self.since:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        return self.since <= clock.now() < self.until


class ClinicStay(models.Model):
    """From when to when a patient was with a clinic: what a clinic still knows of those who left."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="stays")
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="stays")
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient"], condition=Q(until=None), name="one_open_stay_per_patient")
        ]

    def __str__(self) -> str:
        return f"{self.clinic} {self.since:%Y-%m-%d}"


class TransferQuerySet(models.QuerySet["Transfer"]):
    def open(self) -> "TransferQuerySet":
        return self.filter(decided_at=None)


class Transfer(models.Model):
    """A clinic proposes to another clinic's care; only the patient's yes moves the record."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="transfers")
    from_clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="+")
    to_clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="+")
    proposed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)
    objects = TransferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient"], condition=Q(decided_at=None), name="one_open_transfer_per_patient"
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_clinic} → {self.to_clinic}"


class Consent(models.Model):
    """What a patient agreed to, in which version of the words, and whether it still holds."""

    class Kind(models.TextChoices):
        DATA_USE = "data_use"
        CLINIC_SHARING = "clinic_sharing"
        EMAIL_REMINDERS = "email_reminders"
        PUSH_REMINDERS = "push_reminders"
        RESEARCH = "research"

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "kind", "version"],
                condition=Q(withdrawn_at=None),
                name="one_open_consent_per_version",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class ExternalId(models.Model):
    """What another system calls a patient or a record, so that a second import creates nothing."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="external_ids")
    clinic_key = models.CharField(max_length=40, help_text="Clinic id, or empty: ids are only unique within it.")
    system = models.CharField(max_length=200)
    value = models.CharField(max_length=200)
    record_id = models.UUIDField(null=True)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what was imported.")
    version = models.CharField(
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text="When its source last changed it, and its number.",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clinic_key", "system", "value"], name="external_id_once")]

    def __str__(self) -> str:
        return f"{self.system}|{self.value}"
