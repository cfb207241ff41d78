"""The page for an appointment as PDF/UA: since the last visit, in both languages, for whoever may see the patient."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from backend.core import clock
from backend.core.actor import Actor
from backend.core.models import AuditEvent
from backend.records.actions import record_one
from backend.tracking.assessment import reassess

pytestmark = pytest.mark.django_db
MARIA = Actor(role="patient", name="Maria")
SOFIA = Actor(role="clinician", name="Sofia")


def said(patient, days_ago, kind, by=MARIA, **fields):
    at = clock.now() - timedelta(days=days_ago)
    return record_one(patient=patient, by=by, kind=kind, recorded_at=at.isoformat(), **fields)


def on(days_ago):
    return (clock.now() - timedelta(days=days_ago)).date().isoformat()


def page(client, patient, language="en"):
    answer = client.get(f"/api/v1/patients/{patient.pk}/appointment.pdf?language={language}")
    assert answer.status_code == 200, answer.content
    pdf = PdfReader(io.BytesIO(answer.content))
    return pdf, " ".join(" ".join(one.extract_text() for one in pdf.pages).split())


@pytest.fixture
def told(cast):
    """Somebody with a visit three weeks ago and one ahead, and something of everything before and since."""
    maria = cast.maria
    said(maria, 40, "fall", outcome="fall", side="left")
    said(maria, 40, "question", text="Is it an infection?")
    said(maria, 30, "visit", visit_on=on(21), whom="Dr Reis")
    said(maria, 1, "visit", visit_on=on(-6), time="10:30", whom="Dr Reis")
    for day in range(20, 0, -1):
        said(maria, day, "pain", site="hip", side="left", intensity=6 if day > 7 else 4, circumstance="walking")
        said(maria, day, "weight_bearing", side="left", status="TTWB")
    said(maria, 12, "fall", outcome="stumble", side="left")
    said(maria, 10, "dexa", by=SOFIA, site="total_hip", side="left", bmd=0.731, t_score=-1.8)
    said(maria, 9, "imaging", by=SOFIA, modality="mri", site="hip", side="left", result="marrow_oedema")
    said(maria, 5, "medicine", name="Paracetamol 500", **{"class": "analgesic"}, action="start", every="day")
    said(maria, 4, "exercise", category="aquatic", minutes=20)
    said(maria, 3, "question", text="May I swim?")
    said(maria, 2, "question", text="May I drive?", answer="Not with crutches")
    reassess(maria.pk)
    return maria


def test_it_tells_what_happened_since_the_last_visit(cast, client_of, told):
    pdf, text = page(client_of(cast.maria), told)
    for words in (
        "For my appointment",
        "Since the last visit on",
        "Dr Reis",
        "10:30",
        "May I swim?",
        "Is it an infection?",
        "May I drive? Not with crutches",
        "stumble",
        "Pain by week",
        "Left hip",
        "7/7",
        "0.731",
        "MRI",
        "Paracetamol 500",
        "exercise on 1,",
    ):
        assert words in text, words
    assert text.index("May I swim?") < text.index("What happened"), "the questions come first"
    assert "a fall" not in text.lower().replace("after a fall", ""), (
        "what was before the last visit is not told again"
    )
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert b"pdfuaid" in pdf.trailer["/Root"]["/Metadata"].get_data()


def test_what_the_app_asked_for_stands_on_it(cast, client_of, told):
    _, text = page(client_of(cast.maria), told)
    assert "Keep weight off this leg and use crutches" in text, "nothing is decided for this leg"


def test_in_german(cast, client_of, told):
    pdf, text = page(client_of(cast.maria), told, "de")
    assert "Für meinen Termin" in text
    assert "Seit dem letzten Termin am" in text
    assert pdf.trailer["/Root"]["/Lang"] == "de"


def test_without_a_visit_or_an_entry_there_is_a_page_all_the_same(cast, client_of):
    _, text = page(client_of(cast.maria), cast.maria)
    assert "Since the first entry" in text
    assert "No question is noted." in text


def test_a_character_that_cannot_be_drawn_becomes_a_box(cast, client_of):
    said(cast.maria, 1, "question", text="May I swim 🏊?")
    _, text = page(client_of(cast.maria), cast.maria)
    assert "May I swim □?" in text
    assert "shown as □" in text


def test_who_reads_it(cast, client_of, told):
    page(client_of(cast.sofia), told)
    assert AuditEvent.objects.filter(
        actor_id=cast.sofia.pk, patient_id=told.pk, action="read", kind="appointment-page"
    ).exists()


def test_it_does_not_exist_for_an_outsider(cast, client_of, told):
    path = f"/api/v1/patients/{told.pk}/appointment.pdf"
    assert client_of(cast.jonas).get(path).status_code == 404


def test_a_language_that_is_not_there_is_named(cast, client_of):
    answer = client_of(cast.maria).get(f"/api/v1/patients/{cast.maria.pk}/appointment.pdf?language=xx")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "language"
