"""Which rows are about a person: found from the models themselves, so that a new table is in the copy by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from backend.accounts.models import User
from backend.patients.models import Patient

# Keys and digests of keys are no data about a person; whoever had the copy could act as them.
SECRET = frozenset({"password", "digest", "secret", "session_key", "claim"})
SECRET_OF = {
    "mfa.authenticator": frozenset({"data"}),
    "exchange.healthlink": frozenset({"passcode", "content"}),
}
# Said in another way (`seen`), or the machinery's own.
LEFT_OUT = frozenset({"core.auditevent", "admin.logentry"})
# A row is about the person whom it names so; a `created_by` is only whose hand it was.
ABOUT = ("user", "owner")
# As in the app: what a clinic keeps to itself is not in the patient's copy; its README says so.
FOR_PATIENTS = {
    "patients.record": ~Q(kind="note") | Q(data__internal__isnull=True) | Q(data__internal=False),
    "tracking.finding": Q(for_patient=True),
    "reminders.reminder": Q(to="patient"),
    "reminders.delivery": Q(reminder__to="patient"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """One table's rows about the person. `name` is Django's label, such as `patients.record`."""

    name: str
    rows: models.QuerySet[Any]
    fields: tuple[models.Field[Any, Any], ...]


def tables_of(user: User, patient: Patient | None) -> Iterator[Table]:
    """Every table with a row about `user` or `patient`, in the order of their names."""
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label_lower):
        name = model._meta.label_lower
        if name in LEFT_OUT:
            continue
        about = Q()
        for path in paths_to(model, User, only=ABOUT):
            about |= Q(**{path: user.pk})
        if patient:
            for path in paths_to(model, Patient):
                about |= Q(**{path: patient.pk})
        if not about:
            continue
        rows = model._default_manager.filter(about).distinct().order_by("pk")
        if name in FOR_PATIENTS:
            rows = rows.filter(FOR_PATIENTS[name])
        secret = SECRET | SECRET_OF.get(name, frozenset())
        fields = tuple(field for field in model._meta.concrete_fields if field.name not in secret)
        yield Table(name, rows, fields)


def paths_to(
    model: type[models.Model], target: type[models.Model], *, only: tuple[str, ...] = (), depth: int = 3
) -> list[str]:
    """How rows of `model` lead to one of `target`: `pk`, `patient`, `episode__patient`; `only` these fields' names."""
    if model is target:
        return ["pk"]
    found = []
    for field in model._meta.concrete_fields:
        if field.name == f"{target._meta.model_name}_id" and not field.is_relation:
            found.append(field.name)
        other = field.related_model
        if not isinstance(other, type) or not issubclass(other, models.Model) or other is model:
            continue
        if other is target:
            found += [field.name] if not only or field.name in only else []
        elif depth > 1 and other not in (User, Patient) and other._meta.app_label != "contenttypes":
            found += [f"{field.name}__{path}" for path in paths_to(other, target, only=only, depth=depth - 1)]
    return found


def plain(table: Table, row: models.Model) -> dict[str, Any]:
    """A row as JSON can say it (dates by the encoder), by the names of its columns."""
    return {field.attname: _value(field, row) for field in table.fields}


def _value(field: models.Field[Any, Any], row: models.Model) -> Any:
    value = getattr(row, field.attname)
    return value.name if isinstance(field, models.FileField) else value


def files_of(table: Table, row: models.Model) -> Iterator[Any]:
    """What is attached to a row."""
    for field in table.fields:
        if isinstance(field, models.FileField):
            stored = getattr(row, field.attname)
            if stored:
                yield stored
