"""`manage.py sign_on_domain`: whose addresses a clinic's own sign-in may vouch for."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.accounts.models import Clinic
from backend.accounts.sign_on.actions import give_domain, take_domain
from backend.core.actor import Actor
from backend.core.errors import Refused


class Command(BaseCommand):
    help = "Let a clinic's identity provider vouch for the addresses of a domain that is the clinic's own."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("clinic", help="its name or id")
        parser.add_argument("domain", help="what stands behind the @, such as hospital.example")
        parser.add_argument("--remove", action="store_true", help="take it away again")

    def handle(self, *args: Any, **options: Any) -> None:
        named = [one for one in Clinic.objects.all() if options["clinic"] in (one.name, str(one.pk))]
        if len(named) != 1:
            raise CommandError(f"clinic: expected the name or id of one clinic; {len(named)} are called so")
        by, domain = Actor.system("sign_on_domain"), options["domain"]
        if options["remove"]:
            if not take_domain(by=by, clinic=named[0], domain=domain):
                raise CommandError(f"domain: {named[0].name} does not have {domain}")
            self.stdout.write(f"{named[0].name} no longer vouches for addresses of {domain}.")
            return
        try:
            give_domain(by=by, clinic=named[0], domain=domain)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{named[0].name} may vouch for addresses of {domain}.")
