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


class ActedFindingSerializer(FindingSerializer):
    """The finding, and by which act it came to this: `act` takes it back until `undo_until`."""

    act = serializers.UUIDField(allow_null=True)
    undo_until = serializers.DateTimeField(allow_null=True)


class AcknowledgeSerializer(serializers.Serializer[Any]):
    note = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    act = serializers.UUIDField(required=False, help_text="An id of the caller's own, to undo by.")


class ResolveSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=2000)
    act = serializers.UUIDField(required=False, help_text="An id of the caller's own, to undo by.")


class AcknowledgeManySerializer(serializers.Serializer[Any]):
    """Findings of one or many patients, acknowledged with one note."""

    findings = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=200)
    note = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    act = serializers.UUIDField(required=False, help_text="An id of the caller's own, to undo by.")


class AcknowledgedSerializer(serializers.Serializer[Any]):
    finding = serializers.UUIDField()
    result = serializers.ChoiceField(choices=["acknowledged", "unchanged", "over", "unknown"])


class AcknowledgedManySerializer(serializers.Serializer[Any]):
    act = serializers.UUIDField()
    undo_until = serializers.DateTimeField(allow_null=True)
    results = AcknowledgedSerializer(many=True)


class StampSerializer(serializers.Serializer[Any]):
    note = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    seen = serializers.IntegerField(required=False, min_value=0, help_text="The revision that was on the screen.")
    act = serializers.UUIDField(required=False, help_text="An id of the caller's own, to undo by.")


class DeskActSerializer(serializers.Serializer[Any]):
    """What a clinician did about a patient at the desk; kept for good, taken back or not."""

    act = serializers.UUIDField()
    patient = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=["stamp", "acknowledge", "resolve"])
    at = serializers.DateTimeField()
    by = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    undone_at = serializers.DateTimeField(allow_null=True)
    undo_until = serializers.DateTimeField(allow_null=True)


class FindingChangeSerializer(serializers.Serializer[Any]):
    finding = serializers.UUIDField()
    at = serializers.DateTimeField()
    state = serializers.CharField()
    by = serializers.CharField(allow_null=True)
    reason = serializers.CharField(allow_null=True)


class LimitsSerializer(serializers.Serializer[Any]):
    """Overrides by name; what is not named is the clinic's or the software's default."""

    thresholds = serializers.DictField(child=serializers.FloatField())
