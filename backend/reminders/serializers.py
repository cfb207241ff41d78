from typing import Any

from rest_framework import serializers

from backend.reminders.actions import SNOOZES
from backend.reminders.models import Reminder


class MessageSerializer(serializers.Serializer[Any]):
    """A reminder, planned or told, with its words in the language of the person who asks."""

    id = serializers.UUIDField()
    reminder = serializers.CharField(help_text="The reminder's id in the guidance.")
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


class SnoozeSerializer(serializers.Serializer[Any]):
    until = serializers.ChoiceField(choices=SNOOZES)


class DismissSerializer(serializers.Serializer[Any]):
    why = serializers.CharField(required=False, allow_blank=True, max_length=300)


class PushKeysSerializer(serializers.Serializer[Any]):
    p256dh = serializers.RegexField(r"^[A-Za-z0-9_-]{80,100}=*$", max_length=120)
    auth = serializers.RegexField(r"^[A-Za-z0-9_-]{20,30}=*$", max_length=40)


class PushSubscriptionSerializer(serializers.Serializer[Any]):
    """What `PushManager.subscribe()` answers in a browser, as JSON."""

    endpoint = serializers.CharField(max_length=1000)
    keys = PushKeysSerializer()


class PushEndpointSerializer(serializers.Serializer[Any]):
    endpoint = serializers.CharField(max_length=1000)


class PushKeySerializer(serializers.Serializer[Any]):
    key = serializers.CharField(allow_null=True, help_text="The server's public key; null: web push is off here.")


class CalendarAddressSerializer(serializers.Serializer[Any]):
    url = serializers.CharField(help_text="Shown this once. Whoever has it can read the dates.")
