from typing import Any

from rest_framework import serializers

from backend.core import clock
from backend.patients.agreed import REMINDERS
from backend.patients.kinds.base import literal_words
from backend.patients.kinds.words import RiskFactor
from backend.patients.models import Patient

RISK_FACTORS = tuple(literal_words(RiskFactor))


class PatientWriteSerializer(serializers.Serializer[Any]):
    """Who the patient is. Sex is that at birth."""

    name = serializers.CharField(max_length=150)
    sex = serializers.ChoiceField(choices=Patient.Sex.choices, default="unknown")
    birth_year = serializers.IntegerField(required=False, allow_null=True, min_value=1900)
    timezone = serializers.CharField(max_length=64, default="UTC")
    email = serializers.EmailField(required=False, allow_blank=True, default="")
    risk_factors = serializers.ListField(child=serializers.ChoiceField(choices=RISK_FACTORS), default=list)

    def validate_birth_year(self, value: int | None) -> int | None:
        if value is not None and value > clock.now().year:
            raise serializers.ValidationError("expected a year not in the future")
        return value

    def validate_timezone(self, value: str) -> str:
        try:
            clock.zone(value)
        except ValueError as error:
            raise serializers.ValidationError("expected an IANA name such as Europe/Lisbon") from error
        return value


class PatientBriefSerializer(serializers.ModelSerializer[Patient]):
    class Meta:
        model = Patient
        fields = ["id", "name", "sex", "birth_year", "timezone", "created_at"]


class LoadSerializer(serializers.Serializer[Any]):
    status = serializers.CharField()
    percent = serializers.FloatField(allow_null=True)
    aid = serializers.CharField(allow_null=True)
    review_on = serializers.DateField(allow_null=True)
    decided_by = serializers.CharField()
    decided_on = serializers.DateField()
    record = serializers.UUIDField()


class LoadsSerializer(serializers.Serializer[Any]):
    left = LoadSerializer(allow_null=True)
    right = LoadSerializer(allow_null=True)


class SiteSerializer(serializers.Serializer[Any]):
    site = serializers.CharField()
    side = serializers.CharField()
    onset = serializers.DateField(allow_null=True)
    resolved_on = serializers.DateField(allow_null=True)


class EpisodeSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    state = serializers.CharField()
    onset = serializers.DateField(allow_null=True)
    diagnosed_on = serializers.DateField(allow_null=True)
    resolved_on = serializers.DateField(allow_null=True)
    sites = SiteSerializer(many=True)


class ProfileSerializer(serializers.Serializer[Any]):
    """A patient as the phone's first screen needs it."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    sex = serializers.CharField()
    birth_year = serializers.IntegerField(allow_null=True)
    timezone = serializers.CharField()
    language = serializers.CharField(allow_null=True)
    episodes = EpisodeSerializer(many=True)
    pregnancy = serializers.DictField()
    risk_factors = serializers.ListField(child=serializers.CharField())
    risk_factors_held = serializers.ListField(
        child=serializers.CharField(), help_text="Those of the profile itself, without those that stand in entries."
    )
    load = LoadsSerializer()
    exercise_gate = serializers.DictField()
    settings = serializers.DictField()
    refused = serializers.ListField(
        child=serializers.ChoiceField(choices=[str(kind) for kind in REMINDERS]),
        help_text="Consents to reminders outside the app that the patient did not give or took back.",
    )
    thresholds = serializers.DictField(help_text="What a clinician set for this patient alone.")
    numbers = serializers.DictField(
        child=serializers.FloatField(),
        help_text="Numbers of the rules in force in the place of a default: the clinic's, and the patient's over them.",
    )
    dexa_precision = serializers.DictField(
        child=serializers.FloatField(), help_text="The clinic's own precision error: site and g/cm²."
    )
    clinic = serializers.DictField(allow_null=True)
    care_team = serializers.ListField(child=serializers.DictField())
    revision = serializers.IntegerField()


class AuthorSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    role = serializers.CharField()


class RecordSerializer(serializers.Serializer[Any]):
    """One record: this envelope, and beside it the fields of its kind as in REPLAY."""

    id = serializers.UUIDField(required=False)
    kind = serializers.CharField()
    recorded_at = serializers.DateTimeField(required=False)
    timezone = serializers.CharField(required=False)
    date = serializers.DateField(required=False)
    supersedes = serializers.UUIDField(allow_null=True, required=False)
    group = serializers.UUIDField(allow_null=True, required=False)
    is_current = serializers.BooleanField(read_only=True)
    author = AuthorSerializer(read_only=True)
    seq = serializers.IntegerField(read_only=True)


class RecordPageSerializer(serializers.Serializer[Any]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = RecordSerializer(many=True)


class SeenSerializer(serializers.Serializer[Any]):
    """Somebody else did something with the record."""

    at = serializers.DateTimeField()
    name = serializers.CharField(allow_null=True)
    role = serializers.ChoiceField(choices=["patient", "caregiver", "clinician", "administrator", "system"])
    clinic = serializers.CharField(allow_null=True, help_text="Where the person worked at that time.")
    act = serializers.ChoiceField(choices=["looked", "wrote"])
    action = serializers.CharField()
    kind = serializers.CharField(allow_null=True, help_text="What was looked at, or the kind that was written.")
    count = serializers.IntegerField()
    network = serializers.CharField(allow_null=True, help_text="The network that it came from, not the machine.")
    script = serializers.BooleanField(help_text="By a program with an access token of that person.")


class SeenPageSerializer(serializers.Serializer[Any]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = SeenSerializer(many=True)


class PatientPageSerializer(serializers.Serializer[Any]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = PatientBriefSerializer(many=True)
