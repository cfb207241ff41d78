from typing import Any

from rest_framework import serializers


class TextSerializer(serializers.Serializer[Any]):
    one_line = serializers.CharField()
    seen = serializers.CharField()
    do = serializers.CharField()
    why = serializers.CharField()
    number = serializers.CharField(allow_blank=True)


class FindingSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    finding = serializers.CharField(help_text="The rule's id in the guidance.")
    subject = serializers.CharField(allow_blank=True)
    urgency = serializers.ChoiceField(choices=["now", "soon", "routine", "info"])
    audience = serializers.ListField(child=serializers.CharField())
    side = serializers.CharField(allow_null=True)
    site = serializers.CharField(allow_null=True)
    state = serializers.ChoiceField(choices=["open", "acknowledged", "resolved", "withdrawn"])
    opened_on = serializers.DateField()
    opened_at = serializers.DateTimeField()
    acknowledged_on = serializers.DateField(allow_null=True)
    resolved_on = serializers.DateField(allow_null=True)
    resolved_reason = serializers.CharField(allow_null=True)
    resolved_note = serializers.CharField(allow_null=True)
    evidence = serializers.ListField(child=serializers.CharField())
    sources = serializers.ListField(child=serializers.CharField())
    rule_version = serializers.CharField()
    text = TextSerializer()


class AcknowledgeSerializer(serializers.Serializer[Any]):
    note = serializers.CharField(required=False, allow_blank=True, max_length=2000)


class ResolveSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=2000)


class LimitsSerializer(serializers.Serializer[Any]):
    """Overrides by name; what is not named is the clinic's or the software's default."""

    thresholds = serializers.DictField(child=serializers.FloatField())
