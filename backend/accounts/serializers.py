from typing import Any

from rest_framework import serializers

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


class MeSerializer(serializers.ModelSerializer[User]):
    """The signed-in person, and what they are here."""

    patient = serializers.SerializerMethodField()
    memberships = serializers.SerializerMethodField()
    language = serializers.ChoiceField(choices=[("en", "English"), ("de", "Deutsch")])

    class Meta:
        model = User
        fields = ["id", "email", "name", "language", "is_staff", "patient", "memberships"]
        read_only_fields = ["id", "email", "is_staff"]

    def get_patient(self, user: User) -> OwnPatientSerializer(allow_null=True):  # type: ignore[valid-type]  # drf-spectacular reads it
        patient = getattr(user, "patient", None)
        return OwnPatientSerializer(patient).data if patient else None

    def get_memberships(self, user: User) -> MembershipSerializer(many=True):  # type: ignore[valid-type]  # drf-spectacular reads it
        active = user.memberships.active().select_related("clinic")
        return MembershipSerializer(active, many=True).data


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
