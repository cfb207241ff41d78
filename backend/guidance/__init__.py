"""The clinical guidance as pure functions: frozen facts in; findings, due items, next moment of change out."""

from .engine import GUIDANCE_VERSION, assess
from .facts import Facts, between, build_facts
from .nevers import NEVERS
from .registry import FINDINGS, REMINDERS
from .sources import SOURCES
from .texts import Text, finding_text, finding_title, gate_text, reminder_text, reminder_title
from .texts.numbers import label
from .texts.pages import finding_page, reminder_page, when
from .thresholds import Thresholds, describe_thresholds
from .types import (
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

__all__ = [
    "FINDINGS",
    "GUIDANCE_VERSION",
    "NEVERS",
    "REMINDERS",
    "SOURCES",
    "Assessment",
    "DueItem",
    "EpisodeState",
    "ExerciseGates",
    "Facts",
    "FindingState",
    "PatientFacts",
    "PregnancyState",
    "PrescriptionState",
    "SiteState",
    "Text",
    "Thresholds",
    "assess",
    "between",
    "build_facts",
    "describe_thresholds",
    "finding_page",
    "finding_text",
    "finding_title",
    "gate_text",
    "label",
    "reminder_page",
    "reminder_text",
    "reminder_title",
    "when",
]
