"""`manage.py audit_trail`: the audit trail as JSON lines, all of it or one person's."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from backend.core import clock
from backend.core.audit_lines import lines
from backend.core.models import AuditEvent


class Command(BaseCommand):
    help = "Print the audit trail, oldest first, one JSON object a line (docs/operators.md says what the fields are)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--user", metavar="EMAIL", help="what this person did, and what happened at their door")
        parser.add_argument("--patient", metavar="ID", help="who did or read what in this record")
        parser.add_argument("--since", metavar="DATE", help="from this day (UTC), such as 2026-11-30")
        parser.add_argument("--until", metavar="DATE", help="up to the end of this day")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = AuditEvent.objects.order_by("at", "id")
        if options["user"]:
            user = get_user_model().objects.filter(email=options["user"].lower()).first()
            if user is None:
                raise CommandError(f"user: nobody here has the address {options['user']}")
            rows = rows.filter(Q(actor_id=user.pk) | Q(scope=f"user:{user.pk}"))
        if options["patient"]:
            try:
                rows = rows.filter(patient_id=UUID(options["patient"]))
            except ValueError as error:
                raise CommandError("patient: expected the id of a record") from error
        if options["since"]:
            rows = rows.filter(at__gte=_day("since", options["since"]))
        if options["until"]:
            rows = rows.filter(at__lt=_day("until", options["until"]) + timedelta(days=1))
        for line in lines(rows.iterator(chunk_size=2000)):
            self.stdout.write(line)


def _day(name: str, text: str) -> datetime:
    try:
        day = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{name}: expected a date such as {clock.now():%Y-%m-%d}") from error
    return day.replace(tzinfo=UTC) if day.tzinfo is None else day
