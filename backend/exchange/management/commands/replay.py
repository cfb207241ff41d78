"""`manage.py replay FILE`: a recorded history through the real system, on paper."""

import json
import sys
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, connections

from backend.exchange.replay.reader import BadHistory, read
from backend.exchange.replay.runner import run
from backend.exchange.replay.text import as_text


def _day(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise ArgumentTypeError("expected a day offset") from error


class Command(BaseCommand):
    help = "Run one patient's history (toh-replay/1) through the rules and print what they raised and would send."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a JSON file, or - for standard input")
        parser.add_argument("--until", type=_day, help="last day to run to")
        parser.add_argument("--format", choices=["json", "text"], default="json", dest="style")
        parser.add_argument("--language", choices=["en", "de"], default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            raw = sys.stdin.buffer.read() if options["file"] == "-" else Path(options["file"]).read_bytes()
            history = read(json.loads(raw.decode("utf-8")), until=options["until"])
        except BadHistory as error:
            self._refuse(str(error))
        except OSError as error:
            self._refuse(f"file: expected a file that can be read ({error.strerror})")
        except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, or a number of thousands of digits
            self._refuse(f"file: expected JSON in UTF-8 ({error})")
        if not connection.in_atomic_block:
            _use_a_database_of_its_own()
        result = run(history, language=options["language"])
        if options["style"] == "text":
            self.stdout.write(as_text(history, result, options["language"]))
        else:
            self.stdout.write(json.dumps(result, ensure_ascii=False, indent=1))

    def _refuse(self, words: str) -> None:
        self.stderr.write(words)
        sys.exit(2)


def _use_a_database_of_its_own() -> None:
    """An empty SQLite in memory: the live database is neither needed, nor locked, nor touched."""
    connections.close_all()
    del connections["default"]
    connections.settings["default"] |= {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": ":memory:",
        "OPTIONS": {},
    }
    # The tables as the models say: the migrations lead to the same (a test holds them together).
    settings.MIGRATION_MODULES = dict.fromkeys(
        (
            "core",
            "accounts",
            "patients",
            "tracking",
            "reminders",
            "exchange",
            "sync",
            "dashboard",
            "auth",
            "contenttypes",
            "sessions",
            "admin",
            "account",
            "mfa",
            "usersessions",
        )
    )
    call_command("migrate", run_syncdb=True, verbosity=0)
