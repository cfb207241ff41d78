from typing import Any

from rest_framework import serializers

from backend.core import clock
from backend.core.strict import Strict
from backend.reminders.actions import SNOOZES
from backend.reminders.models import Reminder, StaffWishes


class MessageSerializer(serializers.Serializer[Any]):
    """A reminder, planned or told, with its words in the language of the person who asks."""

    id = serializers.UUIDField()
    reminder = serializers.CharField(
        help_text="The reminder's id in the guidance; `finding-now`: a finding that a clinician should look at today; "
        "`month-summary`: the month in a sentence, where the patient wishes it."
    )
    to = serializers.ChoiceField(choices=["patient", "clinician"])
    due_at = serializers.DateTimeField()
    due_on = serializers.DateField(help_text="The patient's local day.")
    sent_at = serializers.DateTimeField(allow_null=True)
    read_at = serializers.DateTimeField(allow_null=True)
    snoozed_until = serializers.DateTimeField(allow_null=True)
    text = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=Reminder.State.choices)
    withdrawn_reason = serializers.CharField(allow_null=True)
    finding = serializers.UUIDField(allow_null=True)
    patient = serializers.UUIDField()
    patient_name = serializers.CharField(allow_null=True, help_text="Of what is told to clinicians; else null.")


class SnoozeSerializer(Strict, serializers.Serializer[Any]):
    until = serializers.ChoiceField(choices=SNOOZES)


class DismissSerializer(Strict, serializers.Serializer[Any]):
    why = serializers.CharField(required=False, allow_blank=True, max_length=300)


class StaffWishesSerializer(Strict, serializers.ModelSerializer[StaffWishes]):
    """How a clinician is told. Quiet hours hold back messages about findings too, until they end."""

    timezone = serializers.CharField(max_length=64, allow_blank=True, required=False)
    digest_on = serializers.IntegerField(min_value=0, max_value=6, required=False, help_text="0 is Monday.")

    class Meta:
        model = StaffWishes
        fields = [
            "email", "push", "timezone", "quiet_from", "quiet_to", "digest", "digest_at", "digest_on",
            "next_digest_at",
        ]  # fmt: skip
        read_only_fields = ["next_digest_at"]

    def validate_timezone(self, name: str) -> str:
        try:
            return clock.zone(name).key if name else ""
        except ValueError as error:
            raise serializers.ValidationError("expected the name of a time zone, such as Europe/Berlin") from error


class PushKeysSerializer(Strict, serializers.Serializer[Any]):
    p256dh = serializers.RegexField(r"^[A-Za-z0-9_-]{80,100}=*$", max_length=120)
    auth = serializers.RegexField(r"^[A-Za-z0-9_-]{20,30}=*$", max_length=40)


class PushSubscriptionSerializer(Strict, serializers.Serializer[Any]):
    """What `PushManager.subscribe()` answers in a browser, as JSON."""

    endpoint = serializers.CharField(max_length=1000)
    keys = PushKeysSerializer()


class PushEndpointSerializer(Strict, serializers.Serializer[Any]):
    endpoint = serializers.CharField(max_length=1000)


class PushKeySerializer(serializers.Serializer[Any]):
    key = serializers.CharField(allow_null=True, help_text="The server's public key; null: web push is off here.")


class CalendarAddressSerializer(serializers.Serializer[Any]):
    url = serializers.CharField(help_text="Shown this once. Whoever has it can read the dates.")


class CalendarStateSerializer(serializers.Serializer[Any]):
    open = serializers.BooleanField()


class MessagePageSerializer(serializers.Serializer[Any]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = MessageSerializer(many=True)
