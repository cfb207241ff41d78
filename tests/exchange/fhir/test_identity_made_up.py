"""Nobody's record ever holds what is about another person (GUIDANCE §5, 13), whatever they have in common.

`TOH_EXCHANGE_BUNDLES=1000 .venv/bin/python -m pytest tests/exchange/fhir/test_identity_made_up.py` tries as many.
"""

import os
from random import Random

import pytest
from django.db import transaction
from made_up_people import NOBODY, world

from backend.core.actor import Actor
from backend.exchange.fhir.load import load
from backend.patients.models import Patient
from backend.records.models import Record

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("TOH_EXCHANGE_BUNDLES", "80"))
BY = Actor.system("test")


def wrong_people():
    """Who is a mixture, or holds what is about another."""
    out = []
    for patient in Patient.objects.all():
        about = {row.data["note"] for row in Record.objects.current().filter(patient=patient)}
        if len(patient.risk_factors) != 1 or not about <= set(patient.risk_factors):
            out.append((patient.name, patient.risk_factors, about))
    return out


def test_nothing_is_ever_in_the_record_of_another_person(tmp_path):
    placed = refused = 0
    for seed in range(EXAMPLES):
        made = world(Random(seed))
        with transaction.atomic():
            for files, source in made.commands:
                paths = []
                for name, text in files:
                    path = tmp_path / name
                    path.write_text(text, encoding="utf-8")
                    paths.append(str(path))
                done = load(paths, by=BY, source=source).total
                assert wrong_people() == [], f"seed {seed}"
                assert not Record.objects.filter(data__note=NOBODY).exists(), f"seed {seed}"
                placed += done.records.total()
                refused += len(done.refused)
                again = load(paths, by=BY, source=source).total
                assert (again.created, again.records.total()) == (0, 0), f"seed {seed}: a second time"
            transaction.set_rollback(True)
    # Refusing everything would be no answer either.
    assert placed > refused / 3
