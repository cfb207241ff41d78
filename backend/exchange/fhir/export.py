"""One patient's everything as a FHIR R4 Bundle, which the importer of this software reads without loss."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal
from uuid import uuid5

from backend.core import clock
from backend.exchange.fhir import codes
from backend.exchange.fhir.compose import TERMINOLOGY, concept
from backend.exchange.fhir.compose_clinical import condition_of, medication_of, plan_of, procedure_of, report_of
from backend.exchange.fhir.compose_observations import observation_of
from backend.exchange.fhir.gather import READERS
from backend.exchange.fhir.identity import PATIENT
from backend.exchange.fhir.nameless import without_name, without_words
from backend.exchange.fhir.own import seal
from backend.exchange.fhir.people import BIRTHSEX, NO_NAME, TIMEZONE
from backend.exchange.fhir.responses import response_of
from backend.guidance import finding_text
from backend.patients.models import ExternalId, Patient, Record
from backend.tracking.models import Finding
from backend.tracking.present import as_said

Audience = Literal["patient", "clinician"]
CONDITIONS = {"diagnosis", "fracture", "avascular_necrosis", "previous_episode"}
PROCEDURES = {"procedure", "delivery"}
PLANS = {"prescription", "programme"}
URGENCY = {"now": "Contact someone today", "soon": "Within days", "routine": "Next visit", "info": "Information"}


def bundle_of(patient: Patient, *, language: str = "en") -> dict[str, Any]:
    """Patient, records, findings and provenance as a collection Bundle, in the same order every time."""
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": clock.now().isoformat(),
        "entry": [
            {"fullUrl": f"urn:uuid:{one['id']}", "resource": one}
            for one in resources_of(patient, audience="clinician", language=language)
        ],
    }


def resources_of(
    patient: Patient, *, audience: Audience, language: str = "en", nameless: bool = False
) -> list[dict[str, Any]]:
    """Everything about one patient that `audience` may see; references are `urn:uuid:` and the resource's id.

    `nameless` leaves out names and freely written words, as research is promised (see `nameless`).

    Superseded versions and deleted entries are left out; who wrote what is told by Provenance. A patient is
    not told findings meant for clinicians only, nor internal notes.
    """
    rows = [
        row
        for row in Record.objects.current().filter(patient=patient).order_by("day", "recorded_at", "id")
        if audience == "clinician" or not (row.kind == "note" and row.data.get("internal"))
    ]
    about = _patient(patient)
    if nameless:
        rows, about = list(without_words(rows)), without_name(about)
    subject = f"urn:uuid:{patient.pk}"
    resources = [about, *_records(rows, subject)]
    resources += [_flag(finding, subject, audience, language) for finding in _findings(patient, audience)]
    return [*resources, *_provenance(patient, rows, {str(resource["id"]) for resource in resources})]


def _patient(patient: Patient) -> dict[str, Any]:
    sex = {"female": "F", "male": "M"}.get(patient.sex)
    extensions = [{"url": TIMEZONE, "valueCode": patient.timezone}]
    if sex:
        extensions.append({"url": BIRTHSEX, "valueCode": sex})
    extensions += [{"url": codes.OWN_FIELD + ":risk-factor", "valueCode": name} for name in patient.risk_factors]
    others = ExternalId.objects.filter(patient=patient, record_id=None).exclude(system=PATIENT)
    names = sorted({(row.system, row.value) for row in others.exclude(system__startswith="fhir:")})
    out: dict[str, Any] = {
        "resourceType": "Patient",
        "id": str(patient.pk),
        "extension": extensions,
        "identifier": [{"system": codes.OWN_PATIENT, "value": str(patient.pk)}]
        + [{"system": system, "value": value} for system, value in names if system != codes.OWN_PATIENT],
        "gender": patient.sex,
    }
    if patient.name != NO_NAME:
        out["name"] = [{"text": patient.name}]
    if patient.birth_year:
        out["birthDate"] = f"{patient.birth_year:04d}"
    return out


def _records(rows: Sequence[Record], subject: str) -> Iterator[dict[str, Any]]:
    stops = _stops(rows)
    stopped_by = {start: stop for stop, start in stops.items()}
    by_id = {row.pk: row for row in rows}
    in_force = {(row.kind, _subject_of(row)): row.pk for row in rows if row.kind in PLANS}
    for row in rows:
        parts = [("", row)]
        goals: list[dict[str, Any]] = []
        if row.kind in CONDITIONS:
            resource = condition_of(row, subject, _end_of(row, rows))
        elif row.kind in PROCEDURES:
            resource = procedure_of(row, subject)
        elif row.kind == "imaging":
            resource = report_of(row, subject)
        elif row.kind == "medicine":
            if row.pk in stops:
                continue
            stop = by_id[stopped_by[row.pk]] if row.pk in stopped_by else None
            parts += [("stop", stop)] if stop else []
            resource = medication_of(row, subject, stop)
        elif row.kind in PLANS:
            resource, *goals = plan_of(row, subject, in_force=in_force[row.kind, _subject_of(row)] == row.pk)
        elif row.kind == "questionnaire_response":
            resource = response_of(row, subject)
        else:
            resource = observation_of(row, subject)
        yield seal(resource, parts, READERS.get(resource["resourceType"]))
        yield from goals


def _subject_of(row: Record) -> str:
    return str(row.data.get("side") or row.data.get("category") or "")


def _stops(rows: Iterable[Record]) -> dict[Any, Any]:
    """Which start each stop of a medicine belongs to: the last open one of the same name and class."""
    open_: dict[tuple[Any, Any], list[Record]] = {}
    out = {}
    for row in rows:
        if row.kind != "medicine":
            continue
        what = (row.data.get("name"), row.data.get("class"))
        if row.data.get("action") != "stop":
            open_.setdefault(what, []).append(row)
        elif open_.get(what):
            out[row.pk] = open_[what].pop().pk
    return out


def _end_of(row: Record, rows: Iterable[Record]) -> Record | None:
    """The resolution that ended a diagnosis: the first one since, of the same site or of the whole episode."""
    if row.kind != "diagnosis":
        return None
    for other in rows:
        if other.kind == "resolution" and other.day >= row.day:
            same_side = other.data.get("side") in (None, "both", "unknown", row.data.get("side"))
            if same_side and other.data.get("site") in (None, row.data.get("site")):
                return other
    return None


def _findings(patient: Patient, audience: Audience) -> Iterable[Finding]:
    shown = Finding.objects.filter(patient=patient).exclude(state=Finding.State.WITHDRAWN)
    if audience == "patient":
        shown = shown.shown_to_patient()
    return shown.order_by("opened_on", "rule", "subject", "id")


def _flag(row: Finding, subject: str, audience: Audience, language: str) -> dict[str, Any]:
    """A finding of the rules: what was seen, since when, and until when."""
    text = finding_text(as_said(row), audience if row.for_clinician else "patient", language)
    period = {"start": row.opened_on.isoformat()}
    if row.resolved_on:
        period["end"] = row.resolved_on.isoformat()
    return {
        "resourceType": "Flag",
        "id": str(row.pk),
        "identifier": [{"system": codes.OWN + "finding", "value": str(row.pk)}],
        "status": "inactive" if row.state == Finding.State.RESOLVED else "active",
        "category": [concept(codes.OWN + "urgency", row.urgency, text=URGENCY.get(row.urgency, row.urgency))],
        "code": concept(codes.OWN + "finding", row.rule, text=text.one_line or row.rule),
        "subject": {"reference": subject},
        "period": period,
    }


def _provenance(patient: Patient, rows: Sequence[Record], written: set[str]) -> Iterator[dict[str, Any]]:
    """One for each author: which resources are theirs, and in which role they spoke."""
    authors: dict[tuple[str, str, str], list[Record]] = {}
    for row in rows:
        authors.setdefault((row.author_role, row.author_name, row.source), []).append(row)
    for (role, name, source), theirs in sorted(authors.items(), key=lambda item: item[0]):
        targets = [{"reference": f"urn:uuid:{row.pk}"} for row in theirs if str(row.pk) in written]
        if not targets:
            continue
        yield {
            "resourceType": "Provenance",
            "id": str(uuid5(patient.pk, f"provenance|{role}|{name}|{source}")),
            "target": targets,
            "recorded": max(row.received_at for row in theirs).isoformat(),
            "agent": [
                {
                    "type": concept(TERMINOLOGY + "provenance-participant-type", "author"),
                    "role": [concept(codes.OWN + "role", role)],
                    "who": {"display": name or role},
                }
            ],
        }
