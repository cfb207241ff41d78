"""The clinical guidance as pure functions: frozen facts in; findings, due items, next moment of change out."""

from .engine import GUIDANCE_VERSION, assess
from .facts import Facts, between, build_facts
from .in_force import load_in_force
from .kilograms import Limit, part_of, pounds
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
    LoadAnswer,
    LoadTerm,
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
    "Limit",
    "LoadAnswer",
    "LoadTerm",
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
    "load_in_force",
    "part_of",
    "pounds",
    "reminder_page",
    "reminder_text",
    "reminder_title",
    "when",
]
