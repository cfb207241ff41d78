"""`manage.py deactivate_account EMAIL`: nobody signs in to it any more, from this moment on."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.accounts import actions
from backend.accounts.models import User
from backend.core.actor import Actor


class Command(BaseCommand):
    help = "Switch an account off: its sessions and tokens end at once, and nothing is deleted. --undo switches it on again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--undo", action="store_true", help="switch it on again; tokens stay ended")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError(f"email: nobody here has the address {options['email']}")
        by = Actor.system("command line")
        if options["undo"]:
            if not actions.reactivate(by=by, user=user):
                raise CommandError(f"{user.email} is not switched off; nothing was changed")
            self.stdout.write("Switched on again. They sign in as before.")
            return
        ended = actions.deactivate(by=by, user=user)
        if ended is None:
            raise CommandError(f"{user.email} is switched off already; nothing was changed")
        self.stdout.write(f"Switched off. Sessions ended: {ended[0]}, tokens ended: {ended[1]}.")
