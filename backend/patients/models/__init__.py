from backend.patients.models.course import Episode, EpisodeSite, PatientSummary
from backend.patients.models.erasure import Erasure
from backend.patients.models.patient import (
    CareTeamMember,
    ClinicStay,
    Consent,
    ExternalId,
    Patient,
    Transfer,
    keys_treated_by,
    keys_visible_to,
)
from backend.patients.models.programme import ProgrammeTemplate
from backend.patients.models.record import Record

__all__ = [
    "CareTeamMember",
    "ClinicStay",
    "Consent",
    "Episode",
    "EpisodeSite",
    "Erasure",
    "ExternalId",
    "Patient",
    "PatientSummary",
    "ProgrammeTemplate",
    "Record",
    "Transfer",
    "keys_treated_by",
    "keys_visible_to",
]
