from typing import Any

from rest_framework import serializers

from backend.patients.serializers import ProfileSerializer


class PushItemSerializer(serializers.Serializer[Any]):
    """One entry. Beside these, the fields of its kind as in docs/replay-format.md (`site`, `side`, `intensity`, …)."""

    id = serializers.UUIDField(help_text="UUIDv7 made by the device.")
    kind = serializers.CharField()
    recorded_at = serializers.DateTimeField(help_text="RFC 3339 with offset.")
    timezone = serializers.CharField(
        required=False,
        help_text="As the device calls it: an IANA name or an offset. Kept as it is; default: the profile's.",
    )
    date = serializers.DateField(
        required=False, help_text="The local day meant, when it is not that of recorded_at in its own offset."
    )
    supersedes = serializers.UUIDField(required=False, help_text="The entry that this one corrects or deletes.")
    group = serializers.UUIDField(required=False)


class PushSerializer(serializers.Serializer[Any]):
    account = serializers.CharField(
        required=False, help_text="Whose entries these are. Another person's session refuses them as a whole: 409."
    )
    sent_at = serializers.DateTimeField(
        required=False, help_text="What the device's clock shows on sending. It tells how far that clock is off."
    )
    items = serializers.ListField(child=serializers.DictField(), max_length=1000)


class PushResultSerializer(serializers.Serializer[Any]):
    id = serializers.CharField(allow_null=True)
    result = serializers.ChoiceField(choices=["created", "identical", "superseded", "refused"])
    field = serializers.CharField(allow_null=True)
    reason = serializers.CharField(allow_null=True)


class PushAnswerSerializer(serializers.Serializer[Any]):
    results = PushResultSerializer(many=True)
    cursor = serializers.IntegerField()


class PulledProfileSerializer(ProfileSerializer):
    """The profile, and to the patient alone their own wish to be forgotten."""

    erasure_due_at = serializers.DateTimeField(
        required=False,
        allow_null=True,
        help_text="To the patient only: when everything is deleted, as they asked; null where they did not.",
    )


class ChangeSerializer(serializers.Serializer[Any]):
    """One change; exactly one of the four parts is there, named by `type`."""

    seq = serializers.IntegerField()
    type = serializers.ChoiceField(choices=["record", "finding", "message", "profile"])
    record = serializers.DictField(required=False)
    finding = serializers.DictField(required=False)
    message = serializers.DictField(required=False)
    profile = PulledProfileSerializer(required=False)


class PullAnswerSerializer(serializers.Serializer[Any]):
    changes = ChangeSerializer(many=True)
    cursor = serializers.IntegerField()
    more = serializers.BooleanField()
    history = serializers.CharField(
        allow_blank=True, help_text="When it is not the one of the pull before: ask again from 0, and send again."
    )
    language = serializers.CharField(
        help_text="Of the words of findings and messages. When it is not the one of the pull before: ask again from 0."
    )
