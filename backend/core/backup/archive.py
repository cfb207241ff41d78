"""A backup file: a packed tar of what the tables and the private files hold, locked in a `box`.

First comes what it is (version, migrations, columns), then the tables in parts and the files, last the counts. `check` reads
all of it without touching anything; `restore` only begins when that went well, and fills the database in one transaction.
"""

import gzip
import io
import json
import tarfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast
from uuid import uuid4

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from backend.core import anchors, audit, erased
from backend.core.backup import box, tables
from backend.core.models import Restored

ABOUT, COUNTS = "about.json", "counts.json"


class Refused(Exception):
    """Nothing was touched; the text says why and what to do."""


def _applied() -> list[tuple[str, str]]:
    return sorted(MigrationRecorder(connection).migration_qs.values_list("app", "name"))


def write(path: Path, key: bytes) -> dict[str, int]:
    """Back up everything into `path`; how many rows of each table. Half a file never has the final name."""
    aside = path.with_name(path.name + ".part")
    try:
        with aside.open("wb") as out:
            counts = _write(out, key)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return counts


def _write(out: BinaryIO, key: bytes) -> dict[str, int]:
    locker = box.Locker(out, key)
    with (
        gzip.GzipFile(fileobj=cast(Any, locker), mode="wb", compresslevel=3) as packed,
        tarfile.open(fileobj=packed, mode="w|") as tar,
        tables.one_look(),
    ):
        wanted = {name: tables.columns(name) for name in tables.names()}
        about = {
            "made_at": datetime.now(UTC).isoformat(),
            "vendor": connection.vendor,
            "migrations": _applied(),
            "columns": wanted,
        }
        _add(tar, ABOUT, json.dumps(about).encode())
        counts = {}
        for name, listed in wanted.items():
            counts[name] = tables.count(name)
            for number, part in enumerate(tables.read(name, listed)):
                _add(tar, f"tables/{name}/{number:06d}", part)
        for file in _private_files():
            _add(tar, f"files/{file.relative_to(settings.PRIVATE_FILES).as_posix()}", file.read_bytes())
        _add(tar, COUNTS, json.dumps(counts).encode())
    locker.close()
    return counts


def _private_files() -> list[Path]:
    folder = Path(settings.PRIVATE_FILES)
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    tar.addfile(entry, io.BytesIO(data))


@contextmanager
def _entries(path: Path, key: bytes) -> Iterator[Iterator[tuple[str, bytes]]]:
    with path.open("rb") as source:
        opener = box.Opener(source, key)

        def each() -> Iterator[tuple[str, bytes]]:
            try:
                with closing(tarfile.open(fileobj=cast(Any, opener), mode="r|gz")) as tar:
                    for entry in tar:
                        content = tar.extractfile(entry)
                        yield entry.name, content.read() if content else b""
                while opener.read(box.PIECE):  # to the very end: it may have been cut off behind the tar
                    pass
            except (tarfile.TarError, EOFError, OSError) as error:
                raise box.Damaged(f"it cannot be unpacked: {error}") from error

        yield each()


def check(path: Path, key: bytes) -> tuple[dict[str, Any], dict[str, int]]:
    """What the backup is and its counts, after every byte of it was read; Damaged when it is not whole."""
    about: dict[str, Any] = {}
    counts: dict[str, int] | None = None
    parts: Counter[str] = Counter()
    with _entries(path, key) as entries:
        for name, data in entries:
            if name == ABOUT:
                about = json.loads(data)
            elif name == COUNTS:
                counts = json.loads(data)
            else:
                parts[name.split("/")[1]] += 1
    if not about or counts is None:
        raise box.Damaged("its beginning or its end is missing")
    empty = [name for name, rows in counts.items() if rows and not parts[name]]
    if empty:
        raise box.Damaged(f"rows are missing: {', '.join(empty)}")
    return about, counts


def restore(path: Path, key: bytes, *, replace: bool = False) -> dict[str, int]:
    """Fill the database from a backup that was found whole; Refused or Damaged before anything is touched."""
    about, counts = check(path, key)
    erased.names()  # a list that cannot be read is a reason to stop before anything is touched
    if about["vendor"] != connection.vendor:
        raise Refused(f"the backup is of {about['vendor']}, this database is {connection.vendor}")
    _prepare_schema([(app, name) for app, name in about["migrations"]], replace=replace)
    with transaction.atomic():
        tables.clear(about["columns"])
        with _entries(path, key) as entries:
            for name, data in entries:
                place = PurePosixPath(name)
                if place.parts[0] == "tables":
                    table = place.parts[1]
                    tables.fill(table, about["columns"][table], data)
        tables.settle()
        wrong = {name: rows for name, rows in counts.items() if tables.count(name) != rows}
        if wrong:
            raise box.Damaged(f"other numbers of rows than noted: {wrong}")
        broken = audit.broken_links(keyed=("core", "0005_keyed_audit") in {tuple(one) for one in about["migrations"]})
        if broken:
            raise box.Damaged(f"the audit trail does not hold: {broken[0]}")
    _put_files(path, key)
    call_command("migrate", interactive=False, verbosity=0)
    _begin_anew()
    anchors.begin_anew()
    erased.restored.send(Restored)
    return counts


def _begin_anew() -> None:
    """What came after the backup is not here, though phones were told that it had arrived: they are to send it again."""
    with transaction.atomic():
        Restored.objects.all().delete()
        Restored.objects.create(history=uuid4())


def _prepare_schema(migrations: list[tuple[str, str]], *, replace: bool) -> None:
    """An empty database gets the schema that the backup was made on; one in use is only replaced when told."""
    executor = MigrationExecutor(connection)
    unknown = set(migrations) - set(executor.loader.disk_migrations or ())
    if unknown:
        raise Refused(f"the backup is of a newer version: it knows {sorted(unknown)[0]}; restore it with that one")
    applied = set(_applied()) if executor.recorder.has_table() else set()
    if applied and (used := tables.in_use()):
        if not replace:
            raise Refused(
                f"this database is in use ({', '.join(used[:3])} …): restore into an empty one, or --replace"
            )
        if applied != set(migrations):
            raise Refused("this database has another schema than the backup: restore into an empty one")
        return
    if applied - set(migrations):
        raise Refused("this database has another schema than the backup: restore into an empty one")
    # The last of each app as far as the backup goes; what came later follows after the rows are in.
    graph, known = executor.loader.graph, set(migrations)
    last = [key for key in migrations if not any(child.key in known for child in graph.node_map[key].children)]
    executor.migrate(last)


def _put_files(path: Path, key: bytes) -> None:
    root = Path(settings.PRIVATE_FILES)
    with _entries(path, key) as entries:
        for name, data in entries:
            place = PurePosixPath(name)
            if place.parts[0] != "files" or ".." in place.parts:
                continue
            file = root.joinpath(*place.parts[1:])
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
