"""The copy itself: one zip with JSON, FHIR, sheets and files, written row by row."""

import json
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from backend.accounts.models import User
from backend.core import clock
from backend.core.models import AuditEvent
from backend.core.sheets import sheet
from backend.exchange.export.readme import readme
from backend.exchange.export.tables import Table, files_of, plain, tables_of
from backend.exchange.fhir.export import resources_of
from backend.patients.models import Patient
from backend.patients.privacy.access_log import seen_by_others, seen_json
from backend.records.models import Record

CHUNK = 500
FORMAT = "toh-export/2"
# What stands beside the fields of its kind in a sheet of entries.
ENTRY = (
    "id", "day", "recorded_at", "timezone", "received_at", "author_role", "author_name", "source", "supersedes",
    "is_current",
)  # fmt: skip


def write_archive(path: Path, *, user: User, patient: Patient | None, tell: Callable[[int], None]) -> int:
    """Write the zip to `path`, readable by this system's user only; `tell` hears per cent. Its size in bytes."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_suffix(".part")
    tables = list(tables_of(user, patient))
    kinds = sorted(_entries(tables).values_list("kind", flat=True).distinct().order_by()) if patient else []
    total = 2 * len(tables) + len(kinds) + 2
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        tell(min(99, done * 100 // total))

    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", readme(user.language, record=patient is not None))
        with archive.open("everything.json", "w", force_zip64=True) as target:
            for piece in _everything(tables, user, patient, step):
                target.write(piece)
        if patient:
            bundle = _fhir(patient, user.language)
            archive.writestr("fhir-bundle.json", json.dumps(bundle, indent=2, ensure_ascii=False))
        step()
        for kind in kinds:
            rows = _entries(tables).filter(kind=kind).order_by("day", "recorded_at", "pk")
            fields = sorted({name for row in rows.values_list("data", flat=True).iterator(CHUNK) for name in row})
            named = ({**{name: getattr(row, name) for name in ENTRY}, **row.data} for row in rows.iterator(CHUNK))
            _put(archive, f"csv/entries/{kind}.csv", sheet([*ENTRY, *fields], named))
            step()
        for table in tables:
            if table.name != "patients.record" and table.rows.exists():
                columns = [field.attname for field in table.fields]
                lines = (plain(table, row) for row in table.rows.iterator(CHUNK))
                _put(archive, f"csv/{table.name.replace('.', '-')}.csv", sheet(columns, lines))
            _attach(archive, table)
            step()
        if patient:
            columns = ["at", "name", "role", "clinic", "act", "action", "kind", "count", "network", "script"]
            _put(archive, "csv/seen-by.csv", sheet(columns, _seen(patient)))
        step()
    aside.replace(path)
    return path.stat().st_size


def _entries(tables: Iterable[Table]) -> Any:
    return next((table.rows for table in tables if table.name == "patients.record"), Record.objects.none())


def _put(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    with archive.open(name, "w", force_zip64=True) as target:
        for piece in pieces:
            target.write(piece)


def _attach(archive: zipfile.ZipFile, table: Table) -> None:
    """The files that hang on the rows of a table, under the names by which the JSON calls them."""
    for row in table.rows.iterator(CHUNK):
        for stored in files_of(table, row):
            with stored.open("rb") as source:
                _put(archive, f"files/{stored.name}", source.chunks())


def _everything(
    tables: Iterable[Table], user: User, patient: Patient | None, step: Callable[[], None]
) -> Iterator[bytes]:
    head = {"format": FORMAT, "exported_at": clock.now(), "user": user.pk, "patient": patient.pk if patient else None}
    yield (_json(head)[:-1] + ', "tables": {').encode()
    for number, table in enumerate(tables):
        yield (", " if number else "").encode() + f'\n"{table.name}": ['.encode()
        yield from _listed(plain(table, row) for row in table.rows.iterator(CHUNK))
        yield b"]"
        step()
    yield b'}, "seen": ['
    yield from _listed(_seen(patient) if patient else ())
    yield b'], "done_by_you": ['
    own = AuditEvent.objects.filter(actor_id=user.pk).order_by("at", "pk")
    yield from _listed(own.values("at", "action", "kind", "count", "address").iterator(CHUNK))
    yield b"]}"


def _listed(rows: Iterable[Any]) -> Iterator[bytes]:
    for number, row in enumerate(rows):
        yield (",\n" if number else "").encode() + _json(row).encode()


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def _seen(patient: Patient) -> Iterator[dict[str, Any]]:
    """In pages, newest first: the clinic of each is looked up once a page."""
    events = seen_by_others(patient).order_by("-at", "-pk")
    page: list[AuditEvent] = []
    for event in events.iterator(CHUNK):
        page.append(event)
        if len(page) == CHUNK:
            yield from seen_json(patient, page)
            page = []
    yield from seen_json(patient, page)


def _fhir(patient: Patient, language: str) -> dict[str, Any]:
    resources = resources_of(patient, audience="patient", language=language)
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": clock.now().isoformat(),
        "entry": [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in resources],
    }
