"""What a token of each scope may do: a closed list of routes, so that what is new is closed to the narrow ones."""

from dataclasses import dataclass
from typing import Any

from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from backend.accounts.models import AccessToken

Scope = AccessToken.Scope

_ABOUT_ME = frozenset({"me", "consent-texts", "guidance", "fhir-metadata"})
_OWN = _ABOUT_ME | {
    "patient", "records", "findings", "findings-history", "reminders", "sync-pull", "seen", "team", "consents",
    "patient-questionnaires", "course-csv", "report", "home-programme", "appointment-page", "fhir-search",
    "fhir-search-form", "fhir-compartment", "fhir-compartment-form", "fhir-read", "fhir-everything", "fhir-summary",
}  # fmt: skip
_CLINIC = _ABOUT_ME | {
    "patients", "patient", "records", "findings", "findings-history", "reviews", "reminders", "sync-pull", "team",
    "transfers", "consents", "clinics", "clinic-precision", "clinic-members", "former-patients", "signed-here",
    "programme-templates", "programme-template", "questionnaires", "questionnaire", "patient-questionnaires", "worklist",
    "worklist-csv", "overview", "course", "course-replay", "saved-views", "course-csv", "report", "home-programme",
    "appointment-page", "fhir-search", "fhir-search-form", "fhir-compartment", "fhir-compartment-form", "fhir-read",
    "fhir-everything", "fhir-summary",
}  # fmt: skip
_EXPORT = frozenset({"me", "exports", "export", "export-file", "fhir-bulk", "fhir-bulk-status", "fhir-bulk-file"})


@dataclass(frozen=True, slots=True)
class Reach:
    """Routes that may be read and written; `own`: only of the record of the token's person."""

    reads: frozenset[str]
    writes: frozenset[str] = frozenset()
    own: bool = False


NARROW = {
    Scope.OWN_READ: Reach(_OWN, own=True),
    Scope.OWN_WRITE: Reach(_OWN, frozenset({"records", "sync-push"}), own=True),
    Scope.CLINIC_READ: Reach(_CLINIC),
    # Asking for an export writes nothing but the wish.
    Scope.EXPORT: Reach(_EXPORT, frozenset({"exports", "export", "fhir-bulk", "fhir-bulk-status"})),
}
# A search whose parameters come as a form: a POST that reads.
SEARCHES = frozenset({"fhir-search-form", "fhir-compartment-form"})
# A token does not make or end tokens, whatever it may do else: one that leaked could keep itself alive.
NEVER_WRITTEN = frozenset({"token-list", "token-detail"})


def may(token: AccessToken, request: Request) -> bool:
    """May this token do what is asked for here at all? Whose things they are is decided where they are looked up."""
    match = request._request.resolver_match
    route = match.url_name if match else None
    reading = request.method in SAFE_METHODS or (request.method == "POST" and route in SEARCHES)
    if not reading and route in NEVER_WRITTEN:
        return False
    if token.scope == Scope.READ:
        return reading
    if token.scope == Scope.WRITE:
        return True
    reach = NARROW[Scope(token.scope)]
    if route not in (reach.reads if reading else reach.writes):
        return False
    return not reach.own or _is_about_own_record(token, request, dict(match.kwargs) if match else {})


def _is_about_own_record(token: AccessToken, request: Request, named: dict[str, Any]) -> bool:
    """Where a patient is named, it is the token's person; where none is, every view means the caller's own."""
    own = getattr(token.user, "patient", None)
    if own is None or (named.get("kind") == "Patient" and "resource_id" not in named):
        return False  # a search for patients finds those of others whom the person may see
    places = [request.query_params] + ([request._request.POST] if request.method == "POST" else [])
    asked = [one for place in places for name in ("patient", "subject") for one in place.getlist(name)]
    names = [named.get("patient_id"), named.get("resource_id"), *asked]
    return {str(one).rpartition("/")[2].lower() for one in names if one} <= {str(own.pk)}
