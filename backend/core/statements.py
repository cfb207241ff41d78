"""Several writes in one round trip, where every entry that a patient logs passes through.

Django's own way of one statement for each write costs more than the writes themselves. PostgreSQL takes them as one
statement (each in a `WITH`); SQLite, which sits in this process, takes them one after another. Values are prepared by the
models' fields, as Django prepares them.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from functools import cache
from typing import Any

import orjson
from django.db import connection, models

Statement = tuple[str, list[Any]]

# So many rows go as single values; more of them as one document, which PostgreSQL takes apart many times as fast as
# a thousand values are quoted here.
FEW = 20


@cache
def _insert_head(model: type[models.Model]) -> tuple[str, tuple[models.Field[Any, Any], ...]]:
    fields = tuple(field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField))
    columns = ", ".join(f'"{field.column}"' for field in fields)
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ', fields  # noqa: S608  (names of our own)


def insert(rows: Sequence[Any], *, into: type[models.Model] | None = None) -> Statement:
    """New rows of one model; a key that the database counts is left to it.

    `into`: the model, where the rows are not its instances but dataclasses whose fields are its columns.
    """
    model: type[models.Model] = into or type(rows[0])
    head, fields = _insert_head(model)
    if len(rows) > FEW and connection.vendor == "postgresql":
        return _insert_document(rows, head, fields)
    places = "(" + ", ".join(["%s"] * len(fields)) + ")"
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in fields]
    return head + ", ".join([places] * len(rows)), values


def _insert_document(rows: Sequence[Any], head: str, fields: Sequence[models.Field[Any, Any]]) -> Statement:
    document: list[Any] = list(rows)
    if not is_dataclass(rows[0]):
        document = [{field.column: getattr(row, field.attname) for field in fields} for row in rows]
    try:
        text = orjson.dumps(document).decode()
    except TypeError:  # a number of more than 64 bits
        text = json.dumps(document, default=_plain)
    shape = ", ".join(f'"{field.column}" {field.db_type(connection)}' for field in fields)
    return f"{head.removesuffix('VALUES ')}SELECT * FROM json_to_recordset(%s::json) AS r({shape})", [text]  # noqa: S608


def _plain(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)


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
