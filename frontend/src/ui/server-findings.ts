/** What the server has found and still counts, for the patient's eyes. */
import { type Finding, stands } from "~/domain/records";
import type { TohDatabase } from "~/store/db";

const ORDER = ["now", "soon", "routine", "info"];

/** The gravest first; within one urgency as they came. */
export const byUrgency = (findings: Finding[]): Finding[] =>
  findings.sort((a, b) => ORDER.indexOf(a.urgency) - ORDER.indexOf(b.urgency));

export const openForPatient = (findings: readonly Finding[]): Finding[] =>
  findings.filter((finding) => stands(finding) && finding.audience.includes("patient"));

export const serverFindings = async (db: TohDatabase): Promise<Finding[]> =>
  byUrgency(openForPatient(await db.findings.toArray()));
