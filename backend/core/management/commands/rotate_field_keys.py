"""`manage.py rotate_field_keys`: write anew with the newest of FIELD_KEYS what an older one has encrypted."""

from typing import Any

from cryptography.fernet import InvalidToken
from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import models

from backend.core import crypto


class Command(BaseCommand):
    help = (
        "Encrypt every row anew with the newest of FIELD_KEYS; afterwards the older keys may go. May run at any time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count")

    def handle(self, *args: Any, **options: Any) -> None:
        unread = 0
        for label, field, names in crypto.SEALED:
            done, lost = self._rows(apps.get_model(label), field, names, options["dry_run"])
            self.stdout.write(
                f"{label}: {done} {'to write' if options['dry_run'] else 'written'} anew, {lost} unreadable"
            )
            unread += lost
        if unread:
            raise CommandError("rows that no key of FIELD_KEYS opens were left as they are: add the key of that time")
        if not options["dry_run"]:
            self.stdout.write("Nothing is left under an older key: it may be taken out of FIELD_KEYS.")

    def _rows(self, model: type[models.Model], field: str, names: tuple[str, ...], dry: bool) -> tuple[int, int]:
        done = lost = 0
        rows = model._default_manager.order_by("pk")
        for key, old in rows.values_list("pk", field).iterator(chunk_size=1000):
            try:
                new = (
                    {**old, **{name: crypto.renew(old[name]) for name in names if old.get(name)}}
                    if names
                    else (old and crypto.renew(old))  # a provider without a secret has nothing to encrypt
                )
            except InvalidToken:
                lost += 1
                continue
            if new == old:
                continue
            done += 1
            if not dry:
                # Whoever has changed the row meanwhile has used the newest key.
                rows.filter(pk=key, **{field: old}).update(**{field: new})
        return done, lost
