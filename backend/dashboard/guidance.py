"""The whole guidance as data: the "why" pages of the app and `docs/guidance.md` are made from this."""

from dataclasses import fields
from typing import Any

from django.db.models import Q

from backend.core.models import AuditEvent
from backend.guidance import (
    FINDINGS,
    GUIDANCE_VERSION,
    NEVERS,
    REMINDERS,
    SOURCES,
    Thresholds,
    finding_page,
    label,
    reminder_page,
    when,
)
from backend.patients.models import Patient
from backend.tracking.facts import overrides_of, thresholds_of


def catalogue(language: str, patient: Patient | None = None, *, audience: str = "clinician") -> dict[str, Any]:
    """Rules, reminders, the numbers in force (for `patient`, if given) and the sources, in `language`.

    `audience` patient: only what patients see, in the words for them; nothing that names a medicine, no allowance of
    alcohol where there is or may be a pregnancy, no weight-bearing exercise while its gate is shut (clinical contract §5).
    """
    limits = thresholds_of(patient) if patient else Thresholds()
    hidden = _hidden_from(patient) if audience == "patient" else frozenset()
    findings = [rule for rule in FINDINGS.values() if _shown(rule.id, rule.audience, audience, hidden)]
    reminders = [rule for rule in REMINDERS.values() if _shown(rule.id, rule.to, audience, hidden)]
    used = {name for rule in findings for name in rule.limits} | {name for rule in reminders for name in rule.limits}
    return {
        "version": GUIDANCE_VERSION,
        "language": language,
        "audience": audience,
        "findings": [
            {
                "id": rule.id,
                **finding_page(rule, limits, _reader(audience, rule.audience), language),
                "audience": list(rule.audience),
                "urgency": rule.urgency,
                "kind": rule.kind,
                "opens_when": when(rule, limits, audience, language),
                "thresholds": list(rule.limits),
                "sources": list(rule.sources),
                "version": rule.version,
            }
            for rule in findings
        ],
        "reminders": [
            {
                "id": rule.id,
                **reminder_page(rule, language),
                "to": list(rule.to),
                "due_when": when(rule, limits, audience, language),
                "thresholds": list(rule.limits),
                "sources": list(rule.sources),
                "version": rule.version,
            }
            for rule in reminders
        ],
        "thresholds": _numbers(language, limits, patient, audience, used),
        "sources": [
            {"id": key, "title": source.title, "citation": source.citation} for key, source in SOURCES.items()
        ],
        # They name medicines, to say that none is suggested: not for patients' eyes.
        "nevers": list(NEVERS[language]) if audience == "clinician" else [],
    }


def _reader(audience: str, who: tuple[str, ...]) -> str:
    """In whose words a finding is told: those of the one who asks, or of the only ones who see it."""
    return audience if audience in who else who[0]


def _shown(rule: str, to: tuple[str, ...], audience: str, hidden: frozenset[str]) -> bool:
    return (audience == "clinician" or audience in to) and rule not in hidden


def _hidden_from(patient: Patient | None) -> frozenset[str]:
    """What this patient is not shown; where nothing is known, the careful answer."""
    summary = getattr(patient, "summary", None)
    pregnancy = summary.pregnancy if summary else {}
    gate = bool(summary and summary.gates.get("weight_bearing"))
    sober = (
        pregnancy.get("status", "unknown") != "none"
        or bool(pregnancy.get("counts_as_breastfeeding"))
        or pregnancy.get("breastfeeding") not in (None, "no")
    )
    if patient is not None and patient.sex == "male":
        sober = False
    return frozenset((["alcohol-above-limit"] if sober else []) + ([] if gate else ["weight-bearing-exercise"]))


def _numbers(
    language: str, limits: Thresholds, patient: Patient | None, audience: str, used: set[str]
) -> list[dict[str, Any]]:
    """Each number in force, its default, and whose it is: a source's, this software's, the clinic's, a clinician's.

    Patients read those that have to do with what they see (`used`), with plain labels.
    """
    overrides = overrides_of(patient) if patient else {}
    stamps = {who: _stamp(patient, who) for who in {who for _, who in overrides.values()}} if patient else {}
    return [
        {
            "name": field.name,
            "value": getattr(limits, field.name),
            "default": field.metadata["default"],
            "unit": field.metadata["unit"],
            "ours": field.metadata["ours"],
            "source": field.metadata["source"] or None,
            "description": label(field.name, audience, language),
            "set_by": {"who": overrides[field.name][1], **stamps[overrides[field.name][1]]}
            if field.name in overrides
            else None,
        }
        for field in fields(Thresholds)
        if audience == "clinician" or field.name in used
    ]


def _stamp(patient: Patient, who: str) -> dict[str, str | None]:
    """Who last set the numbers of a layer, and on which day, as the audit has it."""
    if who == "clinic":
        mine = Q(action="set_clinic_limits", object_id=str(patient.clinic_id))
    else:
        mine = Q(action="change_profile", kind="thresholds", patient_id=patient.pk)
    last = AuditEvent.objects.filter(mine).order_by("-at").first()
    clinic = patient.clinic.name if who == "clinic" and patient.clinic else ""
    return {
        "name": clinic or (last.actor_name if last else ""),
        "on": last.at.date().isoformat() if last else None,
    }
