"""Every table of the database out and in: PostgreSQL by COPY, SQLite row by row."""

import base64
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

import orjson
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

PART = 4 << 20
ROWS = 2000  # of SQLite, in one part
# What every fresh database has, or what the software writes by itself while nobody uses it.
NOBODYS = {
    "django_migrations", "django_content_type", "auth_permission", "django_cache", "core_heartbeat", "sqlite_sequence",
}  # fmt: skip


@contextmanager
def one_look() -> Iterator[None]:
    """All that is read in here is as it stood at one moment, whatever others write meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def names() -> list[str]:
    """All tables, except the shared cache: it holds rate limits, not records."""
    with connection.cursor() as cursor:
        found = [table.name for table in connection.introspection.get_table_list(cursor) if table.type == "t"]
    return sorted(name for name in found if name not in ("django_cache", "sqlite_sequence"))


def columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {_quoted(table)}")  # noqa: S608  (a table of the database itself)
        return int(cursor.fetchone()[0])


def in_use() -> list[str]:
    """The tables in which somebody has written; empty for a database that was only just made."""
    return [name for name in names() if name not in NOBODYS and count(name)]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _listed(wanted: list[str]) -> str:
    return ", ".join(_quoted(name) for name in wanted)


def read(table: str, wanted: list[str]) -> Iterator[bytes]:
    """The rows of a table in parts of a few megabytes."""
    if connection.vendor == "postgresql":
        yield from _copied_out(f"COPY {_quoted(table)} ({_listed(wanted)}) TO STDOUT")
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_listed(wanted)} FROM {_quoted(table)}")  # noqa: S608
        while rows := cursor.fetchmany(ROWS):
            yield orjson.dumps([[_told(value) for value in row] for row in rows])


def _copied_out(sentence: str) -> Iterator[bytes]:
    with connection.cursor() as cursor, cursor.copy(sentence) as copy:
        part = bytearray()
        for data in copy:
            part += data
            if len(part) >= PART:
                yield bytes(part)
                part.clear()
        if part:
            yield bytes(part)


def _told(value: Any) -> Any:
    return {"bytes": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _meant(value: Any) -> Any:
    return base64.b64decode(value["bytes"]) if isinstance(value, dict) else value


def clear(tables: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {_listed(list(tables))} CASCADE")
            return
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        for table in tables:
            cursor.execute(f"DELETE FROM {_quoted(table)}")  # noqa: S608


def fill(table: str, wanted: list[str], part: bytes) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {_quoted(table)} ({_listed(wanted)}) FROM STDIN") as copy:
                copy.write(part)
            return
        places = ", ".join(["%s"] * len(wanted))
        sentence = f"INSERT INTO {_quoted(table)} ({_listed(wanted)}) VALUES ({places})"  # noqa: S608
        rows = iter(orjson.loads(part))
        while some := list(islice(rows, ROWS)):
            cursor.executemany(sentence, [[_meant(value) for value in row] for row in some])


def settle() -> None:
    """Counters go on behind the highest key, and every reference has its row."""
    models = apps.get_models(include_auto_created=True)
    with connection.cursor() as cursor:
        for sentence in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(sentence)
    connection.check_constraints()
