"""`manage.py check_settings`: try every setting for real, before anybody meets what is wrong."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from backend.core import trial


class Command(BaseCommand):
    help = (
        "Try every setting for real: databases, mail, keys, limits. One line for each fault; exit status 1 with any."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--start", action="store_true", help="exit status 0 when only servers are away, which may come back"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = trial.faults()
        for fault in found:
            self.stderr.write(f"{fault}{' (away now)' if fault.passing else ''}")
        if not found:
            self.stdout.write("Every setting was tried and works.")
        if any(not (fault.passing and options["start"]) for fault in found):
            raise SystemExit(1)
