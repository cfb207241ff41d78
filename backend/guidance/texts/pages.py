"""What is said of a rule itself, whoever it concerns: for the pages that answer "why am I seeing this?"."""

from __future__ import annotations

from string import Formatter

from ..registry import FindingRule, ReminderRule
from ..thresholds import Thresholds
from . import findings_de, findings_en, numbers, reminders, words
from . import when as plain

_FINDINGS = {"en": findings_en, "de": findings_de}
_JOINT = {"en": "joint", "de": "Gelenk"}


def when(rule: FindingRule | ReminderRule, limits: Thresholds, audience: str, language: str) -> str:
    """When it opens or is sent, with the numbers in force."""
    exact = rule.opens_when if isinstance(rule, FindingRule) else rule.due_when
    template = plain.PATIENT[language][rule.id] if audience == "patient" else exact[language]
    return template.format_map(numbers.filled(limits, rule.limits, language))


def finding_page(rule: FindingRule, limits: Thresholds, audience: str, language: str) -> dict[str, str]:
    """Title, what was seen, what to do and why, as far as it can be said without a patient's own figures."""
    tables = _FINDINGS[language]
    table = tables.PATIENT if audience == "patient" else tables.CLINICIAN
    place = _JOINT[language] if rule.id == "new-joint-pain" else words.where(None, None, language)
    known = {"where": place, "caveat": " ".join(words.CAVEATS[language]), "risks_line": ""}
    known |= numbers.filled(limits, rule.limits, language)
    seen, do, why, _ = (_said(part, known) for part in table[rule.id])
    return {"title": tables.TITLES[rule.id], "seen": seen, "do": do, "why": why}


def reminder_page(rule: ReminderRule, language: str) -> dict[str, str]:
    """Its title; its words depend on the day."""
    return {"title": reminders.TITLES[language][rule.id]}


def _said(template: str, known: dict[str, str]) -> str:
    """The words, or nothing where they speak of a figure that only a patient has."""
    if {name for _, name, _, _ in Formatter().parse(template) if name} - set(known):
        return ""
    return " ".join(template.format_map(known).split())
