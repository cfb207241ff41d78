/** The acts of an audit trail in words, for whoever answers for a clinic. */
import type { AuditAct, AuditKind } from "~/api/audit";
import * as m from "~/paraglide/messages";

export const KINDS: Record<AuditKind, () => string> = {
  read: m.audit_kind_read,
  write: m.audit_kind_write,
  door: m.audit_kind_door,
  clinic: m.audit_kind_clinic,
  export: m.audit_kind_export,
  emergency: m.audit_kind_emergency,
};

const ACTS: Record<string, () => string> = {
  read_audit: m.audit_read_audit,
  export_audit: m.audit_export_audit,
  write_record: m.audit_write_record,
  sign_in: m.audit_sign_in,
  sign_out: m.audit_sign_out,
  sign_in_failed: m.audit_sign_in_failed,
  sign_in_refused: m.audit_sign_in_refused,
  sign_on_refused: m.audit_sign_on_refused,
  connect_sign_on: m.audit_connect_sign_on,
  disconnect_sign_on: m.audit_disconnect_sign_on,
  lock_session: m.audit_lock_session,
  unlock_session: m.audit_unlock_session,
  unlock_failed: m.audit_unlock_failed,
  change_password: m.audit_password,
  set_password: m.audit_password,
  reset_password: m.audit_password,
  add_address: m.audit_address,
  change_address: m.audit_address,
  remove_address: m.audit_address,
  verify_address: m.audit_address,
  add_second_factor: m.audit_factor_added,
  remove_second_factor: m.audit_factor_removed,
  reset_second_factor: m.audit_factor_removed,
  second_factor_failed: m.audit_factor_failed,
  renew_recovery_codes: m.audit_codes,
  create_token: m.audit_token_made,
  revoke_token: m.audit_token_ended,
  revoke_tokens: m.audit_token_ended,
  deactivate_account: m.audit_switched_off,
  reactivate_account: m.audit_switched_on,
  add_member: m.audit_member_added,
  end_membership: m.audit_member_ended,
  set_sign_on: m.audit_set_sign_on,
  remove_sign_on: m.audit_set_sign_on,
  give_sign_on_domain: m.audit_set_sign_on,
  take_sign_on_domain: m.audit_set_sign_on,
  set_lock_minutes: m.audit_set_lock,
  set_record_years: m.audit_set_keeping,
  end_keeping: m.audit_keeping_ended,
  set_clinic_limits: m.audit_set_numbers,
  set_clinic_precision: m.audit_set_numbers,
  set_clinic_telephone: m.audit_set_telephone,
  load_questionnaire: m.audit_questionnaire,
  retire_questionnaire: m.audit_questionnaire,
  create_template: m.audit_template,
  change_template: m.audit_template,
  archive_template: m.audit_template,
  invite: m.audit_invited,
  use_invitation: m.audit_invitation_used,
  revoke_invitation: m.audit_invitation_ended,
  ask_export: m.audit_export,
  export_ready: m.audit_export,
  fetch_export: m.audit_export_fetched,
  ask_bulk_export: m.audit_bulk,
  cancel_bulk_export: m.audit_bulk_ended,
  fetch_bulk_export: m.audit_bulk_fetched,
  ask_import: m.audit_import,
  apply_import: m.audit_import_applied,
  undo_import: m.audit_import_undone,
  discard_import: m.audit_import_undone,
  make_health_link: m.audit_link_made,
  end_health_link: m.audit_link_ended,
  refuse_health_link: m.audit_link_refused,
  open_in_emergency: m.audit_emergency,
  end_emergency: m.audit_emergency_ended,
  emergency_not_found: m.audit_emergency_unknown,
  register_patient: m.audit_registered,
  join_team: m.audit_team,
  leave_team: m.audit_team,
  join_clinic: m.audit_joined,
  leave_clinic: m.audit_left,
  give_consent: m.audit_consent,
  withdraw_consent: m.audit_consent,
  refuse_consent: m.audit_consent,
};
const LOOKED: Record<string, () => string> = {
  worklist: m.audit_saw_list,
  list: m.audit_saw_list,
  messages: m.audit_saw_list,
  "health-link": m.audit_saw_link,
  read_audit: m.audit_saw_trail,
  export_audit: m.audit_took_trail,
  csv: m.audit_took_sheet,
  research_export: m.audit_took_research,
};

/** An act without words of its own is one in the record: nothing more is told here of what stands there. */
export function sayAct(act: AuditAct): string {
  if (act.action === "read")
    return (
      LOOKED[act.what] ?? (act.what.startsWith("report:") ? m.audit_took_report : m.audit_saw_record)
    )();
  const said = (ACTS[act.action] ?? m.audit_write_record)();
  return act.count > 1 ? `${said} ${m.seen_times({ count: act.count })}` : said;
}

/** A record by the end of its number: who answers for a clinic need not read who its patients are. */
export const shortRecord = (id: string) => id.slice(-6).toUpperCase();
