"""One patient's everything as a FHIR R4 Bundle, which the importer of this software reads without loss."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Literal
from uuid import uuid5

from backend.core import clock
from backend.exchange.fhir import codes
from backend.exchange.fhir.changed import last_updated, profile_changed_at, with_change
from backend.exchange.fhir.compose import TERMINOLOGY, concept
from backend.exchange.fhir.compose_clinical import (
    LoadPlan,
    condition_of,
    load_plan_of,
    medication_of,
    procedure_of,
    programme_of,
    report_of,
)
from backend.exchange.fhir.compose_observations import observation_of
from backend.exchange.fhir.gather import READERS
from backend.exchange.fhir.nameless import without_name, without_words
from backend.exchange.fhir.own import seal
from backend.exchange.fhir.people import BIRTHSEX, NO_NAME, TIMEZONE
from backend.exchange.fhir.responses import answers_to, response_of
from backend.exchange.report.loads import held_on
from backend.guidance import assess, finding_text
from backend.patients.models import ExternalId, Patient
from backend.records.models import Record
from backend.tracking.facts import facts_of, thresholds_of
from backend.tracking.models import Finding
from backend.tracking.present import as_said

Audience = Literal["patient", "clinician"]
CONDITIONS = {"diagnosis", "fracture", "avascular_necrosis", "previous_episode"}
PROCEDURES = {"procedure", "delivery"}
OF_RECORDS = frozenset(
    {
        "Observation", "Condition", "Procedure", "DiagnosticReport", "MedicationStatement", "CarePlan", "Goal",
        "QuestionnaireResponse", "Provenance",
    }
)  # fmt: skip
ALL = OF_RECORDS | {"Patient", "Flag"}
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
    patient: Patient,
    *,
    audience: Audience,
    language: str = "en",
    nameless: bool = False,
    only: Collection[str] | None = None,
) -> list[dict[str, Any]]:
    """Everything about one patient that `audience` may see; references are `urn:uuid:` and the resource's id.

    `nameless` leaves out names and freely written words, as research is promised (see `nameless`). `only`: resources of
    these types, which spares the work for the others.

    Superseded versions and deleted entries are left out; who wrote what is told by Provenance. A patient is
    not told findings meant for clinicians only, nor internal notes.
    """
    rows = [
        row
        for row in Record.objects.current().filter(patient=patient).in_order()
        if audience == "clinician" or not (row.kind == "note" and row.data.get("internal"))
    ]
    about = _patient(patient)
    if nameless:
        rows, about = list(without_words(rows)), without_name(about)
    subject = f"urn:uuid:{patient.pk}"
    wanted = ALL if only is None else frozenset(only)
    # Only the load plans say what is in force today, which takes an assessment.
    loads = _loads_of(patient, rows, audience) if wanted & {"CarePlan", "Goal"} else {}
    resources = [about, *(_records(rows, subject, loads) if wanted & OF_RECORDS else ())]
    if "Flag" in wanted:
        resources += _flags(patient, subject, audience, language)
    if "Provenance" in wanted:
        resources += _provenance(patient, rows, {str(resource["id"]) for resource in resources})
    return [one for one in resources if one["resourceType"] in wanted]


def _patient(patient: Patient) -> dict[str, Any]:
    sex = {"female": "F", "male": "M"}.get(patient.sex)
    extensions = [{"url": TIMEZONE, "valueCode": patient.timezone}]
    if sex:
        extensions.append({"url": BIRTHSEX, "valueCode": sex})
    extensions += [{"url": codes.OWN_FIELD + ":risk-factor", "valueCode": name} for name in patient.risk_factors]
    others = ExternalId.objects.filter(patient=patient, record_id=None).exclude(system__startswith="fhir:")
    names = sorted({(row.system, row.value) for row in others.exclude(system__startswith="fhir:")})
    out: dict[str, Any] = {
        "resourceType": "Patient",
        "id": str(patient.pk),
        "meta": last_updated(profile_changed_at(patient)),
        "extension": extensions,
        "identifier": [{"system": codes.OWN_PATIENT, "value": str(patient.pk)}]
        + [{"system": system, "value": value} for system, value in names if system != codes.OWN_PATIENT],
        "gender": patient.sex,
    }
    if patient.name != NO_NAME:
        out["name"] = [{"text": patient.name}]
    if patient.phone:
        out["telecom"] = [{"system": "phone", "value": patient.phone}]
    if patient.birth_date:
        out["birthDate"] = patient.birth_date.isoformat()
    elif patient.birth_year:
        out["birthDate"] = f"{patient.birth_year:04d}"
    return out


NOT_HELD = LoadPlan()


def _loads_of(patient: Patient, rows: Sequence[Record], audience: Audience) -> dict[str, LoadPlan]:
    """Each prescription with its kilograms of today while it is in force, else its last day, and whether it ended by itself.

    To the patient it is on hold on a side on which a finding holds it back, as on Today; clinicians read what was decided.
    """
    result = assess(facts_of(patient), clock.now(), thresholds_of(patient))
    loads: dict[str, LoadPlan] = {}
    for term in (one for terms in result.load_terms.values() for one in terms):
        known = loads.get(term.key)
        until = None if term.until is None or (known and known.until is None) else term.until
        if known and until and known.until:
            until = max(until, known.until)
        loads[term.key] = LoadPlan(None, until, term.ended_by_itself and (known is None or known.of_earlier_episode))
    standing = (
        list(Finding.objects.filter(patient=patient, for_patient=True).standing()) if audience == "patient" else []
    )
    for side, state in result.load.items():
        if state:
            held = loads.get(state.key, NOT_HELD).on_hold or held_on(side, result, rows, standing) is not None
            loads[state.key] = LoadPlan(state.limit, on_hold=held)
    return loads


def _records(rows: Sequence[Record], subject: str, loads: Mapping[str, LoadPlan]) -> Iterator[dict[str, Any]]:
    stops = _stops(rows)
    stopped_by = {start: stop for stop, start in stops.items()}
    by_id = {row.pk: row for row in rows}
    programmes = {row.data.get("category"): row.pk for row in rows if row.kind == "programme"}
    newest = max((row.received_at for row in rows), default=None)
    for row in rows:
        parts = [("", row)]
        also: Record | None = None
        goals: list[dict[str, Any]] = []
        if row.kind in CONDITIONS:
            also = _end_of(row, rows)
            resource = condition_of(row, subject, also)
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
        elif row.kind == "programme":
            resource = programme_of(row, subject, in_force=programmes[row.data.get("category")] == row.pk)
        elif row.kind == "prescription":
            resource, *goals = load_plan_of(row, subject, loads.get(str(row.pk), LoadPlan()))
        elif row.kind == "questionnaire_response":
            resource = response_of(row, subject)
        else:
            resource = observation_of(row, subject)
        if resource["resourceType"] == "CarePlan":
            moment = newest  # another record may have ended it, or changed the kilograms of today
        else:
            moment = max(part.received_at for part in (row, *(one for _, one in parts), also) if part)
        resource["meta"] = last_updated(moment)
        kind = resource["resourceType"]
        reader = READERS.get(kind)
        if row.kind == "questionnaire_response":
            reader = partial(answers_to, str(row.data["questionnaire"]))
        yield seal(resource, parts, reader)
        for goal in goals:
            yield goal | {"meta": last_updated(moment)}


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


def _flags(patient: Patient, subject: str, audience: Audience, language: str) -> Iterator[dict[str, Any]]:
    shown = Finding.objects.filter(patient=patient).exclude(state=Finding.State.WITHDRAWN)
    if audience == "patient":
        shown = shown.shown_to_patient()
    for row, moment in with_change(patient, shown.order_by("opened_on", "rule", "subject", "id")):
        yield _flag(row, subject, audience, language) | {"meta": last_updated(moment)}


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
            "meta": last_updated(max(row.received_at for row in theirs)),
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
