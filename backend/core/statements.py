"""Several writes in one round trip, where every entry that a patient logs passes through.

Django's own way of one statement for each write costs more than the writes themselves. PostgreSQL takes them as one
statement (each in a `WITH`); SQLite, which sits in this process, takes them one after another. Values are prepared by the
models' fields, as Django prepares them.
"""

import json
from collections.abc import Sequence
from functools import cache
from operator import attrgetter
from typing import Any

import orjson
from django.db import connection, models
from psycopg.types.json import set_json_dumps

Statement = tuple[str, list[Any]]

# So many rows go as values of a statement that does more beside; more of them are poured in by themselves.
FEW = 20


@cache
def _insert_head(model: type[models.Model]) -> tuple[str, tuple[models.Field[Any, Any], ...]]:
    fields = tuple(field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField))
    columns = ", ".join(f'"{field.column}"' for field in fields)
    return f'"{model._meta.db_table}" ({columns})', fields


def insert(rows: Sequence[Any], *, into: type[models.Model] | None = None) -> Statement:
    """New rows of one model; a key that the database counts is left to it.

    `into`: the model, where the rows are not its instances but dataclasses whose fields are its columns.
    """
    model: type[models.Model] = into or type(rows[0])
    head, fields = _insert_head(model)
    places = "(" + ", ".join(["%s"] * len(fields)) + ")"
    values = [value for row in rows for value in _prepared(row, fields)]
    return f"INSERT INTO {head} VALUES " + ", ".join([places] * len(rows)), values  # noqa: S608  (names of our own)


def _prepared(row: Any, fields: Sequence[models.Field[Any, Any]]) -> list[Any]:
    return [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]


def pour(rows: Sequence[Any], *, into: type[models.Model]) -> None:
    """Insert many rows at once, in this transaction: by `COPY` where PostgreSQL is, at half the cost of an `INSERT`.

    The values have to be of the columns' own types already (a UUID, not its text).
    """
    head, fields = _insert_head(into)
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(
                f"INSERT INTO {head} VALUES ({places})",  # noqa: S608
                [_prepared(row, fields) for row in rows],
            )
            return
        values = attrgetter(*(field.attname for field in fields))
        with connection.wrap_database_errors:
            set_json_dumps(_json, cursor.cursor)
            with cursor.copy(f"COPY {head} FROM STDIN (FORMAT BINARY)") as copy:
                copy.set_types(_types(into))
                for row in rows:
                    copy.write_row(values(row))


@cache
def _types(model: type[models.Model]) -> list[str]:
    """The columns' types as PostgreSQL registers them: `varchar`, not `varchar(30)`."""
    _, fields = _insert_head(model)
    return [(field.db_type(connection) or "").partition("(")[0] for field in fields]


def _json(value: Any) -> bytes:
    try:
        return orjson.dumps(value)
    except TypeError:  # a number of more than 64 bits
        return json.dumps(value).encode()


def update(row: models.Model, *names: str) -> Statement:
    """The named fields of one row, found by its key."""
    meta = row._meta
    fields = [meta.get_field(name) for name in names]
    changes = ", ".join(f'"{field.column}" = %s' for field in fields)  # type: ignore[union-attr]  # real columns
    key = meta.pk
    assert key is not None
    values = [
        field.get_db_prep_save(getattr(row, field.attname), connection)  # type: ignore[union-attr]
        for field in (*fields, key)
    ]
    return f'UPDATE "{meta.db_table}" SET {changes} WHERE "{key.column}" = %s', values  # noqa: S608


def together(*statements: Statement) -> None:
    """Carry out all of them, in this transaction. They must not touch the same row."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            for sql, values in statements:
                cursor.execute(sql, values)
            return
        if not statements:
            return
        *first, last = statements
        named = ", ".join(f"s{number} AS ({sql})" for number, (sql, _) in enumerate(first))
        sql = f"WITH {named} {last[0]}" if named else last[0]
        cursor.execute(sql, [value for _, values in statements for value in values])
