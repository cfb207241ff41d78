"""The whole guidance as data: the "why" pages of the app and `docs/guidance.md` are made from this."""

from dataclasses import fields
from typing import Any

from backend.guidance import FINDINGS, GUIDANCE_VERSION, NEVERS, REMINDERS, SOURCES, Thresholds
from backend.patients.models import Patient
from backend.tracking.facts import thresholds_of


def catalogue(language: str, patient: Patient | None = None) -> dict[str, Any]:
    """Rules, reminders, the numbers in force (for `patient`, if given) and the sources, in `language`."""
    in_force = thresholds_of(patient) if patient else Thresholds()
    return {
        "version": GUIDANCE_VERSION,
        "language": language,
        "findings": [
            {
                "id": rule.id,
                "audience": list(rule.audience),
                "urgency": rule.urgency,
                "kind": rule.kind,
                "opens_when": rule.opens_when[language],
                "sources": list(rule.sources),
                "version": rule.version,
            }
            for rule in FINDINGS.values()
        ],
        "reminders": [
            {
                "id": rule.id,
                "to": list(rule.to),
                "due_when": rule.due_when[language],
                "sources": list(rule.sources),
                "version": rule.version,
            }
            for rule in REMINDERS.values()
        ],
        "thresholds": [
            {
                "name": field.name,
                "value": getattr(in_force, field.name),
                "default": field.metadata["default"],
                "unit": field.metadata["unit"],
                "ours": field.metadata["ours"],
                "source": field.metadata["source"] or None,
                "description": field.metadata[language],
            }
            for field in fields(Thresholds)
        ],
        "sources": [
            {"id": key, "title": source.title, "citation": source.citation} for key, source in SOURCES.items()
        ],
        "nevers": list(NEVERS[language]) if isinstance(NEVERS, dict) else [str(never) for never in NEVERS],
    }
