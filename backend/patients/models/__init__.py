from backend.patients.models.course import Episode, EpisodeSite, PatientSummary
from backend.patients.models.erasure import Erasure
from backend.patients.models.patient import (
    CareTeamMember,
    ClinicStay,
    Consent,
    EmergencyAccess,
    ExternalId,
    Patient,
    Transfer,
    keys_treated_by,
    keys_visible_to,
)
from backend.patients.models.programme import ProgrammeTemplate

__all__ = [
    "CareTeamMember",
    "ClinicStay",
    "Consent",
    "EmergencyAccess",
    "Episode",
    "EpisodeSite",
    "Erasure",
    "ExternalId",
    "Patient",
    "PatientSummary",
    "ProgrammeTemplate",
    "Transfer",
    "keys_treated_by",
    "keys_visible_to",
]
