from typing import Any

from rest_framework import serializers

from backend.core.strict import Strict
from backend.dashboard.worklist import PREGNANCY, STATES
from backend.patients.serializers import LoadsSerializer, ProfileSerializer
from backend.records.serializers import RecordSerializer
from backend.tracking.serializers import FindingSerializer
from backend.tracking.summary import CATEGORIES, URGENCIES


class WorklistPatientSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    birth_year = serializers.IntegerField(allow_null=True)
    birth_date = serializers.DateField(allow_null=True)
    phone = serializers.CharField(allow_blank=True)
    clinic_number = serializers.CharField(allow_blank=True)
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


class AdherenceSerializer(serializers.Serializer[Any]):
    """Of the last `days` days: those with an entry, those with practice on a scale, exercises kept and planned."""

    days = serializers.IntegerField()
    entries = serializers.IntegerField()
    practice = serializers.IntegerField()
    exercises_done = serializers.IntegerField()
    exercises_planned = serializers.IntegerField()


class LastContactSerializer(serializers.Serializer[Any]):
    """How the clinic last tried to reach the patient; `told_by_patient` where only they said that they spoke."""

    outcome = serializers.CharField(help_text="reached, no_answer, message_left, again or told_by_patient.")
    at = serializers.CharField(help_text="A moment; a day where the patient said it.")
    by = serializers.CharField(allow_blank=True)
    again_at = serializers.DateTimeField(allow_null=True)


class WorklistRowSerializer(serializers.Serializer[Any]):
    patient = WorklistPatientSerializer()
    category = serializers.CharField(help_text="The most pressing reason of the worst urgency.")
    urgency = serializers.CharField(help_text="now, soon, routine, on_course or no_data: the heading.")
    reasons = serializers.ListField(child=serializers.CharField(), help_text="All that hold, by their categories.")
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
    adherence = AdherenceSerializer()
    next_review_on = serializers.DateField(allow_null=True)
    last_contact = LastContactSerializer(allow_null=True)
    reviewed_at = serializers.DateTimeField(allow_null=True)
    reviewed_by = serializers.CharField(allow_blank=True)
    revision = serializers.IntegerField()


class WorklistSerializer(serializers.Serializer[Any]):
    categories = serializers.ListField(child=serializers.CharField())
    rules = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    counts = serializers.DictField(child=serializers.IntegerField(), help_text="By every reason that holds.")
    urgencies = serializers.DictField(child=serializers.IntegerField())
    total = serializers.IntegerField(help_text="Patients, each once.")
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
    withdrawn = FindingSerializer(
        many=True,
        help_text="What once stood here and is said no more; `resolved_reason` tells which version, or that the entries are others.",
    )
    next_step = NextStepSerializer()
    precision_error = serializers.DictField()
    examination_locks = serializers.DictField(
        child=serializers.DictField(child=serializers.CharField()),
        help_text="Part of an examination → leg → why the load in force forbids it: `load`, `undecided` or a finding's id.",
    )
    revision = serializers.IntegerField()

    def get_fields(self) -> Any:
        fields = super().get_fields()
        fields["from"] = serializers.DateField()  # a word of Python's own, so it cannot stand above
        return fields


class ViewFiltersSerializer(serializers.Serializer[Any]):
    """What a saved view narrows the worklist to; everything may be left out."""

    category = serializers.ChoiceField(choices=CATEGORIES, required=False)
    urgency = serializers.ChoiceField(choices=URGENCIES, required=False)
    search = serializers.CharField(required=False, max_length=100)
    mine = serializers.BooleanField(required=False)
    state = serializers.ChoiceField(choices=STATES, required=False)
    pregnancy = serializers.ChoiceField(choices=PREGNANCY, required=False)


class SavedViewSerializer(Strict, serializers.Serializer[Any]):
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
