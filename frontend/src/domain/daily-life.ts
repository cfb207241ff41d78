/** What of daily life was asked and decided: of each the last question and the last decision. */
import type { AnyRecord, Finding, Profile } from "./records";
import { stands } from "./records";
import { LEGS } from "./vocabulary";

export interface Life {
  doing: string;
  decision: AnyRecord | null;
  /** asked since the last decision, and not answered yet */
  question: AnyRecord | null;
}

/** Records of one patient, oldest first. */
export function lifeOf(records: readonly AnyRecord[]): Life[] {
  const found = new Map<string, Life>();
  for (const row of records) {
    if (row.kind !== "daily_life") continue;
    const doing = String(row.doing);
    const before = found.get(doing) ?? { doing, decision: null, question: null };
    found.set(doing, row.answer ? { doing, decision: row, question: null } : { ...before, question: row });
  }
  return [...found.values()];
}

/** What has come since a decision and speaks against relying on it: an urgent finding, or a load that ended by itself. */
export function changedSince(
  decision: AnyRecord,
  findings: readonly Finding[],
  terms: Profile["load_terms"],
): boolean {
  const day = decision.date;
  return (
    findings.some(
      (one) => stands(one) && ["now", "soon"].includes(one.urgency) && one.side && one.opened_on >= day,
    ) ||
    LEGS.some((leg) =>
      terms?.[leg].some((term) => term.until !== null && term.until >= day && term.end !== "replaced"),
    )
  );
}
