import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Change } from "~/api/http";
import type { AnyRecord, Finding } from "~/domain/records";

/** What is known of the patient in hand, for words about what others did: findings by name, acts by their author. */
export interface Known {
  findings: readonly Finding[];
  records: readonly AnyRecord[];
}
export const KnownPatient = createContext<Known>({ findings: [], records: [] });
export const useKnown = () => useContext(KnownPatient);

/** The finding that a clinician's act names; none when it was taken away meanwhile. */
export function findingOf(known: Known, act: AnyRecord | Change): Finding | undefined {
  const { finding, subject = "" } = act as { finding?: string; subject?: string };
  const fitting = known.findings.filter((one) => one.finding === finding);
  return fitting.find((one) => (one.subject ?? "") === subject) ?? fitting[0];
}

/** The newest act of that kind about this finding. */
export const actOn = (known: Known, kind: "acknowledge" | "resolve_finding", finding: Finding) =>
  known.records.findLast(
    (row) =>
      row.kind === kind && row.finding === finding.finding && (row.subject ?? "") === (finding.subject ?? ""),
  );

/** What the patient says of a conversation about this finding since it opened; the newest last. */
export const spokenAbout = (known: Known, finding: Finding) =>
  known.records.filter(
    (row) => row.kind === "spoken_with" && row.finding === finding.finding && row.date >= finding.opened_on,
  );
