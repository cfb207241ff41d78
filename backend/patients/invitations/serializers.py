from typing import Any

from rest_framework import serializers

from backend.accounts.invitations import DAYS, MOST_DAYS
from backend.accounts.models import Invitation, Membership
from backend.core.strict import Strict
from backend.patients.models import Consent, Patient
from backend.patients.serializers import PatientBriefSerializer, PatientWriteSerializer

ROLES = (Invitation.PATIENT, Invitation.CAREGIVER, *Membership.Role.values)
ROLE_CHOICES = [(role, role) for role in ROLES]


class NewInvitationSerializer(Strict, serializers.Serializer[Any]):
    """Whom to invite as what. With an address it is bound to that address, without one to a code."""

    role = serializers.ChoiceField(choices=ROLE_CHOICES)
    patient = serializers.UUIDField(required=False, help_text="The record that waits for its person.")
    clinic = serializers.UUIDField(required=False, help_text="Default: the clinic where you work.")
    email = serializers.EmailField(required=False, allow_blank=True, default="")
    send = serializers.BooleanField(default=False, help_text="Also mail the link to the address.")
    may_log = serializers.BooleanField(default=True, help_text="A caregiver may log, not only look.")
    may_message = serializers.BooleanField(default=False, help_text="A caregiver is told of reminders too.")
    days = serializers.IntegerField(default=DAYS, min_value=1, max_value=MOST_DAYS)
    language = serializers.ChoiceField(choices=[("en", "English"), ("de", "Deutsch")], required=False)


class InvitationSerializer(serializers.ModelSerializer[Invitation]):
    state = serializers.ChoiceField(choices=["open", "used", "revoked", "expired", "blocked"], read_only=True)
    clinic = serializers.CharField(source="clinic.name", default=None, allow_null=True, read_only=True)
    patient = serializers.UUIDField(source="patient_id", allow_null=True, read_only=True)
    by_code = serializers.SerializerMethodField()

    class Meta:
        model = Invitation
        fields = [
            "id", "role", "email", "by_code", "clinic", "patient", "state", "may_log", "may_message",
            "created_at", "expires_at", "used_at",
        ]  # fmt: skip

    def get_by_code(self, invitation: Invitation) -> bool:
        return bool(invitation.code_digest)


class IssuedSerializer(InvitationSerializer):
    """As an invitation, with what is shown this once."""

    link = serializers.CharField()
    qr = serializers.CharField(help_text="The link as an SVG picture.")
    code = serializers.CharField(allow_blank=True, help_text="To be read out; empty when bound to an address.")
    mailed = serializers.BooleanField(allow_null=True, help_text="Null: was not asked for.")

    class Meta(InvitationSerializer.Meta):
        fields = [*InvitationSerializer.Meta.fields, "link", "qr", "code", "mailed"]


class SecretSerializer(Strict, serializers.Serializer[Any]):
    secret = serializers.CharField(max_length=100)


class LookSerializer(serializers.Serializer[Any]):
    """What a link says to whoever holds it: nothing about anybody's health, and nobody's whole address."""

    state = serializers.ChoiceField(choices=["open", "used", "revoked", "expired", "blocked"])
    role = serializers.CharField()
    clinic = serializers.CharField(allow_null=True)
    email = serializers.CharField(help_text="Masked; empty when it is bound to a code.")
    needs_code = serializers.BooleanField()
    has_record = serializers.BooleanField(help_text="The clinic has written down name and year of birth already.")
    fits = serializers.BooleanField(allow_null=True, help_text="Is it for the signed-in address? Null: ask later.")
    inviter = serializers.CharField(allow_null=True, help_text="Only for the signed-in person who is meant.")
    leaves = serializers.CharField(allow_null=True, help_text="The clinic that the signed-in patient would leave.")
    may_log = serializers.BooleanField()
    may_message = serializers.BooleanField()
    expires_at = serializers.DateTimeField()


class ConsentsField(serializers.ListField):
    child = serializers.ChoiceField(choices=Consent.Kind.choices)


class OwnRecordSerializer(PatientWriteSerializer):
    """Who the patient is, and what they agree to."""

    email = None  # type: ignore[assignment]  # it is the account's
    consents = ConsentsField()


class TakeSerializer(Strict, serializers.Serializer[Any]):
    secret = serializers.CharField(max_length=100)
    code = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    consents = ConsentsField(default=list)
    name = serializers.CharField(max_length=150, required=False)
    sex = serializers.ChoiceField(choices=Patient.Sex.choices, required=False)
    birth_year = serializers.IntegerField(required=False, allow_null=True, min_value=1900)
    timezone = serializers.CharField(max_length=64, required=False)


class TakenSerializer(serializers.Serializer[Any]):
    role = serializers.CharField()
    patient = PatientBriefSerializer(allow_null=True)
