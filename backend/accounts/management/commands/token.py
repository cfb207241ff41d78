"""`manage.py token EMAIL`: print a personal access token for scripts."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.accounts import actions
from backend.accounts.models import AccessToken, User
from backend.core import clock
from backend.core.actor import Actor
from backend.core.errors import Refused


class Command(BaseCommand):
    help = "Print a new access token of the person with this e-mail address. It is shown once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="command line")
        parser.add_argument("--scope", choices=AccessToken.Scope.values, default="write")
        parser.add_argument(
            "--days", type=int, default=AccessToken.DAYS, help=f"until it ends; at most {AccessToken.MOST_DAYS}"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError(f"email: nobody here has the address {options['email']}")
        try:
            _, secret = actions.create_token(
                by=Actor.system("command line"),
                user=user,
                name=options["name"],
                scope=options["scope"],
                expires_at=clock.now() + timedelta(days=options["days"]),
            )
        except Refused as error:
            raise CommandError(f"days: expected a number from 1 to {AccessToken.MOST_DAYS}") from error
        self.stdout.write(secret)
