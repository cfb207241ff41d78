"""`manage.py import_fhir FILE…`: read FHIR R4 files into the record log and say what became of each resource."""

import json
import re
import time
from argparse import ArgumentParser
from contextlib import nullcontext, suppress
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import transaction

from backend.accounts.models import Clinic
from backend.core.actor import Actor
from backend.exchange.fhir.load import load
from backend.patients.models import Patient

# An import of fewer people is over before anybody wonders.
SMALL = 20


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
        parser.add_argument(
            "--source",
            default="",
            help="the FHIR server's root (https://…) that the files come from, for resources that do not name it: "
            "then an id is that server's, and known again in every later import",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen and whom it would touch, and write nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        clinic = clinic_named(options["clinic"]) if options["clinic"] else None
        patient = patient_with(options["patient"]) if options["patient"] else None
        if patient is not None and clinic is None:
            clinic = patient.clinic
        source = options["source"].strip()
        if source and not re.fullmatch(r"https?://[^\s?#]+", source):
            raise CommandError(
                f"--source: expected a URL such as https://server.example/fhir, found {source}", returncode=2
            )
        # People are written one by one; only a rehearsal is one transaction, which is then undone.
        with transaction.atomic() if options["dry_run"] else nullcontext():
            loaded = load(
                list(dict.fromkeys(options["files"])), by=Actor.system("fhir import"), clinic=clinic, patient=patient,
                source=source, progress=Told(self.stderr),
            )  # fmt: skip
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


class Told:
    """One line of progress on a terminal, ten times an import elsewhere, and none for a small one."""

    def __init__(self, out: OutputWrapper) -> None:
        self._out, self._began, self._last = out, time.monotonic(), -1

    def __call__(self, done: int, of: int) -> None:
        terminal = self._out.isatty()
        step = done * (100 if terminal else 10) // max(of, 1)
        if step == self._last or of < SMALL or (not terminal and not done):
            return
        self._last = step
        words = f"{done:,} of {of:,} people, {time.monotonic() - self._began:.0f} s"
        self._out.write(f"\r{words}" if terminal else words, ending="\n" if done == of or not terminal else "")
        self._out.flush()


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
