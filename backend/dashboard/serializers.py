from typing import Any

from rest_framework import serializers

from backend.patients.serializers import LoadsSerializer, ProfileSerializer, RecordSerializer
from backend.tracking.serializers import FindingSerializer


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
    revision = serializers.IntegerField()


class WorklistSerializer(serializers.Serializer[Any]):
    categories = serializers.ListField(child=serializers.CharField())
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
