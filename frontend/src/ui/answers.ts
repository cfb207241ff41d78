import type { Answer } from "~/api/http";
import * as m from "~/paraglide/messages";
import { sayProblem } from "./problems";

const BY_CODE: Record<string, () => string> = {
  gone: m.invite_gone,
  address: m.invite_other_address,
  wrong: m.invite_wrong_code,
  required: m.invite_code_missing,
  own: m.invite_own,
  two_records: m.invite_two_records,
  consent: m.consent_needed,
  last_administrator: m.staff_last_administrator,
  no_account: m.transfer_no_account,
};

/** Why an answer was no success, in a sentence; null for a success. */
export function whyNot(answer: Answer<unknown>): string | null {
  if (answer.kind === "ok") return null;
  if (answer.kind === "offline") return m.needs_connection();
  if (answer.kind === "signed_out") return m.needs_sign_in();
  if (answer.kind !== "refused") return m.signin_later();
  const first = answer.problem.errors[0];
  const known = BY_CODE[first?.code ?? ""];
  return known ? known() : m.desk_refused({ why: sayProblem(answer.problem) });
}
