from typing import Any

from rest_framework import serializers

from backend.core import clock
from backend.core.strict import Strict
from backend.patients.consents.agreed import REMINDERS
from backend.patients.models import Patient
from backend.records.kinds.base import literal_words
from backend.records.kinds.vocabulary import RiskFactor

RISK_FACTORS = tuple(literal_words(RiskFactor))


class PatientWriteSerializer(Strict, serializers.Serializer[Any]):
    """Who the patient is. Sex is that at birth."""

    name = serializers.CharField(max_length=150)
    sex = serializers.ChoiceField(choices=Patient.Sex.choices, default="unknown")
    birth_year = serializers.IntegerField(required=False, allow_null=True, min_value=1900)
    birth_date = serializers.DateField(required=False, allow_null=True, help_text="Brings its year with it.")
    timezone = serializers.CharField(max_length=64, default="UTC")
    phone = serializers.CharField(required=False, allow_blank=True, max_length=40)
    clinic_number = serializers.CharField(
        required=False, allow_blank=True, max_length=40, help_text="The clinic's own; it alone writes it."
    )
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
        fields = ["id", "name", "sex", "birth_year", "birth_date", "clinic_number", "timezone", "created_at"]


class SignedLoadSerializer(serializers.Serializer[Any]):
    status = serializers.CharField()
    percent = serializers.FloatField(allow_null=True, help_text="Of body weight, where it was ordered so.")
    limit_kg = serializers.FloatField(allow_null=True, help_text="Where it was ordered in kilograms.")
    ceiling_kg = serializers.FloatField(allow_null=True, help_text="The clinic's ceiling for TTWB at signing.")
    body_weight_kg = serializers.FloatField(allow_null=True, help_text="Known at signing.")
    body_weight_on = serializers.DateField(allow_null=True)
    aid = serializers.CharField(allow_null=True)
    review_on = serializers.DateField(allow_null=True)
    for_patient = serializers.CharField(allow_null=True)
    plan = serializers.ListField(
        child=serializers.DictField(),
        allow_null=True,
        help_text="Steps that are meant to come; their days only remind.",
    )
    decided_by = serializers.CharField()
    decided_on = serializers.DateField()
    decided_at = serializers.DateTimeField()
    record = serializers.UUIDField()


class LoadSerializer(SignedLoadSerializer):
    kg = serializers.IntegerField(allow_null=True, help_text="Whole kilograms today, rounded down.")
    share = serializers.FloatField(
        allow_null=True, help_text="Percent of body weight: as ordered, or what the kg are."
    )
    weight_kg = serializers.FloatField(allow_null=True)
    weighed_on = serializers.DateField(allow_null=True)
    weigh = serializers.BooleanField(help_text="No body weight is known, or it is too old.")


class LoadTermSerializer(serializers.Serializer[Any]):
    """The days of one prescription: in force from `from` until, without it, `until` (null: still)."""

    record = serializers.UUIDField()
    until = serializers.DateField(allow_null=True)
    end = serializers.ChoiceField(["", "replaced", "pain-returned", "opposite-hip-pain", "diagnosis"])

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {"from": serializers.DateField()}


class LoadTermsSerializer(serializers.Serializer[Any]):
    left = LoadTermSerializer(many=True)
    right = LoadTermSerializer(many=True)


class BodyWeightSerializer(serializers.Serializer[Any]):
    date = serializers.DateField()
    kg = serializers.FloatField()


class EndedLoadSerializer(SignedLoadSerializer):
    ended_on = serializers.DateField()
    why = serializers.ChoiceField(["pain-returned", "opposite-hip-pain", "diagnosis"])


class EndedLoadsSerializer(serializers.Serializer[Any]):
    left = EndedLoadSerializer(many=True)
    right = EndedLoadSerializer(many=True)


class LoadsSerializer(serializers.Serializer[Any]):
    left = LoadSerializer(allow_null=True, help_text="In force; null where nothing is decided.")
    right = LoadSerializer(allow_null=True, help_text="In force; null where nothing is decided.")
    ended = EndedLoadsSerializer(
        required=False,
        help_text="Those that ended by themselves, oldest first: of an earlier episode, in force no more.",
    )


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
    birth_date = serializers.DateField(allow_null=True)
    phone = serializers.CharField(allow_blank=True)
    email = serializers.CharField(allow_blank=True)
    clinic_number = serializers.CharField(allow_blank=True, help_text="The clinic's own number for this patient.")
    timezone = serializers.CharField()
    language = serializers.CharField(allow_null=True)
    episodes = EpisodeSerializer(many=True)
    pregnancy = serializers.DictField()
    risk_factors = serializers.ListField(child=serializers.CharField())
    risk_factors_held = serializers.ListField(
        child=serializers.CharField(), help_text="Those of the profile itself, without those that stand in entries."
    )
    load = LoadsSerializer()
    load_terms = LoadTermsSerializer()
    body_weight = BodyWeightSerializer(allow_null=True, help_text="The newest.")
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
    rests_since = serializers.DateTimeField(
        allow_null=True, help_text="Since when nothing is kept, assessed or sent: the consent to it was withdrawn."
    )
    care_team = serializers.ListField(child=serializers.DictField())
    revision = serializers.IntegerField()


class SeenSerializer(serializers.Serializer[Any]):
    """Somebody else did something with the record."""

    at = serializers.DateTimeField()
    name = serializers.CharField(allow_null=True)
    role = serializers.ChoiceField(
        choices=["patient", "caregiver", "clinician", "administrator", "system", "recipient"]
    )
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
