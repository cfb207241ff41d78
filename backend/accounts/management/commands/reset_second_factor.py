"""`manage.py reset_second_factor EMAIL`: for somebody who has lost phone, passkey and recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.accounts import actions
from backend.accounts.models import User
from backend.core.actor import Actor


class Command(BaseCommand):
    help = "Take away a person's second factors, and end their sessions. Make sure first that it is them who asks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError(f"email: nobody here has the address {options['email']}")
        factors, sessions = actions.reset_second_factor(by=Actor.system("command line"), user=user)
        if not factors:
            raise CommandError(f"{user.email} has no second factor; nothing was changed")
        self.stdout.write(f"Second factors removed: {factors}. Sessions ended: {sessions}.")
        self.stdout.write("Staff see no patient until they have signed in and set up a new one.")
