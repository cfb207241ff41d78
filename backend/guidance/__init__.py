"""The clinical guidance as pure functions: frozen facts in; findings, due items, next moment of change out."""

from .engine import GUIDANCE_VERSION, assess
from .facts import Facts, build_facts
from .registry import FINDINGS, REMINDERS
from .sources import SOURCES
from .thresholds import Thresholds, describe_thresholds
from .types import Assessment, DueItem, EpisodeState, FindingState, PatientFacts, PrescriptionState

__all__ = [
    "FINDINGS", "GUIDANCE_VERSION", "REMINDERS", "SOURCES", "Assessment", "DueItem", "EpisodeState", "Facts",
    "FindingState", "PatientFacts", "PrescriptionState", "Thresholds", "assess", "build_facts", "describe_thresholds",
]
