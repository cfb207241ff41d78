"""A backup is only one when it was restored: into a database made for that, which is dropped again."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection


@contextmanager
def _elsewhere() -> Iterator[dict[str, str]]:
    """The variables under which another process finds an empty database and a folder of its own, in memory if it can."""
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108  (health data never touches a disk in plain)
    with tempfile.TemporaryDirectory(prefix="toh-restore-", dir=memory) as folder:
        env = {**os.environ, "TOH_VAR": folder, "DATABASE_URL": ""}
        for name in ("DATABASE_URL_FILE", "AUDIT_FOLDER", "REDIS_URL_FILE", "REDIS_URL", "PROMETHEUS_MULTIPROC_DIR"):
            env.pop(name, None)
        if connection.vendor != "postgresql":
            yield env
            return
        name = f"toh_restore_{os.getpid()}"
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}"')
        try:
            parts = urlsplit(settings.DATABASE_URL)
            yield env | {"DATABASE_URL": urlunsplit(parts._replace(path=f"/{name}"))}
        finally:
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def restored_elsewhere(path: Path) -> str:
    """Restore `path` into a scratch database in a process of its own; what that said. CalledProcessError when it failed."""
    with _elsewhere() as env:
        manage = [sys.executable, str(settings.BASE_DIR / "manage.py"), "restore", str(path)]
        done = subprocess.run(manage, env=env, capture_output=True, text=True, check=False, cwd=settings.BASE_DIR)  # noqa: S603
        if done.returncode:
            raise RuntimeError(done.stderr.strip()[-2000:])
        return done.stdout.strip()
