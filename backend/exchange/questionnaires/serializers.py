from typing import Any

from rest_framework import serializers

from backend.core.strict import Strict


class ScoreRuleSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    text = serializers.CharField(allow_blank=True)
    asks = serializers.ListField(child=serializers.CharField())
    tree = serializers.DictField()


class FormSerializer(serializers.Serializer[Any]):
    """Our reading of the questionnaire: lines in order, and how scores are worked out."""

    items = serializers.ListField(child=serializers.DictField())
    scores = ScoreRuleSerializer(many=True)


class QuestionnaireSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(allow_null=True, help_text="Null in a dry run.")
    title = serializers.CharField()
    url = serializers.CharField(allow_blank=True)
    version = serializers.CharField(allow_blank=True)
    questions = serializers.IntegerField()
    created_at = serializers.DateTimeField(allow_null=True)
    retired_at = serializers.DateTimeField(allow_null=True)
    form = FormSerializer()


class QuestionnaireWriteSerializer(Strict, serializers.Serializer[Any]):
    resource = serializers.DictField(help_text="A FHIR R4 Questionnaire.")
    dry_run = serializers.BooleanField(default=False, help_text="Only look: nothing is stored.")


class ScoreSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    text = serializers.CharField(allow_blank=True)
    value = serializers.FloatField(allow_null=True)
    answered = serializers.IntegerField()
    of = serializers.IntegerField()


class ResponseSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    date = serializers.DateField()
    scores = ScoreSerializer(many=True)


class AskedSerializer(serializers.Serializer[Any]):
    questionnaire = serializers.UUIDField()
    title = serializers.CharField()
    every = serializers.ChoiceField(choices=["once", "day", "week", "month"], allow_null=True)
    asked_on = serializers.DateField(allow_null=True)
    until_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    responses = ResponseSerializer(many=True)
