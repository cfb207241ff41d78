"""`manage.py backup FILE`: everything, as it stands at one moment, encrypted, and tried by restoring it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.core import clock, outside
from backend.core.backup import archive, box, kept
from backend.core.backup.scratch import restored_elsewhere


class Command(BaseCommand):
    help = "Back up everything into an encrypted file, then restore it into a scratch database to see that it works."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument(
            "--into",
            type=Path,
            metavar="FOLDER",
            help="name it by the moment, and keep the newest of 7 days, 5 weeks and 12 months in FOLDER",
        )
        parser.add_argument("--new-key", action="store_true", help="only print a new key, for BACKUP_KEY")
        parser.add_argument("--no-trial", action="store_true", help="do not restore it into a scratch database")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["new_key"]:
            self.stdout.write(box.new_key())
            return
        if options["into"]:
            options["into"].mkdir(mode=0o700, parents=True, exist_ok=True)
            options["file"] = options["into"] / kept.name_at(clock.now())
        if options["file"] is None:
            raise CommandError("file: expected where the backup shall go")
        try:
            counts = archive.write(options["file"], box.key_from(settings.BACKUP_KEY))
        except (ValueError, OSError) as error:
            raise CommandError(str(error)) from error
        size = options["file"].stat().st_size
        self.stdout.write(f"{sum(counts.values())} rows of {len(counts)} tables, {size} bytes: {options['file']}")
        if options["no_trial"]:
            return
        try:
            self.stdout.write("tried: " + restored_elsewhere(options["file"].resolve()))
        except RuntimeError as error:
            raise CommandError(f"the backup was written but could not be restored: {error}") from error
        outside.backup_made(size)
        if options["into"]:
            # Only now: what was there stays until the new one was tried.
            for old in kept.to_remove(options["into"].iterdir()):
                old.unlink()
                self.stdout.write(f"removed: {old.name}")
