"""The clinic as a whole."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.requests import person
from backend.dashboard.overview import overview
from backend.dashboard.views import require_staff


class CountedSerializer(serializers.Serializer[Any]):
    n = serializers.IntegerField()
    patients = serializers.ListField(
        child=serializers.UUIDField(),
        help_text="Those behind it, the first 90; the worklist gives all: `?patients=entries.25`.",
    )


class StateCountSerializer(serializers.Serializer[Any]):
    state = serializers.CharField()
    n = serializers.IntegerField()


class CategoryCountSerializer(serializers.Serializer[Any]):
    category = serializers.CharField()
    n = serializers.IntegerField()


class TimesSerializer(CountedSerializer):
    """Days."""

    median = serializers.FloatField(allow_null=True)
    low = serializers.IntegerField(allow_null=True)
    high = serializers.IntegerField(allow_null=True)


class FullLoadSerializer(serializers.Serializer[Any]):
    from_onset = TimesSerializer()
    from_prescription = TimesSerializer()
    waiting = CountedSerializer()


class BandSerializer(CountedSerializer):
    to = serializers.IntegerField()

    def get_fields(self) -> Any:
        fields = super().get_fields()
        fields["from"] = serializers.IntegerField()  # a word of Python's own, so it cannot stand above
        return fields


class SharesSerializer(serializers.Serializer[Any]):
    """Percent of the last `days`."""

    days = serializers.IntegerField()
    n = serializers.IntegerField()
    median = serializers.IntegerField(allow_null=True)
    bands = BandSerializer(many=True)


class OverdueSerializer(TimesSerializer):
    reminder = serializers.CharField()
    title = serializers.CharField()


class OverviewSerializer(serializers.Serializer[Any]):
    as_of = serializers.DateField()
    patients = serializers.IntegerField()
    states = StateCountSerializer(many=True)
    categories = CategoryCountSerializer(many=True)
    full_weight_bearing = FullLoadSerializer()
    entries = SharesSerializer()
    exercise = SharesSerializer()
    overdue = OverdueSerializer(many=True)


class OverviewView(APIView):
    """How the patients of one's worklist stand as a whole. No names: those are behind the numbers, in the worklist."""

    @extend_schema(responses=OverviewSerializer)
    def get(self, request: Request) -> Response:
        require_staff(request)
        user = person(request)
        return Response(overview(user, language=user.language))
