from backend.patients.models.course import Episode, EpisodeSite, PatientSummary
from backend.patients.models.erasure import Erasure
from backend.patients.models.patient import CareTeamMember, Consent, ExternalId, Patient, keys_visible_to
from backend.patients.models.programme import ProgrammeTemplate
from backend.patients.models.record import Record

__all__ = [
    "CareTeamMember",
    "Consent",
    "Episode",
    "EpisodeSite",
    "Erasure",
    "ExternalId",
    "Patient",
    "PatientSummary",
    "ProgrammeTemplate",
    "Record",
    "keys_visible_to",
]
