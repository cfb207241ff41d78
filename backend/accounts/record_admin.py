"""Operators' pages about patients: whoever opens one is in that patient's audit trail."""

from typing import Any
from uuid import UUID

from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse

from backend.accounts.models import User
from backend.accounts.requests import address_of
from backend.core import audit
from backend.core.actor import Actor
from backend.core.admin import ReadOnlyAdmin
from backend.core.audit import Act


class RecordAdmin(ReadOnlyAdmin):
    """One row's page is a reading of its patient's record. `patient_path` leads from the row to the patient.

    A list shows no value of a record; that it was looked at stands once in the operator's own trail.
    """

    patient_path = "patient_id"

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        answer: HttpResponse = super().changeform_view(request, object_id, form_url, extra_context)
        row = self.get_object(request, unquote(object_id)) if object_id and answer.status_code == 200 else None
        if row is not None:
            patient_id: UUID = self.model._default_manager.values_list(self.patient_path, flat=True).get(pk=row.pk)
            audit.read(by=_operator(request), patient_id=patient_id, what=self._what(), object_id=str(row.pk))
        return answer

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        answer = super().changelist_view(request, extra_context)
        shown = (getattr(answer, "context_data", None) or {}).get("cl")
        if shown is not None:
            with transaction.atomic():
                seen = Act(action="read_list", kind=self._what(), count=len(shown.result_list))
                audit.write(seen, by=_operator(request))
        return answer

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Nothing is changed in these pages, and the audit trail is the only history."""
        raise Http404

    def _what(self) -> str:
        return f"operator:{self.opts.model_name}"


def _operator(request: HttpRequest) -> Actor:
    """Who keeps the server running has no role beside a patient; their name stands in the trail all the same."""
    user = request.user
    assert isinstance(user, User)
    address = address_of(request)  # type: ignore[arg-type]  # reads the headers only
    return Actor(role="system", user_id=user.pk, name=user.get_full_name(), address=address)
