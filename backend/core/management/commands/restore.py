"""`manage.py restore FILE`: fill an empty database from a backup that is whole."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.core import erased
from backend.core.backup import archive, box


class Command(BaseCommand):
    help = "Restore a backup. A damaged one, one for another key, or a database in use is refused before anything changes."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--check", action="store_true", help="only read all of it and say whether it is whole")
        parser.add_argument("--replace", action="store_true", help="replace what is in a database in use")

        parser.add_argument("--erased", type=Path, help="erased.jsonl of the machine that the backup is from")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            key = box.key_from(settings.BACKUP_KEY)
            if options["check"]:
                about, counts = archive.check(options["file"], key)
                self.stdout.write(f"whole: {sum(counts.values())} rows, made at {about['made_at']}")
                return
            if options["erased"]:
                erased.bring(options["erased"])
            counts = archive.restore(options["file"], key, replace=options["replace"])
        except (ValueError, OSError, box.Damaged, archive.Refused) as error:
            raise CommandError(f"refused: {error}") from error
        rows = f"{sum(counts.values())} rows of {len(counts)} tables"
        self.stdout.write(f"{rows} are back, as many as were noted, and the audit trail holds.")
