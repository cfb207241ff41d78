"""`manage.py test PATH…`: the tests of what one is working at, in seconds. All of them: `manage.py verify`."""

from __future__ import annotations

import argparse
import os
import subprocess

from .paths import PYTHON, ROOT

# The tables are made from the models, not by going through every migration: `verify` does that.
QUICK = ("-q", "-x", "--nomigrations", "-p", "no:cacheprovider", "-p", "no:schemathesis")


def options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="manage.py test",
        description="The tests of some files or folders, on SQLite, until the first that fails. Whatever else is given goes "
        "to pytest (-k NAME, -n 2). Database rows made by migrations are not there: see `verify`.",
    )
    parser.add_argument("paths", nargs="+", help="such as tests/rules/test_findings.py")
    chosen, rest = parser.parse_known_args(argv)
    chosen.rest = rest
    return chosen


def look_first(chosen: argparse.Namespace) -> None:
    """Nothing can be refused before the set-up: pytest names a path that is not there."""


def run(chosen: argparse.Namespace) -> int:
    """Inside the environment. pytest's own exit code."""
    quiet = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    command = [str(PYTHON), "-m", "pytest", *QUICK, *chosen.paths, *chosen.rest]
    return subprocess.run(command, cwd=ROOT, env=quiet, check=False).returncode
