"""`manage.py phone_copy`: write `frontend/src/generated` and `frontend/messages/kinds` from the server's code, so that the phone cannot say anything else."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from backend.dashboard.phone_copy import files

FOLDER = Path(settings.BASE_DIR) / "frontend"


def stale() -> list[str]:
    """The files that are not what the server's code says."""
    return [
        name
        for name, text in files().items()
        if not (FOLDER / name).is_file() or (FOLDER / name).read_text(encoding="utf-8") != text
    ]


class Command(BaseCommand):
    help = "Write what the phone has from the server's code; --check fails when a committed file differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            if names := stale():
                self.stderr.write(f"the phone's copy is old ({', '.join(names)}): run `python3 manage.py phone_copy`")
                sys.exit(1)
            return
        for name, text in files().items():
            (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
            (FOLDER / name).write_text(text, encoding="utf-8")
            self.stdout.write(f"wrote {name}")
