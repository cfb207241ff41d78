"""People, clinics, who works where, and the tokens of scripts."""

import hashlib
import secrets
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.crypto import constant_time_compare, salted_hmac

from backend.core import clock
from backend.core.ids import new_id


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        if not email:
            raise ValueError("email: expected an address")
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in. What they may see follows from their relations, not from flags here."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150, blank=True)
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text="May open the operators' pages (admin).")
    joined_at = models.DateTimeField(default=clock.now)
    signed_in_before = models.BooleanField(default=False, db_default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name or self.email


class Clinic(models.Model):
    """A place where physiotherapists and doctors look after patients."""

    class Access(models.TextChoices):
        CLINIC = "clinic", "Every physiotherapist and doctor of the clinic"
        TEAM = "team", "Only the care team of each patient"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=150)
    phone = models.CharField(max_length=40, blank=True)
    timezone = models.CharField(max_length=64, default="UTC")
    access = models.CharField(max_length=10, choices=Access.choices, default=Access.CLINIC)
    thresholds = models.JSONField(default=dict, blank=True, help_text="Overrides of numbers marked ours.")
    # ISCD: least significant change = 2.77 x the clinic's own precision error, per site, in g/cm2.
    precision_error = models.JSONField(default=dict, blank=True, help_text="Site -> g/cm² on one device.")
    lock_minutes = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Without a touch, after which sessions of its staff lock; empty: the server's.",
    )
    record_years = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="For which it keeps what it knows of patients who left; empty: the server's.",
    )

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self, now: datetime | None = None) -> "MembershipQuerySet":
        now = now or clock.now()
        return self.filter(Q(until=None) | Q(until__gt=now), since__lte=now)


class Membership(models.Model):
    """A person's role in a clinic, with its dates."""

    class Role(models.TextChoices):
        PHYSIOTHERAPIST = "physiotherapist", "Physiotherapist"
        DOCTOR = "doctor", "Doctor"
        ADMINISTRATOR = "administrator", "Administrator"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)
    by_sign_on = models.BooleanField(
        default=False, db_default=False, help_text="Given by a group of the clinic's sign-in, and taken with it."
    )
    objects = MembershipQuerySet.as_manager()

    CLINICAL = (Role.PHYSIOTHERAPIST, Role.DOCTOR)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "clinic", "role"],
                condition=Q(until=None),
                name="one_open_membership_per_role",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.role} · {self.clinic}"


class AccessToken(models.Model):
    """A personal access token for scripts: named, scoped, revocable; only its digest is kept."""

    class Scope(models.TextChoices):
        READ = "read", "Read"
        WRITE = "write", "Read and write"
        OWN_READ = "own_read", "Read one's own record"
        OWN_WRITE = "own_write", "Read one's own record and log in it"
        CLINIC_READ = "clinic", "Read what the clinic shows its staff"
        EXPORT = "export", "Make and fetch exports"

    DAYS, MOST_DAYS = 90, 365

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    scope = models.CharField(max_length=10, choices=Scope.choices, default=Scope.WRITE)
    strong = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Made in a session that had shown a second factor, or by an operator.",
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=clock.now)
    last_used_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.scope})"

    @staticmethod
    def digest_of(secret: str) -> str:
        # The secret has 256 random bits, so a fast hash is enough: there is nothing to guess.
        return hashlib.sha256(secret.encode()).hexdigest()

    @classmethod
    def new_secret(cls) -> str:
        return "toh_" + secrets.token_urlsafe(32)


class OutgoingMail(models.Model):
    """A letter of the account until the mail server has taken it (see `outbox`)."""

    sealed = models.TextField(help_text="Subject, body and address, encrypted.")
    created_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    useless_at = models.DateTimeField(help_text="From then on nobody is helped by it.")
    attempts = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"letter {self.pk}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, now: datetime | None = None) -> "InvitationQuerySet":
        return self.filter(
            used_at=None,
            revoked_at=None,
            expires_at__gt=now or clock.now(),
            attempts__lt=Invitation.MOST_ATTEMPTS,
        )


class Invitation(models.Model):
    """A link that works once: for staff of a clinic, a patient, or somebody who helps a patient.

    The link alone opens nothing. It is bound to `email`, which the person must have verified, or to a short
    code that goes another way than the link: it is read out.
    """

    PATIENT, CAREGIVER = "patient", "caregiver"
    MOST_ATTEMPTS = 5

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic = models.ForeignKey(Clinic, null=True, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=20, help_text="patient, caregiver, or a clinic role")
    patient_id = models.UUIDField(null=True)
    may_log = models.BooleanField(default=True, help_text="For a caregiver: may also log.")
    may_message = models.BooleanField(default=False, help_text="For a caregiver: is told of reminders too.")
    digest = models.CharField(max_length=64, unique=True)
    code_digest = models.CharField(max_length=64, blank=True, help_text="Of the code that is read out.")
    attempts = models.PositiveSmallIntegerField(default=0, help_text="Wrong codes so far.")
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="invited")
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.role} · {self.email}"

    @property
    def state(self) -> str:
        """In one word for a list: open, used, revoked, expired, or blocked after too many wrong codes."""
        if self.used_at:
            return "used"
        if self.revoked_at:
            return "revoked"
        if self.attempts >= self.MOST_ATTEMPTS:
            return "blocked"
        return "open" if self.expires_at > clock.now() else "expired"

    def code_digest_of(self, code: str, key: str | None = None) -> str:
        """Keyed by the invitation and the server: six digits alone would be guessed from a plain hash."""
        return salted_hmac(f"invitation.{self.pk}", code, secret=key).hexdigest()

    def code_fits(self, code: str) -> bool:
        """Also for a code that was made before SECRET_KEY changed."""
        keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        return any(constant_time_compare(self.code_digest, self.code_digest_of(code, key)) for key in keys)


def clinical_clinic_ids(user: User) -> list[UUID]:
    """The clinics in which `user` is a physiotherapist or doctor today."""
    return list(user.memberships.active().filter(role__in=Membership.CLINICAL).values_list("clinic_id", flat=True))


class SignOn(models.Model):
    """How a clinic's staff sign in through the clinic's own OpenID Connect provider (see `backend.accounts.sign_on`)."""

    clinic = models.OneToOneField(Clinic, primary_key=True, on_delete=models.CASCADE, related_name="sign_on")
    issuer = models.URLField(max_length=500, help_text="Where `/.well-known/openid-configuration` is found.")
    client_id = models.CharField(max_length=200)
    sealed_secret = models.TextField(blank=True, help_text="The client's secret, encrypted.")
    groups_claim = models.CharField(max_length=100, default="groups")
    roles = models.JSONField(default=dict, blank=True, help_text="Group of the provider -> role in the clinic.")
    second_factor = models.JSONField(
        default=list, blank=True, help_text="Values of `amr` or `acr` that count as a second factor; none: our own."
    )
    required = models.BooleanField(default=False, help_text="The clinic's staff sign in this way only.")
    changed_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.clinic} · {self.issuer}"

    @property
    def provider_id(self) -> str:
        """The name under which allauth keeps who of this clinic's provider is who here."""
        return f"clinic:{self.clinic_id}"


class SignOnDomain(models.Model):
    """Whose addresses a clinic's provider may vouch for. Said by an operator: a clinic could claim anybody's."""

    domain = models.CharField(max_length=253, unique=True)
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="sign_on_domains")

    def __str__(self) -> str:
        return f"{self.domain} · {self.clinic}"
