"""`manage.py export_fhir PATIENT_ID`: one patient's everything as a FHIR R4 Bundle on standard output."""

import json
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from backend.core import audit
from backend.core.actor import Actor
from backend.exchange.fhir.export import bundle_of
from backend.patients.models import Patient


class Command(BaseCommand):
    help = "Print one patient's record as a FHIR R4 Bundle (JSON), which import_fhir reads back without loss."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("patient", metavar="PATIENT_ID")
        parser.add_argument("--language", choices=("en", "de"), default="en", help="language of the findings' texts")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            patient = Patient.objects.get(pk=UUID(options["patient"]))
        except (ValueError, Patient.DoesNotExist) as error:
            raise CommandError(f"expected the id of a patient, found {options['patient']}", returncode=2) from error
        audit.read(by=Actor.system("fhir export"), patient_id=patient.pk, what="fhir export")
        self.stdout.write(json.dumps(bundle_of(patient, language=options["language"]), indent=2, ensure_ascii=False))
