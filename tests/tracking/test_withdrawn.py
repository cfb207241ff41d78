"""A finding that a new version of the rules no longer gives is withdrawn, and says which version did so."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from pypdf import PdfReader

from backend.core import clock
from backend.core.actor import Actor
from backend.exchange.fhir.export import resources_of
from backend.exchange.replay.words import reason
from backend.exchange.report.render import report_pdf
from backend.guidance import GUIDANCE_VERSION
from backend.patients.models import Patient
from backend.records.actions import record_one
from backend.tracking import tasks
from backend.tracking.assessment import _withdrawn_by, ask_all_for_new_rules, reassess
from backend.tracking.models import Finding, FindingChange

BY = Actor(role="clinician", name="Sofia")


class Someone:
    def __init__(self, version: str) -> None:
        self.rules_version = version


def test_it_names_the_version_or_the_entries() -> None:
    assert _withdrawn_by(Someone("2026.11.2")) == f"rule:guidance-{GUIDANCE_VERSION}"
    assert _withdrawn_by(Someone(GUIDANCE_VERSION)) == "rule:records-changed"
    assert _withdrawn_by(Someone("")) == "rule:records-changed"


SHOWN = ("pain-worse", "mri-for-diagnosis")


def _of_an_earlier_version(patient) -> list[Finding]:
    """Findings that an earlier version of the rules gave, one open and one closed, and that this one does not give."""
    record_one(
        patient=patient, by=BY, kind="pain", recorded_at=clock.now().isoformat(), site="hip", side="left", intensity=4
    )
    reassess(patient.pk)
    today = clock.now().date()
    common = {"patient": patient, "rule_version": "1", "side": "left", "site": "hip", "urgency": "soon", "for_patient": True,
              "for_clinician": True, "opened_on": today - timedelta(days=9), "sources": ["001"]}  # fmt: skip
    rows = [
        Finding.objects.create(rule=SHOWN[0], subject="hip:left", **common),
        Finding.objects.create(rule=SHOWN[1], subject="hip:left", state="resolved", resolved_on=today, resolved_reason="rule:14-days", **common),
    ]  # fmt: skip
    Patient.objects.filter(pk=patient.pk).update(
        rules_version="2026.11.2", reassess_at=clock.now() + timedelta(days=9)
    )
    return rows


@pytest.mark.django_db
def test_what_a_new_version_no_longer_gives_is_withdrawn_and_not_deleted(cast):
    rows = _of_an_earlier_version(cast.maria)
    assert ask_all_for_new_rules() == 3
    assert tasks.sweep() == 3
    for row in rows:
        row.refresh_from_db()
        assert (row.state, row.resolved_reason) == ("withdrawn", f"rule:guidance-{GUIDANCE_VERSION}")
        change = FindingChange.objects.get(finding=row)
        assert (change.state, change.reason) == ("withdrawn", f"rule:guidance-{GUIDANCE_VERSION}")
        assert GUIDANCE_VERSION in reason(row.resolved_reason, "en")
    cast.maria.refresh_from_db()
    assert cast.maria.rules_version == GUIDANCE_VERSION
    assert ask_all_for_new_rules() == 0


@pytest.mark.django_db
def test_the_desk_shows_what_was_withdrawn_and_by_which_version_apart_from_the_findings(cast, client_of):
    rows = _of_an_earlier_version(cast.maria)
    ask_all_for_new_rules()
    tasks.sweep()
    course = client_of(cast.sofia).get(f"/api/v1/dashboard/patients/{cast.maria.pk}/course").json()
    shown = {(row["finding"], row["state"], row["resolved_reason"]) for row in course["withdrawn"]}
    assert shown == {(row.rule, "withdrawn", f"rule:guidance-{GUIDANCE_VERSION}") for row in rows}
    assert {row["state"] for row in course["findings"]} & {"withdrawn"} == set()


@pytest.mark.django_db
def test_no_reader_meets_a_rules_code_or_what_was_withdrawn(cast, client_of):
    """Both papers, every sheet and FHIR, for clinician and patient: neither the code of an end nor a withdrawn finding."""
    _of_an_earlier_version(cast.maria)
    record_one(
        patient=cast.maria, by=BY, kind="pain", recorded_at=clock.now().isoformat(), site="hip", side="left", intensity=4, stiffness_minutes=45
    )  # fmt: skip
    reassess(cast.maria.pk)
    Finding.objects.filter(rule="morning-stiffness").update(
        state="resolved", resolved_on=clock.now().date(), resolved_reason="rule:14-days"
    )
    for who, audience in ((cast.sofia, "clinician"), (cast.maria, "patient")):
        client = client_of(who)
        archive = zipfile.ZipFile(io.BytesIO(client.get(f"/api/v1/patients/{cast.maria.pk}/course.csv").content))
        said = {name: archive.read(name).decode() for name in archive.namelist()}
        said["fhir"] = json.dumps(list(resources_of(cast.maria, audience=audience, language="en")), default=str)
        for language in ("en", "de"):
            reader = "doctor" if audience == "clinician" else "patient"
            pages = PdfReader(io.BytesIO(report_pdf(cast.maria, reader=reader, language=language))).pages
            said[f"paper {language}"] = "\n".join(page.extract_text() for page in pages)
        assert "findings.csv" in said
        for place, text in said.items():
            found = [word for word in ("rule:", "withdrawn", "records-changed") if word in text]
            assert found == [], (place, found)
            assert "Pain is worse" not in text
            assert "pain-worse" not in text
        assert "stiff" in said["findings.csv"]
