from datetime import datetime
from typing import Any

from django.conf import settings
from rest_framework import serializers

from backend.accounts import second_factor
from backend.accounts.models import AccessToken, Clinic, Membership, User
from backend.core.strict import Strict


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


class MeSerializer(Strict, serializers.ModelSerializer[User]):
    """The signed-in person, and what they are here."""

    patient = serializers.SerializerMethodField()
    memberships = serializers.SerializerMethodField()
    caring_for = serializers.SerializerMethodField()
    second_factor = serializers.SerializerMethodField()
    texts = serializers.SerializerMethodField(help_text="This server can send text messages.")
    erasure_due_at = serializers.SerializerMethodField(
        help_text="When the account is deleted with everything; null: not asked."
    )
    lock_minutes = serializers.SerializerMethodField(
        help_text="Without a touch, after which this session locks; 0: never by itself."
    )
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
            "lock_minutes",
            "erasure_due_at",
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

    def get_lock_minutes(self, user: User) -> int:
        request = self.context["request"]
        return 0 if request.auth else int((request.session.get("lock") or {}).get("minutes", 0))

    def get_texts(self, user: User) -> bool:
        return bool(settings.SMS_GATEWAY_URL)

    def get_erasure_due_at(self, user: User) -> datetime | None:
        wish = getattr(user, "erasure", None)
        return wish.due_at if wish else None

    def get_demo(self, user: User) -> bool:
        return second_factor.is_demo(user)


class QrRequestSerializer(Strict, serializers.Serializer[Any]):
    text = serializers.RegexField(r"^otpauth://totp/", max_length=300, help_text="An `otpauth://totp/…` address.")


class QrSerializer(serializers.Serializer[Any]):
    svg = serializers.CharField()


class PasswordSerializer(Strict, serializers.Serializer[Any]):
    password = serializers.CharField(max_length=1000, allow_blank=True, trim_whitespace=False)
    email = serializers.CharField(max_length=254, required=False, allow_blank=True, default="")


class StrengthSerializer(serializers.Serializer[Any]):
    score = serializers.IntegerField(min_value=0, max_value=4)
    enough = serializers.BooleanField(help_text="It may be used.")
    why = serializers.CharField(allow_blank=True, help_text="Why not, in the reader's language.")


class TokenSerializer(Strict, serializers.ModelSerializer[AccessToken]):
    class Meta:
        model = AccessToken
        fields = ["id", "name", "scope", "created_at", "last_used_at", "expires_at"]
        read_only_fields = ["id", "created_at", "last_used_at"]


class NewTokenSerializer(TokenSerializer):
    """As a token, with its secret: shown this once."""

    token = serializers.CharField(read_only=True)

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "token"]
