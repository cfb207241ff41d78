"""Records in the API's shape, written by PostgreSQL itself: a year of entries is read and written again by nobody.

`record_json` says how a record looks; this says the same in SQL, and a test holds the two together. SQLite, which has no
type for moments, goes by `record_json`.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet, TextField
from django.db.models.expressions import RawSQL

from backend.core.renderers import stored_json
from backend.records.models import Record
from backend.records.present import record_json

_MOMENT = """to_char(r.{0} AT TIME ZONE 'UTC', CASE WHEN date_trunc('second', r.{0}) = r.{0}
    THEN 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"' ELSE 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"' END)"""
_TEXT = f"""'{{"id":"' || r.id || '","kind":"' || r.kind || '","recorded_at":"' || {_MOMENT.format("recorded_at")}
    || '","received_at":"' || {_MOMENT.format("received_at")} || '","timezone":' || to_json(r.timezone) || ',"date":"' || r.day || '","supersedes":' || coalesce('"' || r.supersedes || '"', 'null')
    || ',"group":' || coalesce('"' || r."group" || '"', 'null')
    || CASE WHEN r.is_current THEN ',"is_current":true' ELSE ',"is_current":false' END
    || ',"author":{{"name":' || to_json(r.author_name) || ',"role":"' || r.author_role || '"}},"seq":' || r.seq
    || CASE WHEN r.data = '{{}}' THEN '}}' ELSE ',' || substr(r.data::text, 2) END"""


def written(rows: QuerySet[Record]) -> QuerySet[Any]:
    """`rows` with their text, and only their first day beside it for the pages; as they are where nothing can write it."""
    if connection.vendor != "postgresql":
        return rows
    text = RawSQL(_TEXT.replace("r.", '"patients_record".'), [], output_field=TextField())  # noqa: S611  (no value in it)
    return rows.annotate(text=text).values("day", "text")


def in_one(rows: QuerySet[Record], *, order: Sequence[str], most: int) -> Any | None:
    """All of `rows` as one text, when they are not more than `most` and the database can write them; else None."""
    if connection.vendor != "postgresql":
        return None
    sql, values = written(rows).order_by(*order)[: most + 1].query.sql_with_params()
    with connection.cursor() as cursor:
        # A sorted subquery keeps its order in the aggregate (PostgreSQL's manual, 9.21).
        cursor.execute(f"SELECT '[' || string_agg(page.text, ',') || ']', count(*) FROM ({sql}) page", values)  # noqa: S608
        text, number = cursor.fetchone()
    return stored_json(text or "[]") if number <= most else None


def shown(page: Iterable[Any]) -> list[Any]:
    """A page of `written` rows as the API gives them."""
    return [stored_json(row["text"]) if isinstance(row, dict) else record_json(row) for row in page]
