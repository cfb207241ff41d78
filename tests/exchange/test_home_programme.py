"""The home programme on paper: what is given now, with drawings that are described, in both languages."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from backend.core import clock
from backend.core.actor import Actor
from backend.core.models import AuditEvent
from backend.records.actions import record_one

pytestmark = pytest.mark.django_db
SOFIA = Actor(role="clinician", name="Sofia")


def given(patient, **fields):
    record_one(patient=patient, by=SOFIA, kind="programme", **fields)


def path(patient, rest=""):
    return f"/api/v1/patients/{patient.pk}/programme.pdf{rest}"


def text_of(answer):
    assert answer.status_code == 200
    pdf = PdfReader(io.BytesIO(answer.content))
    return pdf, " ".join(page.extract_text() for page in pdf.pages)


def test_it_says_each_exercise_how_much_and_when_to_stop(cast, client_of):
    items = [
        {
            "exercise": "clam",
            "side": "left",
            "sets": 3,
            "repetitions": 8,
            "rest_seconds": 60,
            "note": "pillow under the head",
        },
        {"exercise": "buttock-squeeze", "hold_seconds": 5, "repetitions": 10, "reason": "begins lightly"},
    ]
    given(cast.maria, category="strengthening", items=items, weekdays=["mon", "thu"])
    given(cast.maria, category="aquatic", minutes=20, instructions="Warm pool only")
    pdf, text = text_of(client_of(cast.maria).get(path(cast.maria, "?language=en")))
    for words in (
        "Clam",
        "3 × 8",
        "rest 60 s",
        "left",
        "pillow under the head",
        "Lightly",
        "Warm pool only",
        "20 minutes",
        "Mon Thu",
    ):
        assert words in text, words
    assert "begins lightly" not in text, "why the clinician gives it is not for the wall"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    _, german = text_of(client_of(cast.maria).get(path(cast.maria, "?language=de")))
    assert "Muschel" in german
    assert "Gesäß anspannen" in german


def test_what_has_ended_or_was_replaced_is_not_on_it(cast, client_of):
    given(cast.maria, category="balance", items=[{"exercise": "sit-tall-reach"}])
    given(cast.maria, category="balance", items=[{"exercise": "sit-eyes-closed"}])
    day = clock.now().date() - timedelta(days=1)
    given(cast.maria, category="aquatic", minutes=20, until_on=day.isoformat())
    _, text = text_of(client_of(cast.sofia).get(path(cast.maria, "?language=en")))
    assert "Sitting with eyes closed" in text
    assert "Reaching out" not in text
    assert "20 minutes" not in text
    assert AuditEvent.objects.filter(
        actor_id=cast.sofia.pk, patient_id=cast.maria.pk, action__contains="read"
    ).exists()


def test_without_a_programme_it_says_so_and_a_stranger_gets_nothing(cast, client_of):
    _, text = text_of(client_of(cast.maria).get(path(cast.maria, "?language=en")))
    assert "No exercises are given" in text
    assert client_of(cast.jonas).get(path(cast.maria)).status_code == 404
    refused = client_of(cast.maria).get(path(cast.maria, "?language=xx"))
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "language")
