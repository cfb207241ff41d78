"""`manage.py token EMAIL`: print a personal access token for scripts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.accounts import actions
from backend.accounts.models import AccessToken, User
from backend.core.actor import Actor


class Command(BaseCommand):
    help = "Print a new access token of the person with this e-mail address. It is shown once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="command line")
        parser.add_argument("--scope", choices=AccessToken.Scope.values, default="write")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError(f"email: nobody here has the address {options['email']}")
        _, secret = actions.create_token(
            by=Actor.system("command line"), user=user, name=options["name"], scope=options["scope"]
        )
        self.stdout.write(secret)
