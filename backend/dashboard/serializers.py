from typing import Any

from rest_framework import serializers

from backend.dashboard.worklist import PREGNANCY, STATES
from backend.patients.serializers import LoadsSerializer, ProfileSerializer, RecordSerializer
from backend.tracking.serializers import FindingSerializer
from backend.tracking.summary import CATEGORIES


class WorklistPatientSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    birth_year = serializers.IntegerField(allow_null=True)
    sex = serializers.CharField()


class WorklistFindingSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    finding = serializers.CharField()
    urgency = serializers.CharField()
    side = serializers.CharField(allow_null=True)
    state = serializers.CharField()
    since = serializers.DateField()


class TrendSerializer(serializers.Serializer[Any]):
    left = serializers.ListField(child=serializers.FloatField(allow_null=True))
    right = serializers.ListField(child=serializers.FloatField(allow_null=True))


class WorklistRowSerializer(serializers.Serializer[Any]):
    patient = WorklistPatientSerializer()
    category = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)
    findings = WorklistFindingSerializer(many=True)
    since = serializers.DateField(allow_null=True)
    days_waiting = serializers.IntegerField(allow_null=True)
    load = LoadsSerializer()
    pregnant = serializers.BooleanField()
    pregnancy = serializers.DictField()
    state = serializers.CharField(allow_blank=True)
    last_entry_on = serializers.DateField(allow_null=True)
    pain = TrendSerializer()
    pain_until = serializers.DateField(allow_null=True)
    reviewed_at = serializers.DateTimeField(allow_null=True)
    reviewed_by = serializers.CharField(allow_blank=True)
    revision = serializers.IntegerField()


class WorklistSerializer(serializers.Serializer[Any]):
    categories = serializers.ListField(child=serializers.CharField())
    rules = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    counts = serializers.DictField(child=serializers.IntegerField())
    rows = WorklistRowSerializer(many=True)
    thresholds = serializers.DictField()


class NextStepSerializer(serializers.Serializer[Any]):
    left = serializers.CharField(allow_null=True)
    right = serializers.CharField(allow_null=True)


class CourseSerializer(serializers.Serializer[Any]):
    profile = ProfileSerializer()
    to = serializers.DateField()
    records = RecordSerializer(many=True)
    findings = FindingSerializer(many=True)
    next_step = NextStepSerializer()
    precision_error = serializers.DictField()
    revision = serializers.IntegerField()

    def get_fields(self) -> Any:
        fields = super().get_fields()
        fields["from"] = serializers.DateField()  # a word of Python's own, so it cannot stand above
        return fields


class ViewFiltersSerializer(serializers.Serializer[Any]):
    """What a saved view narrows the worklist to; everything may be left out."""

    category = serializers.ChoiceField(choices=CATEGORIES, required=False)
    search = serializers.CharField(required=False, max_length=100)
    mine = serializers.BooleanField(required=False)
    state = serializers.ChoiceField(choices=STATES, required=False)
    pregnancy = serializers.ChoiceField(choices=PREGNANCY, required=False)


class SavedViewSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(max_length=80)
    filters = ViewFiltersSerializer()
    shared = serializers.BooleanField(default=False, help_text="Offered to everybody who works in the clinic.")
    mine = serializers.BooleanField(read_only=True)
    owner = serializers.CharField(read_only=True)


class ReplayChangeSerializer(serializers.Serializer[Any]):
    finding = serializers.CharField()
    subject = serializers.CharField(allow_blank=True)
    title = serializers.CharField()
    side = serializers.CharField(allow_null=True)
    urgency = serializers.CharField()
    reason = serializers.CharField(allow_null=True)
    on_record = serializers.BooleanField(help_text="The record says the same of that day.")


class ReplayDaySerializer(serializers.Serializer[Any]):
    date = serializers.DateField()
    opened = ReplayChangeSerializer(many=True)
    closed = ReplayChangeSerializer(many=True)


class ReplaySerializer(serializers.Serializer[Any]):
    """What the rules of today would have said on each day, knowing only what had been entered for it by then."""

    version = serializers.CharField()
    days_looked_at = serializers.IntegerField()
    days = ReplayDaySerializer(many=True)
    only_on_record = ReplayChangeSerializer(many=True)

    def get_fields(self) -> Any:
        fields = super().get_fields()
        fields["from"] = serializers.DateField()
        fields["to"] = serializers.DateField()
        return fields
