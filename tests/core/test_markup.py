"""Markup in any field of words stays words: on the operators' pages, in PDF, CSV, calendar and letters."""

import io
import json
from pathlib import Path

import pytest
from django.contrib import admin
from pypdf import PdfReader

from backend.accounts.models import User
from backend.core.actor import Actor
from tests.markup import QUESTIONNAIRE, SHORT, name_marked, write_marked

ROOT = Path(__file__).parents[2]
MARK = b"<b id=marked>"


@pytest.fixture
def marked(cast, client_of):
    desk = client_of(cast.sofia, fresh=True)
    made = desk.post(f"/api/v1/clinics/{cast.ponte.pk}/questionnaires", {"resource": QUESTIONNAIRE}, format="json")
    assert made.status_code == 201, made.content
    written = write_marked(cast.maria, Actor(role="clinician", user_id=cast.sofia.pk, name=SHORT))
    name_marked(cast.maria)
    assert len(written) >= 13
    cast.maria.refresh_from_db()
    return cast


def test_on_the_operators_pages(marked, client_of):
    client = client_of(User.objects.create_superuser("op@example.org", "correct horse battery"), fresh=True)
    seen = 0
    for model in admin.site._registry:
        pages = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        rows = list(model._default_manager.all()[:3])
        for path in [pages, *(f"{pages}{row.pk}/change/" for row in rows)]:
            answer = client.get(path)
            assert answer.status_code in (200, 403), path
            assert MARK not in answer.content, path
            seen += answer.status_code == 200
    assert seen > 10


@pytest.mark.parametrize("document", ["report", "programme"])
def test_in_a_pdf(marked, client_of, document):
    answer = client_of(marked.sofia).get(f"/api/v1/patients/{marked.maria.pk}/{document}.pdf")
    assert answer.status_code == 200
    text = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split())
    assert SHORT.replace(" ", "") in text
    assert "49" not in text.replace("{{7*7}}", "")


def addresses(patient):
    """Everything that the API's description lets be read of a patient or of oneself."""
    for path, methods in json.loads((ROOT / "frontend" / "openapi.json").read_text())["paths"].items():
        filled = path.replace("{patient_id}", str(patient.pk))
        if "get" in methods and "{" not in filled:
            yield filled


def test_in_no_answer_that_a_browser_takes_for_a_page(marked, client_of):
    client = client_of(marked.maria, fresh=True)
    feed = client.post(f"/api/v1/patients/{marked.maria.pk}/calendar").json()["url"]
    read = 0
    for path in [*addresses(marked.maria), feed]:
        answer = client.get(path, HTTP_ACCEPT="text/html,*/*")
        assert not answer.headers.get("Content-Type", "").startswith("text/html"), path
        assert answer["X-Content-Type-Options"] == "nosniff", path
        read += answer.status_code == 200
    assert read > 15
