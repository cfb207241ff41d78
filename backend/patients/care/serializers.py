from typing import Any

from rest_framework import serializers

from backend.accounts.models import Membership
from backend.core.strict import Strict
from backend.patients.models import CareTeamMember, Consent, Transfer


class TeamMemberSerializer(serializers.ModelSerializer[CareTeamMember]):
    user = serializers.IntegerField(source="user_id", read_only=True)
    name = serializers.CharField(source="user.get_full_name", read_only=True)
    you = serializers.SerializerMethodField()

    class Meta:
        model = CareTeamMember
        fields = ["user", "name", "role", "may_log", "may_message", "since", "until", "you"]

    def get_you(self, member: CareTeamMember) -> bool:
        return bool(self.context.get("user") == member.user_id)


class AddColleagueSerializer(Strict, serializers.Serializer[Any]):
    user = serializers.IntegerField(min_value=1, max_value=2**53)


class CaregiverRightsSerializer(Strict, serializers.Serializer[Any]):
    may_log = serializers.BooleanField(required=False)
    may_message = serializers.BooleanField(required=False)


class ClinicNameSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class PrecisionSerializer(serializers.Serializer[Any]):
    precision_error = serializers.DictField(
        child=serializers.FloatField(min_value=0.001, max_value=0.2),
        help_text="Site to g/cm²; a site that is not named has none.",
    )


class TelephoneSerializer(serializers.Serializer[Any]):
    phone = serializers.CharField(
        max_length=40, allow_blank=True, help_text="As it is written and dialled; empty: none is shown."
    )


class TransferSerializer(serializers.ModelSerializer[Transfer]):
    from_clinic = ClinicNameSerializer(read_only=True)
    to_clinic = ClinicNameSerializer(read_only=True)

    class Meta:
        model = Transfer
        fields = ["id", "from_clinic", "to_clinic", "proposed_at", "decided_at", "accepted"]


class ProposeTransferSerializer(Strict, serializers.Serializer[Any]):
    clinic = serializers.UUIDField(help_text="To which clinic.")


class DecideTransferSerializer(Strict, serializers.Serializer[Any]):
    accept = serializers.BooleanField(required=True)


class StaffSerializer(serializers.ModelSerializer[Membership]):
    user = serializers.IntegerField(source="user_id", read_only=True)
    name = serializers.CharField(source="user.get_full_name", read_only=True)
    email = serializers.EmailField(source="user.email", read_only=True)

    second_factor = serializers.BooleanField(
        read_only=True,
        allow_null=True,
        default=None,
        help_text="Told to the clinic's administrators; null to others.",
    )

    class Meta:
        model = Membership
        fields = ["id", "user", "name", "email", "role", "since", "second_factor"]


class FormerPatientSerializer(serializers.Serializer[Any]):
    """Who was a clinic's patient, from when to when."""

    id = serializers.UUIDField(source="patient_id")
    name = serializers.CharField(source="patient.name")
    since = serializers.DateTimeField()
    until = serializers.DateTimeField()


class ConsentGivenSerializer(serializers.ModelSerializer[Consent]):
    class Meta:
        model = Consent
        fields = ["version", "given_at", "withdrawn_at"]


class ConsentStateSerializer(serializers.Serializer[Any]):
    """One thing to agree to: its words now, whether it holds, and every yes and no so far."""

    kind = serializers.ChoiceField(choices=Consent.Kind.choices)
    version = serializers.CharField()
    title = serializers.CharField()
    says = serializers.CharField()
    follows = serializers.CharField(help_text="What withdrawing leads to.")
    holds = serializers.BooleanField()
    history = ConsentGivenSerializer(many=True)


class GiveConsentSerializer(Strict, serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=Consent.Kind.choices)
    version = serializers.CharField(max_length=20, help_text="Of the words that were shown.")
