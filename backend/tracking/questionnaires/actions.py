"""Bringing a questionnaire into use in a clinic, and taking it out again."""

import hashlib
import json
from typing import Any

from django.db import transaction

from backend.accounts.models import Clinic
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Conflict
from backend.tracking.questionnaires.form import Form
from backend.tracking.questionnaires.models import Questionnaire


@transaction.atomic
def load_questionnaire(
    *, by: Actor, clinic: Clinic, resource: dict[str, Any], title: str, form: Form
) -> tuple[Questionnaire, bool]:
    """The questionnaire as this clinic has it, and whether it is new; loading the same one again changes nothing."""
    digest = hashlib.sha256(json.dumps(resource, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    row, created = Questionnaire.objects.get_or_create(
        clinic=clinic,
        digest=digest,
        defaults={
            "url": str(resource.get("url") or "")[:300],
            "version": str(resource.get("version") or "")[:60],
            "language": str(resource.get("language") or "")[:20],
            "title": title,
            "resource": resource,
            "form": form,
            "created_by_id": by.user_id,
        },
    )
    back = not created and row.retired_at is not None
    if back:
        Questionnaire.objects.filter(pk=row.pk).update(retired_at=None)
        row.retired_at = None
    if created or back:
        audit.write(Act(action="load_questionnaire", kind="questionnaire", object_id=str(row.pk)), by=by)
    return row, created


@transaction.atomic
def retire_questionnaire(*, by: Actor, questionnaire: Questionnaire) -> Questionnaire:
    """Nobody is asked it anew; what was asked and answered stays."""
    now = clock.now()
    if not Questionnaire.objects.in_use().filter(pk=questionnaire.pk).update(retired_at=now):
        raise Conflict(None, "This questionnaire is out of use already.")
    questionnaire.retired_at = now
    audit.write(Act(action="retire_questionnaire", kind="questionnaire", object_id=str(questionnaire.pk)), by=by)
    return questionnaire
