from typing import Any

from rest_framework import serializers

from backend.core.strict import Strict
from backend.records.serializers import RecordSerializer
from backend.tracking.models import DeskAct

# An examination of both sides is one press.
MOST_AT_ONCE = 60


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
    load_decided_since = serializers.BooleanField(
        help_text="A load was signed since it opened, by somebody who knew of it: the finding holds that load not back."
    )
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


class AcknowledgeSerializer(Strict, serializers.Serializer[Any]):
    note = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    act = serializers.UUIDField(required=False, help_text="An id of the caller's own, to undo by.")


class ResolveSerializer(Strict, serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=2000)
    act = serializers.UUIDField(required=False, help_text="An id of the caller's own, to undo by.")


class AcknowledgeManySerializer(Strict, serializers.Serializer[Any]):
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


class StampSerializer(Strict, serializers.Serializer[Any]):
    note = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    seen = serializers.IntegerField(required=False, min_value=0, help_text="The revision that was on the screen.")
    act = serializers.UUIDField(required=False, help_text="An id of the caller's own, to undo by.")


class DeskActSerializer(serializers.Serializer[Any]):
    """What a clinician did about a patient at the desk; kept for good, taken back or not."""

    act = serializers.UUIDField()
    patient = serializers.UUIDField()
    kind = serializers.CharField(help_text="stamp, acknowledge, resolve, record, correct, error or contact.")
    at = serializers.DateTimeField()
    by = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    finding = serializers.CharField(
        allow_blank=True, help_text="In the list of acts: the finding acknowledged or resolved, by its title."
    )
    outcome = serializers.CharField(allow_blank=True, help_text="Of a contact: what came of it.")
    again_at = serializers.DateTimeField(allow_null=True)
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


class DeskRecordsSerializer(Strict, serializers.Serializer[Any]):
    """Records of one press, each as in `POST …/records`."""

    records = serializers.ListField(child=serializers.DictField(), min_length=1, max_length=MOST_AT_ONCE)
    act = serializers.UUIDField(required=False, help_text="An id of the caller's own, to undo by.")


class RecordedSerializer(serializers.Serializer[Any]):
    act = serializers.UUIDField()
    undo_until = serializers.DateTimeField(allow_null=True)
    records = RecordSerializer(many=True)


class CorrectionSerializer(Strict, serializers.Serializer[Any]):
    """The fields of the record as they should have been, and why."""

    reason = serializers.CharField(max_length=2000)
    record = serializers.DictField(help_text="The fields of its kind, all of them.")
    date = serializers.DateField(required=False, help_text="Where the day was wrong, too.")
    act = serializers.UUIDField(required=False, help_text="An id of the caller's own, to undo by.")


class InErrorSerializer(Strict, serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=2000)
    act = serializers.UUIDField(required=False, help_text="An id of the caller's own, to undo by.")


class VersionSerializer(RecordSerializer):
    why = serializers.CharField(allow_blank=True, help_text="The reason that was given for this version.")


class ContactSerializer(Strict, serializers.Serializer[Any]):
    """What came of trying to reach the patient; `again_at` with `again`."""

    outcome = serializers.ChoiceField(choices=DeskAct.Outcome.choices)
    again_at = serializers.DateTimeField(required=False, allow_null=True)
    note = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    act = serializers.UUIDField(required=False, help_text="An id of the caller's own, to undo by.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if (attrs["outcome"] == DeskAct.Outcome.AGAIN) != bool(attrs.get("again_at")):
            raise serializers.ValidationError(
                {"again_at": "expected a moment with the outcome again, and with no other"}
            )
        return attrs
