"""`manage.py verify_audit`: does every chain of the audit trail hold?"""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from backend.core.audit import broken_links
from backend.core.audit_anonymous import broken_seals
from backend.core.models import AuditEvent


class Command(BaseCommand):
    help = "Check every chain of the audit trail; exit status 1 and a line for each break when one does not hold."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--patient", help="only this patient's chain")

    def handle(self, *args: Any, **options: Any) -> None:
        breaks = [*broken_links(options["patient"]), *([] if options["patient"] else broken_seals())]
        for line in breaks:
            self.stderr.write(line)
        if breaks:
            sys.exit(1)
        rows = AuditEvent.objects.count()
        self.stdout.write(f"{rows} audit rows: every chain holds.")
