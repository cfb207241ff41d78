"""`manage.py found_clinic`: how an operator begins. Everybody else is invited from inside."""

import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from backend.accounts import actions
from backend.accounts.models import Clinic, Membership, User
from backend.core import clock
from backend.core.actor import Actor


class Command(BaseCommand):
    help = "Create a clinic and its first administrator, whose password is printed once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the clinic's name, as patients read it")
        parser.add_argument("--administrator", required=True, metavar="EMAIL")
        parser.add_argument("--timezone", default="UTC", help="for example Europe/Lisbon")
        parser.add_argument("--phone", default="", help="shown to patients where they are told to call")
        parser.add_argument("--language", choices=["en", "de"], default="en")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            clock.zone(options["timezone"])
        except ValueError as error:
            raise CommandError(f"timezone: expected a name like Europe/Lisbon, not {options['timezone']}") from error
        if Clinic.objects.filter(name=options["name"]).exists():
            raise CommandError(f"name: a clinic called {options['name']} is here already")
        by = Actor.system("found_clinic")
        clinic = actions.found_clinic(
            by=by, name=options["name"], phone=options["phone"], timezone=options["timezone"]
        )
        email = options["administrator"].lower()
        user = User.objects.filter(email=email).first()
        password = ""
        if user is None:
            password = secrets.token_urlsafe(12)
            user = actions.register_person(by=by, email=email, password=password, language=options["language"])
        actions.add_member(by=by, user=user, clinic=clinic, role=Membership.Role.ADMINISTRATOR)
        self.stdout.write(f"{clinic.name} is there, with {email} as its administrator.")
        if password:
            self.stdout.write(f"Password (shown this once): {password}")
