"""A clinic's templates of exercise programmes, and this software's examples beside them."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import Clinic, Membership
from backend.accounts.requests import person
from backend.accounts.staff import Work, staff_at
from backend.core.actor import Actor
from backend.core.errors import Refused
from backend.core.strict import Strict
from backend.patients.models import ProgrammeTemplate
from backend.patients.programmes import actions as programmes
from backend.patients.programmes.starter import examples
from backend.records.kinds.base import literal_words
from backend.records.kinds.vocabulary import ExerciseCategory, Weekday


class ProgrammeItemSerializer(serializers.Serializer[Any]):
    category = serializers.ChoiceField(choices=tuple(literal_words(ExerciseCategory)))
    minutes = serializers.FloatField(required=False)
    weekdays = serializers.ListField(
        child=serializers.ChoiceField(choices=tuple(literal_words(Weekday))), required=False
    )
    instructions = serializers.CharField(required=False)
    weeks = serializers.IntegerField(required=False, help_text="How long it runs; without it, until changed.")


class ProgrammePhaseSerializer(serializers.Serializer[Any]):
    phase = serializers.ChoiceField(choices=programmes.PHASES)
    items = ProgrammeItemSerializer(many=True)


class TemplateSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    origin = serializers.ChoiceField(choices=["clinic", "example"])
    name = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    phases = ProgrammePhaseSerializer(many=True)
    version = serializers.IntegerField()
    changed_at = serializers.DateTimeField(allow_null=True)
    changed_by = serializers.CharField(allow_blank=True)


class TemplateWriteSerializer(Strict, serializers.Serializer[Any]):
    """The phases are checked by `programmes.clean_phases`, which says what each may hold."""

    name = serializers.CharField(max_length=120)
    description = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    phases = serializers.ListField(child=serializers.DictField())


class TemplateChangeSerializer(TemplateWriteSerializer):
    version = serializers.IntegerField(help_text="The version that was read.")


def template_json(row: ProgrammeTemplate) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "origin": "clinic",
        "name": row.name,
        "description": row.description,
        "phases": row.phases,
        "version": row.version,
        "changed_at": row.changed_at.isoformat(),
        "changed_by": row.changed_by,
    }


def _writer(request: Request, clinic_id: UUID) -> tuple[Work, Actor]:
    return staff_at(
        request, clinic_id, only=Membership.CLINICAL,
        refusal="The clinic's physiotherapists and doctors change its programmes.",
    )  # fmt: skip


def _wanted(request: Request, kind: type[TemplateWriteSerializer]) -> dict[str, Any]:
    serializer = kind(data=request.data)
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


class TemplatesView(APIView):
    """The clinic's templates by name, then the examples of this software."""

    @extend_schema(operation_id="programme_templates_list", responses=TemplateSerializer(many=True))
    def get(self, request: Request, clinic_id: UUID) -> Response:
        work, _ = staff_at(request, clinic_id)
        own = [template_json(row) for row in ProgrammeTemplate.objects.in_use().filter(clinic=work.clinic)]
        return Response(own + examples(person(request).language))

    @extend_schema(request=TemplateWriteSerializer, responses={201: TemplateSerializer})
    def post(self, request: Request, clinic_id: UUID) -> Response:
        work, by = _writer(request, clinic_id)
        row = programmes.create_template(by=by, clinic=work.clinic, **_wanted(request, TemplateWriteSerializer))
        return Response(template_json(row), status=status.HTTP_201_CREATED)


class TemplateView(APIView):
    """One of the clinic's templates."""

    def _row(self, request: Request, clinic: Clinic, template_id: UUID) -> ProgrammeTemplate:
        row = ProgrammeTemplate.objects.in_use().filter(clinic=clinic, pk=template_id).first()
        if row is None:
            if any(one["id"] == str(template_id) for one in examples(person(request).language)):
                raise Refused("template", "expected a template of the clinic: an example stays as it is, save a copy")
            raise Http404
        return row

    @extend_schema(request=TemplateChangeSerializer, responses=TemplateSerializer)
    def put(self, request: Request, clinic_id: UUID, template_id: UUID) -> Response:
        work, by = _writer(request, clinic_id)
        row = self._row(request, work.clinic, template_id)
        changed = programmes.change_template(by=by, template=row, **_wanted(request, TemplateChangeSerializer))
        return Response(template_json(changed))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, clinic_id: UUID, template_id: UUID) -> Response:
        work, by = _writer(request, clinic_id)
        programmes.archive_template(by=by, template=self._row(request, work.clinic, template_id))
        return Response(status=status.HTTP_204_NO_CONTENT)
