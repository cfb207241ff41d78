"""The schema says what really comes back, refusals included: each operation documents its problems."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema as SpectacularAutoSchema
from rest_framework import serializers


class FieldProblemSerializer(serializers.Serializer[Any]):
    field = serializers.CharField(allow_null=True, help_text="Path of the field, or null.")
    code = serializers.CharField()
    detail = serializers.CharField(help_text="What was expected there.")


class ProblemSerializer(serializers.Serializer[Any]):
    """RFC 9457 problem document."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    changes = serializers.ListField(
        child=serializers.DictField(), required=False, help_text="With 409: what changed meanwhile, and by whom."
    )
    errors = FieldProblemSerializer(many=True)  # type: ignore[assignment]  # the field is named by RFC 9457


class AutoSchema(SpectacularAutoSchema):
    """Adds the one error shape to every operation."""

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        operation = super().get_operation(*args, **kwargs)
        if not operation:
            return operation
        component = self.resolve_serializer(ProblemSerializer(), "response")
        codes = {
            "401": "Not signed in",
            "403": "Not allowed",
            "404": "Not found",
            "429": "Too many requests",
            "503": "Later",
        }
        codes["400"] = "Not understood"
        if self.method in ("POST", "PUT", "PATCH"):
            codes |= {"409": "Changed meanwhile", "413": "Too large", "415": "Not JSON"}
        for code, words in codes.items():
            operation["responses"].setdefault(
                code,
                {"description": words, "content": {"application/problem+json": {"schema": component.ref}}},
            )
        return operation


class LocalTime(OpenApiSerializerFieldExtension):
    """A time of day on somebody's own clock. The format `time` of OpenAPI would ask for an offset (RFC 3339)."""

    target_class = "rest_framework.serializers.TimeField"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, str]:
        return {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$"}
