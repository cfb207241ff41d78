"""`manage.py import_fhir FILE…`: read FHIR R4 files into the record log and say what became of each resource."""

import json
from argparse import ArgumentParser
from contextlib import nullcontext, suppress
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from backend.accounts.models import Clinic
from backend.core.actor import Actor
from backend.exchange.fhir.load import load
from backend.patients.models import Patient


class Command(BaseCommand):
    help = (
        "Import FHIR R4 Bundles and resources (JSON, XML or NDJSON). Prints a JSON summary. The exit status is 0 "
        "when nothing was refused, 1 when a resource was, 2 when a file could not be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--clinic", help="id or name of the clinic whose patients these are (default: none)")
        parser.add_argument(
            "--patient", help="id of the patient for results about somebody whom the files do not hold"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        clinic = clinic_named(options["clinic"]) if options["clinic"] else None
        patient = patient_with(options["patient"]) if options["patient"] else None
        if patient is not None and clinic is None:
            clinic = patient.clinic
        # People are written one by one; only a rehearsal is one transaction, which is then undone.
        with transaction.atomic() if options["dry_run"] else nullcontext():
            loaded = load(
                list(dict.fromkeys(options["files"])), by=Actor.system("fhir import"), clinic=clinic, patient=patient
            )
            if options["dry_run"]:
                transaction.set_rollback(True)
        said = json.dumps(loaded.as_json(), indent=2, ensure_ascii=False)
        # Half a character out of a broken file is shown as its escape, which JSON reads as the same.
        self.stdout.write(said.encode("utf-8", "backslashreplace").decode())
        for name, summary in loaded.files.items():
            if summary.error:
                self.stderr.write(f"{name}: {summary.error}")
        if loaded.exit_status:
            raise SystemExit(loaded.exit_status)


def clinic_named(given: str) -> Clinic:
    """The clinic with this id, or with this name if only one has it."""
    found = list(Clinic.objects.filter(name__iexact=given)[:2])
    with suppress(ValueError):
        found = found or list(Clinic.objects.filter(pk=UUID(given)))
    if len(found) != 1:
        raise CommandError(
            f"--clinic: expected one clinic, found {'several' if found else 'none'} called {given}", returncode=2
        )
    return found[0]


def patient_with(given: str) -> Patient:
    try:
        return Patient.objects.get(pk=UUID(given))
    except (ValueError, Patient.DoesNotExist) as error:
        raise CommandError(f"--patient: expected the id of a patient, found {given}", returncode=2) from error
