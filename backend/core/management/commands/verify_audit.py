"""`manage.py verify_audit`: does every chain of the audit trail hold?"""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from backend.core.anchors import known, path
from backend.core.audit import broken_anchors, broken_links
from backend.core.audit_anonymous import broken_seals
from backend.core.models import AuditEvent


class Command(BaseCommand):
    help = "Check every chain of the audit trail; exit status 1 and a line for each break when one does not hold."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--patient", help="only this patient's chain")
        parser.add_argument(
            "--anchor", action="append", default=[], metavar="NUMBER:MAC", help="must be in the file: from the log"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        breaks = [*broken_links(options["patient"])]
        if not options["patient"]:
            breaks += [*broken_seals(), *broken_anchors(), *_not_in_the_file(options["anchor"])]
        for line in breaks:
            self.stderr.write(line)
        if breaks:
            sys.exit(1)
        rows = AuditEvent.objects.count()
        self.stdout.write(f"{rows} audit rows: every chain holds.")
        seen = known()
        if seen.number:
            self.stdout.write(
                f"Anchored last: number {seen.number}, {seen.mac}. The log has the same (audit_anchor)."
            )


def _not_in_the_file(told: list[str]) -> list[str]:
    """Anchors that the log has and the file does not."""
    lines = path().read_text(encoding="utf-8").splitlines() if path().exists() else []
    there = {f"{line['number']}:{line['mac']}" for line in map(json.loads, filter(None, lines))}
    return [f"anchor {one} is in the log and not in the file" for one in told if one not in there]
