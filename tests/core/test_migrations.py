"""Expand, then contract: the code of the last release runs on the schema of this one.

Its models are built from its own migrations (`deploy/released-schema.json` names where it stood), so no older checkout is
needed; every row that it could write is written, read, changed and removed on today's tables. What takes something away
says in its migration that the release before no longer used it: `contract = "..."`.
"""

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations import operations as o
from django.db.migrations.loader import MigrationLoader

RELEASED = Path(__file__).resolve().parent.parent.parent / "deploy" / "released-schema.json"
OURS = {"core", "accounts", "patients", "tracking", "sync", "reminders", "dashboard", "exchange"}
# These take away or narrow. (An AlterField that only adds choices or help is told apart below.)
TAKING = (o.RemoveField, o.RenameField, o.DeleteModel, o.RenameModel, o.AlterModelTable, o.RunSQL)
WORDS = {"choices", "help_text", "verbose_name", "blank", "default", "validators", "related_name", "db_default"}


@pytest.fixture(scope="module")
def loader():
    return MigrationLoader(None)


def released(loader):
    """The last migrations of the release; those of apps that came later did not exist for it."""
    return [key for key in json.loads(RELEASED.read_text()).items() if key in loader.disk_migrations]


def old_models(loader):
    nodes = released(loader)
    found = loader.project_state(nodes).apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.app_label in OURS]


VALUES = {
    models.UUIDField: uuid4,
    models.DateTimeField: lambda: datetime.now(UTC),
    models.DateField: date.today,
    models.TimeField: lambda: time(8),
    models.JSONField: dict,
    models.BooleanField: lambda: False,
    models.GenericIPAddressField: lambda: "127.0.0.1",
    models.EmailField: lambda: f"{uuid4().hex}@example.org",
    models.BinaryField: bytes,
    models.FloatField: lambda: 1.5,
    models.IntegerField: lambda: 1,
    models.CharField: lambda: uuid4().hex,
    models.TextField: lambda: "x",
}


# What a check of the table asks for beyond the columns that may not be empty.
ALSO = {"reminders.delivery": {"reminder"}}


def one_of(model, made):
    """The least row of a model, with the rows that it leans on."""
    also = ALSO.get(model._meta.label_lower, set())
    if model not in made:
        values = {}
        for field in model._meta.concrete_fields:
            if (field.has_default() or field.null or isinstance(field, models.AutoField)) and field.name not in also:
                continue
            if field.is_relation:
                values[field.name] = one_of(field.related_model, made)
            else:
                value = next(make for kind, make in VALUES.items() if isinstance(field, kind))()
                values[field.name] = value[: field.max_length] if isinstance(value, str) else value
        made[model] = model._base_manager.create(**values)
    return made[model]


def live_as_before(found):
    """Write, read, change and remove a row of each old model, all its columns, on the tables of today."""
    made = {}
    for model in found:
        row = one_of(model, made)
        names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
        again = model._base_manager.get(pk=row.pk)
        if names:
            model._base_manager.filter(pk=row.pk).update(**{name: getattr(again, name) for name in names})
    connection.check_constraints()
    for model in reversed(found):
        model._base_manager.filter(pk=made[model].pk)._raw_delete("default") if model in made else None


def test_the_release_before_runs_on_this_schema(loader, db):
    found = old_models(loader)
    assert {"Record", "Patient", "Reminder", "AuditEvent", "User"} <= {model.__name__ for model in found}
    with transaction.atomic():
        live_as_before(found)
        transaction.set_rollback(True)


def test_that_test_notices_a_renamed_column(loader, db):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_clinic RENAME COLUMN phone TO telephone")
    with pytest.raises(DatabaseError), transaction.atomic():
        live_as_before(old_models(loader))


def takes_away(loader, key):
    """The operations of a migration that the release before could trip over."""
    migration = loader.disk_migrations[key]
    state = loader.project_state(
        [parent for parent in migration.dependencies if parent in loader.disk_migrations], at_end=True
    )
    found = []
    for operation in migration.operations:
        if isinstance(operation, TAKING):
            found.append(operation)
        if isinstance(operation, o.AlterField):
            before = state.models[key[0], operation.model_name_lower].fields[operation.name].deconstruct()[1:]
            after = operation.field.deconstruct()[1:]
            plain = [
                (kind, {name: value for name, value in more.items() if name not in WORDS})
                for kind, _, more in (before, after)
            ]
            if plain[0] != plain[1]:
                found.append(operation)
        operation.state_forwards(key[0], state)
    return found


def test_what_takes_something_away_says_so(loader):
    last = set(released(loader))
    passed = {key for node in last for key in loader.graph.forwards_plan(node)}
    new = [key for key in loader.disk_migrations if key[0] in OURS and key not in passed]
    silent = {
        f"{app}.{name}": [operation.describe() for operation in takes_away(loader, (app, name))]
        for app, name in new
        if not getattr(loader.disk_migrations[app, name], "contract", "") and takes_away(loader, (app, name))
    }
    assert silent == {}, (
        'set `contract = "since when nothing uses it"` on the Migration, one release after its last use'
    )


def test_that_test_knows_what_takes_away(loader):
    gentle = [key for key in loader.disk_migrations if key[0] in OURS and key[1].startswith("0001")]
    assert all(takes_away(loader, key) == [] for key in gentle)
    removing = [key for key in loader.disk_migrations if key[0] == "reminders" and takes_away(loader, key)]
    assert ("reminders", "0003_no_last_sent_at") in removing
