"""`manage.py import_csv FILE --patient ID [--dry-run]`: a spreadsheet into one patient's record, row by row."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from backend.core.actor import Actor
from backend.core.errors import Refused
from backend.exchange.csv.read import load, text_of
from backend.exchange.csv.views import counts_of
from backend.patients.models import Patient


class Command(BaseCommand):
    help = (
        "Import a CSV sheet (as course.csv writes them, or of your own with the columns kind, date and the kind's fields) "
        "for one patient. Prints one JSON line for each row and one with the counts. The exit status is 0 when nothing "
        "was refused, 1 when a row was, 2 when the sheet could not be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--patient", required=True, help="id of the patient")
        parser.add_argument("--kind", help="the kind of every row, for sheets without that column")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            patient = Patient.objects.select_related("clinic").get(pk=UUID(options["patient"]))
            text = text_of(Path(options["file"]).read_bytes())
            by = Actor.system("csv import")
            rows = load(patient=patient, by=by, text=text, kind=options["kind"], dry_run=options["dry_run"])
        except (ValueError, Patient.DoesNotExist, OSError, Refused) as error:
            raise CommandError(str(error), returncode=2) from error
        for row in rows:
            self.stdout.write(json.dumps(asdict(row), ensure_ascii=False))
        counts = counts_of(rows)
        self.stdout.write(json.dumps({"dry_run": options["dry_run"], **counts}))
        if counts["refused"]:
            raise SystemExit(1)
