"""Acts of the audit trail by what an auditor asks for."""

from django.db.models import Q

from backend.core.audit_lines import OF_A_RECORD
from backend.core.models import AuditEvent

READ, WRITE, DOOR, CLINIC, EXPORT, EMERGENCY = "read", "write", "door", "clinic", "export", "emergency"
KINDS = (READ, WRITE, DOOR, CLINIC, EXPORT, EMERGENCY)
ACTS: dict[str, frozenset[str]] = {
    READ: frozenset(["read", "read_audit", "read_list", "read_invitations"]),
    DOOR: frozenset(
        [
            "sign_in", "sign_out", "sign_in_failed", "sign_in_refused", "sign_on_refused", "connect_sign_on",
            "disconnect_sign_on", "lock_session", "unlock_session", "unlock_failed", "change_password", "set_password",
            "reset_password", "add_address", "change_address", "remove_address", "verify_address", "add_second_factor",
            "remove_second_factor", "renew_recovery_codes", "second_factor_failed", "reset_second_factor",
            "create_token", "revoke_token", "revoke_tokens", "deactivate_account", "reactivate_account",
        ]
    ),
    CLINIC: frozenset(
        [
            "found_clinic", "add_member", "end_membership", "set_sign_on", "remove_sign_on", "give_sign_on_domain",
            "take_sign_on_domain", "set_lock_minutes", "set_clinic_limits", "set_clinic_telephone",
            "set_clinic_precision", "set_record_years", "end_keeping", "load_questionnaire", "retire_questionnaire", "invite",
            "use_invitation", "revoke_invitation", "create_template", "change_template", "archive_template",
        ]
    ),
    EXPORT: frozenset(
        [
            "ask_export", "export_ready", "fetch_export", "ask_bulk_export", "cancel_bulk_export", "fetch_bulk_export",
            "ask_import", "apply_import", "undo_import", "discard_import", "export_audit",
            "make_health_link", "refuse_health_link", "end_health_link",
        ]
    ),
    EMERGENCY: frozenset(["open_in_emergency", "end_emergency", "emergency_not_found"]),
}  # fmt: skip
NAMED = frozenset().union(*ACTS.values())


def of_kind(kind: str) -> Q:
    return Q(action__in=ACTS[kind]) if kind in ACTS else Q(patient_id__isnull=False) & ~Q(action__in=NAMED)


def kind_of(row: AuditEvent) -> str:
    return next((kind for kind, acts in ACTS.items() if row.action in acts), WRITE)


def told(row: AuditEvent) -> tuple[str, str]:
    """The act and what it was about, without health words: an entry in a record is "write_record", of whatever kind."""
    if row.patient_id is None or row.action in OF_A_RECORD or row.action in NAMED:
        return row.action, row.kind
    return "write_record", ""
