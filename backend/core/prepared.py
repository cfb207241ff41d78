"""A query that is written once and asked all day: Django's compiler is called for the first time only.

Putting a query of four tables together takes Django ten times the calls that asking it takes. `Prepared` keeps the SQL,
the order of its values and how a row becomes objects; what is asked stays a queryset that a reader knows.

    by_digest = Prepared(
        lambda digest, now: AccessToken.objects.select_related("user").filter(digest=digest, expires_at__gt=now),
        digest=models.CharField(), now=models.DateTimeField(),
    )
    by_digest.first(digest="…", now=clock.now())

Each name is a value of the field's type; it must not be null, and must not change which SQL is written. A query that locks
rows belongs inside a transaction, as everywhere.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection, models
from django.db.models.query import ModelIterable, get_related_populators

M = TypeVar("M")


def _stand_in(field: "models.Field[Any, Any]", name: str, number: int) -> Any:
    """A value that occurs nowhere else: where it stands in the compiled query, the real one goes."""
    if isinstance(field, models.DateTimeField):
        return datetime(1800, 1, 1, 0, 0, number, tzinfo=UTC)
    if isinstance(field, models.UUIDField):
        return UUID(int=0xABCDEF << 64 | number)
    if isinstance(field, models.IntegerField):
        return 7_000_000_000_000_000 + number
    return f"‹{name}›"


class _Compiled:
    """The SQL for the database in use, and how its rows are read."""

    def __init__(self, query: "models.QuerySet[Any, Any]", fields: "dict[str, models.Field[Any, Any]]") -> None:
        marks = {name: _stand_in(field, name, number) for number, (name, field) in enumerate(fields.items(), 1)}
        compiler = query.query.get_compiler(connection=connection)
        self.sql, values = compiler.as_sql()
        known = {fields[name].get_db_prep_value(mark, connection): name for name, mark in marks.items()}
        # Of each place: a constant of the query, or the name of the value that goes there.
        self.places = [(None, value) if _of(known, value) is None else (known[value], None) for value in values]
        missing = set(fields) - {name for name, _ in self.places}
        if missing:
            raise TypeError(f"the query does not use {', '.join(sorted(missing))}")
        select, about = compiler.select, compiler.klass_info
        converters = compiler.get_converters([column for column, _, _ in select])
        self.converters = [(place, convert, expression) for place, (convert, expression) in converters.items()]
        self.model: Any = None
        if query._iterable_class is not ModelIterable:  # rows of values, in the order in which they were named
            return
        first, last = about["select_fields"][0], about["select_fields"][-1] + 1
        self.model, self.part = about["model"], slice(first, last)
        self.names = [column[0].target.attname for column in select[first:last]]
        self.related = get_related_populators(about, select, connection.alias)  # type: ignore[call-arg]  # of Django 6
        self.annotations = list(compiler.annotation_col_map.items())

    def read(self, row: Any) -> Any:
        if self.converters:
            row = list(row)
            for place, converts, expression in self.converters:
                for convert in converts:
                    row[place] = convert(row[place], expression, connection)
        if self.model is None:
            return tuple(row)
        found = self.model.from_db(connection.alias, self.names, row[self.part])
        for populator in self.related:
            populator.populate(row, found)
        for name, place in self.annotations:
            setattr(found, name, row[place])
        return found


def _of(known: dict[Any, str], value: Any) -> str | None:
    try:
        return known.get(value)
    except TypeError:  # a value that has no hash is none of ours
        return None


class Prepared(Generic[M]):
    """A queryset of whole objects, or of `values_list` without names, with named values. `build` is called once for each kind of database."""

    def __init__(self, build: "Callable[..., models.QuerySet[Any, M]]", **fields: "models.Field[Any, Any]") -> None:
        self.build, self.fields = build, fields
        self._compiled: dict[str, _Compiled] = {}

    def _here(self) -> _Compiled:
        there = self._compiled.get(connection.vendor)
        if there is None:
            marks = {
                name: _stand_in(field, name, number) for number, (name, field) in enumerate(self.fields.items(), 1)
            }
            there = self._compiled[connection.vendor] = _Compiled(self.build(**marks), self.fields)
        return there

    def all(self, **given: Any) -> Iterator[M]:
        """Every row, in the queryset's order."""
        there = self._here()
        ready = {name: self.fields[name].get_db_prep_value(value, connection) for name, value in given.items()}
        with connection.cursor() as cursor:
            cursor.execute(there.sql, [ready[name] if name else value for name, value in there.places])
            rows = cursor.fetchall()
        return map(there.read, rows)

    def first(self, **given: Any) -> M | None:
        """The first row, or None. The queryset says how many there may be."""
        return next(self.all(**given), None)
