from typing import Any

from django.conf import settings
from rest_framework import serializers

from backend.accounts import second_factor
from backend.accounts.models import AccessToken, Clinic, Membership, User


class ClinicBriefSerializer(serializers.ModelSerializer[Clinic]):
    class Meta:
        model = Clinic
        fields = ["id", "name", "phone"]


class MembershipSerializer(serializers.ModelSerializer[Membership]):
    clinic = ClinicBriefSerializer(read_only=True)

    class Meta:
        model = Membership
        fields = ["clinic", "role"]


class OwnPatientSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class CaredForSerializer(serializers.Serializer[Any]):
    """Somebody whose record the person helps with, and what they may do there."""

    id = serializers.UUIDField(source="patient_id")
    name = serializers.CharField(source="patient.name")
    may_log = serializers.BooleanField()
    may_message = serializers.BooleanField()


class SecondFactorSerializer(serializers.Serializer[Any]):
    needed = serializers.BooleanField(help_text="This session must show one before it meets a patient.")
    has = serializers.BooleanField()


class MeSerializer(serializers.ModelSerializer[User]):
    """The signed-in person, and what they are here."""

    patient = serializers.SerializerMethodField()
    memberships = serializers.SerializerMethodField()
    caring_for = serializers.SerializerMethodField()
    second_factor = serializers.SerializerMethodField()
    texts = serializers.SerializerMethodField(help_text="This server can send text messages.")
    demo = serializers.SerializerMethodField(help_text="One of the demo's people, whose password is public.")
    language = serializers.ChoiceField(choices=[("en", "English"), ("de", "Deutsch")])

    class Meta:
        model = User
        fields = [
            "id",
            "email",
            "name",
            "language",
            "is_staff",
            "patient",
            "memberships",
            "caring_for",
            "second_factor",
            "demo",
            "texts",
        ]
        read_only_fields = ["id", "email", "is_staff"]

    def get_patient(self, user: User) -> OwnPatientSerializer(allow_null=True):  # type: ignore[valid-type]  # drf-spectacular reads it
        patient = getattr(user, "patient", None)
        return OwnPatientSerializer(patient).data if patient else None

    def get_memberships(self, user: User) -> MembershipSerializer(many=True):  # type: ignore[valid-type]  # drf-spectacular reads it
        active = user.memberships.active().select_related("clinic")
        return MembershipSerializer(active, many=True).data

    def get_caring_for(self, user: User) -> CaredForSerializer(many=True):  # type: ignore[valid-type]  # drf-spectacular reads it
        teams = user.care_teams.filter(role="caregiver", until=None, patient__closed_at=None)
        return CaredForSerializer(teams.select_related("patient").order_by("patient__name", "pk"), many=True).data

    def get_second_factor(self, user: User) -> SecondFactorSerializer():  # type: ignore[valid-type]  # drf-spectacular reads it
        request = self.context["request"]
        return {
            "needed": not request.auth and second_factor.is_needed(request),
            "has": second_factor.has_one(user),
        }

    def get_texts(self, user: User) -> bool:
        return bool(settings.SMS_GATEWAY_URL)

    def get_demo(self, user: User) -> bool:
        return second_factor.is_demo(user)


class QrRequestSerializer(serializers.Serializer[Any]):
    text = serializers.RegexField(r"^otpauth://totp/", max_length=300, help_text="An `otpauth://totp/…` address.")


class QrSerializer(serializers.Serializer[Any]):
    svg = serializers.CharField()


class TokenSerializer(serializers.ModelSerializer[AccessToken]):
    class Meta:
        model = AccessToken
        fields = ["id", "name", "scope", "created_at", "last_used_at", "expires_at"]
        read_only_fields = ["id", "created_at", "last_used_at"]


class NewTokenSerializer(TokenSerializer):
    """As a token, with its secret: shown this once."""

    token = serializers.CharField(read_only=True)

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "token"]
