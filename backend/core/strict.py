"""Input whose every field is known: what a request has no place for is refused by name, not passed over."""

from collections.abc import Collection, Mapping
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

LONGEST_NAME = 60


def refuse_unknown(given: Any, known: Collection[str]) -> None:
    """ValidationError that names each field of `given` which is not one of `known`."""
    if not isinstance(given, Mapping):
        return
    expected = "expected only " + ", ".join(sorted(known)) if known else "expected no field"
    wrong = {str(name)[:LONGEST_NAME]: [ErrorDetail(expected, "unknown")] for name in given if name not in known}
    if wrong:
        raise ValidationError(wrong)


def field_of(given: Any, name: str) -> Any:
    """The one field of a body that has no other; None when it is not there."""
    refuse_unknown(given, {name})
    return given.get(name) if isinstance(given, Mapping) else None


class Strict:
    """For a serializer of what somebody sends.

    A field that it does not know, or that only the server writes, is a slip of the sender or an attempt. An answer of
    success that left it out silently would hide both.
    """

    def run_validation(self, data: Any = serializers.empty) -> Any:
        fields = self.fields  # type: ignore[attr-defined]  # of the serializer that it is mixed into
        refuse_unknown(data, {name for name, field in fields.items() if not field.read_only})
        return super().run_validation(data)  # type: ignore[misc]
