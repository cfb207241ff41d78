"""The clinical rules of TOH Tracker: frozen facts in; findings, due items and the next moment of change out.

Pure Python, standard library only: no clock, no settings, no database. See README.md in this directory.
"""

from collections.abc import Mapping
from types import MappingProxyType

from backend.guidance.engine import assess
from backend.guidance.facts import Facts, build_facts
from backend.guidance.nevers import NEVERS
from backend.guidance.registry import GUIDANCE_VERSION, REMINDER_KINDS, RULES, ReminderKind, Rule
from backend.guidance.sources import SOURCES
from backend.guidance.texts import Text, finding_text, reminder_text
from backend.guidance.thresholds import Thresholds
from backend.guidance.types import (
    Assessment,
    DueItem,
    EpisodeState,
    ExerciseGates,
    FindingState,
    PatientFacts,
    PregnancyState,
    PrescriptionState,
    SiteState,
)

FINDINGS: Mapping[str, Rule] = MappingProxyType(RULES)
REMINDERS: Mapping[str, ReminderKind] = MappingProxyType(REMINDER_KINDS)

__all__ = [
    "FINDINGS", "GUIDANCE_VERSION", "NEVERS", "REMINDERS", "SOURCES", "Assessment", "DueItem", "EpisodeState",
    "ExerciseGates", "Facts", "FindingState", "PatientFacts", "PregnancyState", "PrescriptionState", "SiteState",
    "Text", "Thresholds", "assess", "build_facts", "finding_text", "reminder_text",
]  # fmt: skip
