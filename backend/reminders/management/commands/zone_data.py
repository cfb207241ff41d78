"""`manage.py zone_data`: which IANA zone data are in use, which are at hand, and what moved when they changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from backend.core import clock, zonedata
from backend.reminders.models import MovedReminder


class Command(BaseCommand):
    help = "Tell which zone data are in use, and which planned reminders moved by the newest ones."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, default=100, help="of the moved reminders, the latest (100)")

    def handle(self, *args: Any, **options: Any) -> None:
        data, today = zonedata.current(), clock.now().date()
        age = data.age_days(today)
        old = ": old, look for a newer one" if data.is_old(today) else ""
        self.stdout.write(f"in use   {data.words}, {'of unknown age' if age is None else f'{age} days old'}{old}")
        for found in zonedata.candidates():
            self.stdout.write(f"at hand  {found.words}")
        moved = MovedReminder.objects.filter(newer=data.version)
        self.stdout.write(f"moved    {moved.count()} reminders by {data.version}")
        for row in moved.order_by("-at", "pk")[: options["limit"]]:
            self.stdout.write(f"  {row.reminder_id}  {row.zone}  {row.before:%F %R} -> {row.after:%F %R} UTC")
