from typing import Any

from rest_framework import serializers

from backend.accounts.models import Membership, SignOn
from backend.accounts.sign_on.provider import callback_url
from backend.core.strict import Strict


class OfferedSerializer(serializers.Serializer[Any]):
    offered = serializers.BooleanField(help_text="Some clinic here has a sign-in of its own.")


class BeginSerializer(Strict, serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254, help_text="At work: its domain says which clinic's sign-in.")


class ConnectSerializer(Strict, serializers.Serializer[Any]):
    clinic = serializers.UUIDField()


class ConnectionSerializer(serializers.Serializer[Any]):
    clinic = serializers.UUIDField()
    name = serializers.CharField()
    connected = serializers.BooleanField()


class LocationSerializer(serializers.Serializer[Any]):
    location = serializers.CharField(help_text="Where the browser goes next: the clinic's own sign-in.")


class SignOnSerializer(Strict, serializers.ModelSerializer[SignOn]):
    """How the clinic's staff sign in. The secret is written and never read."""

    client_secret = serializers.CharField(
        write_only=True, required=False, allow_blank=True, max_length=500, trim_whitespace=False,
        help_text="Empty: the one that is there stays.",
    )  # fmt: skip
    has_secret = serializers.SerializerMethodField()
    roles = serializers.DictField(
        child=serializers.ChoiceField(choices=Membership.Role.choices),
        required=False, default=dict,
        help_text="Group -> role. Empty: the provider says who somebody is, and the clinic here as what they work.",
    )  # fmt: skip
    second_factor = serializers.ListField(
        child=serializers.CharField(max_length=200), required=False, default=list,
        help_text="Values of `amr` or `acr` that count as a second factor. Empty: ours is asked for.",
    )  # fmt: skip
    groups_claim = serializers.CharField(max_length=100, required=False, default="groups", allow_blank=True)
    only_way = serializers.BooleanField(
        source="required", required=False, default=False, help_text="The clinic's staff sign in this way only."
    )
    callback_url = serializers.SerializerMethodField(help_text="What the provider wants to know as redirect URI.")
    domains = serializers.SerializerMethodField(help_text="Whose addresses it may vouch for; set by the operator.")

    class Meta:
        model = SignOn
        fields = [
            "issuer", "client_id", "client_secret", "has_secret", "groups_claim", "roles", "second_factor", "only_way",
            "callback_url", "domains",
        ]  # fmt: skip

    def get_has_secret(self, one: SignOn) -> bool:
        return bool(one.sealed_secret)

    def get_callback_url(self, one: SignOn) -> str:
        return callback_url(one.clinic_id)

    def get_domains(self, one: SignOn) -> list[str]:
        return list(one.clinic.sign_on_domains.order_by("domain").values_list("domain", flat=True))
