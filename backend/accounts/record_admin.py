"""Operators' pages about people: who is looked at is not named, and whoever looks is in the audit trail."""

from typing import Any
from uuid import UUID

from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse

from backend.accounts.requests import operator_of
from backend.core import audit
from backend.core.admin import ReadOnlyAdmin
from backend.core.audit import Act


class Unnamed:
    """A row as its page calls it: by its number, as the name of a person belongs to nobody's screen here."""

    def __init__(self, key: Any) -> None:
        self.pk = key

    def __str__(self) -> str:
        return f"no. {self.pk}"


class PeopleAdmin(ReadOnlyAdmin):
    """A list about people; that it was looked at stands once in the operator's own trail."""

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        row = context.get("original")
        if row is not None:
            unnamed = Unnamed(row.pk)
            context |= {"original": unnamed, "subtitle": str(unnamed)}
        answer: HttpResponse = super().render_change_form(request, context, *args, **kwargs)
        return answer

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        answer: HttpResponse = super().changelist_view(request, extra_context)
        shown = (getattr(answer, "context_data", None) or {}).get("cl")
        if shown is not None:
            with transaction.atomic():
                seen = Act(action="read_list", kind=self._what(), count=len(shown.result_list))
                audit.write(seen, by=operator_of(request))
        return answer

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Nothing is changed in these pages, and the audit trail is the only history."""
        raise Http404

    def _what(self) -> str:
        return f"operator:{self.opts.model_name}"


class RecordAdmin(PeopleAdmin):
    """One row's page is a reading of its patient's record. `patient_path` leads from the row to the patient."""

    patient_path = "patient_id"

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        answer: HttpResponse = super().changeform_view(request, object_id, form_url, extra_context)
        row = self.get_object(request, unquote(object_id)) if object_id and answer.status_code == 200 else None
        if row is not None:
            patient_id: UUID = self.model._default_manager.values_list(self.patient_path, flat=True).get(pk=row.pk)
            audit.read(by=operator_of(request), patient_id=patient_id, what=self._what(), object_id=str(row.pk))
        return answer
