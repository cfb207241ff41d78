"""A clinic's questionnaires as FHIR serves them: the resource as it was loaded, under our id and with a canonical."""

from datetime import UTC
from typing import Any
from uuid import UUID

from django.db.models import Q

from backend.accounts.models import Membership, User
from backend.patients.models import Patient
from backend.records.models import Record
from backend.tracking.questionnaires.asked import ASKED
from backend.tracking.questionnaires.models import Questionnaire, QuestionnaireQuerySet

# What stands for the canonical of a questionnaire that came without one.
OWN_CANONICAL = "urn:uuid:"


def readable_by(user: User) -> QuestionnaireQuerySet:
    """Those of the clinics where `user` works, and those that they, or whom they may see, were ever asked."""
    clinics = Membership.objects.active().filter(user=user).values("clinic_id")
    mine = Patient.objects.visible_to(user)
    asked = Record.objects.filter(patient__in=mine, kind=ASKED).values_list("data__questionnaire", flat=True)
    ids = [UUID(str(key)) for key in set(asked)]
    return Questionnaire.objects.filter(Q(clinic__in=clinics) | Q(pk__in=ids))


def canonical_of(row: Questionnaire) -> str:
    """`url|version`, as answers name it."""
    if not row.url:
        return OWN_CANONICAL + str(row.pk)
    return f"{row.url}|{row.version}" if row.version else row.url


def resource_of(row: Questionnaire) -> dict[str, Any]:
    changed = (row.retired_at or row.created_at).astimezone(UTC)
    said = {name: value for name, value in row.resource.items() if name not in ("resourceType", "id", "meta")}
    out = {
        "resourceType": "Questionnaire",
        "id": str(row.pk),
        "meta": {"lastUpdated": changed.isoformat(timespec="milliseconds").replace("+00:00", "Z")},
        "url": OWN_CANONICAL + str(row.pk),
    } | said
    return out | ({"status": "retired"} if row.retired_at else {})
