/** What the page for an appointment begins with and holds: the same as backend/exchange/report/appointment.py. */
import type { Day } from "./days";
import type { AnyRecord, Finding } from "./records";
import { stands } from "./records";

export interface VisitRecord extends AnyRecord {
  kind: "visit";
  visit_on: Day;
  time?: string | null;
  whom?: string | null;
}
export interface QuestionRecord extends AnyRecord {
  kind: "question";
  text: string;
  answer?: string | null;
}

/** What the list of "what happened" has; scans and loads have places of their own. */
export const HAPPENED = new Set([
  "diagnosis",
  "resolution",
  "fracture",
  "fall",
  "pregnancy",
  "delivery",
  "procedure",
  "change",
  "medicine",
]);
export const SCANS = new Set(["imaging", "lab", "dexa"]);

/** The last visit before today, and the next one from today on. */
export function visitsAround(
  records: readonly AnyRecord[],
  today: Day,
): { last: VisitRecord | undefined; next: VisitRecord | undefined } {
  const visits = (records.filter((row) => row.kind === "visit") as VisitRecord[]).sort((a, b) =>
    a.visit_on < b.visit_on ? -1 : 1,
  );
  return {
    last: visits.findLast((one) => one.visit_on < today),
    next: visits.find((one) => one.visit_on >= today),
  };
}

/** From which day the page tells: the last visit, else the first entry. */
export function toldSince(records: readonly AnyRecord[], last: VisitRecord | undefined, today: Day): Day {
  return last?.visit_on ?? records.reduce<Day>((least, row) => (row.date < least ? row.date : least), today);
}

const URGENCY = ["now", "soon", "routine", "info"];

/** What still stands, and what opened since; what stands and is most urgent comes first. */
export const findingsSince = (findings: readonly Finding[], since: Day): Finding[] =>
  findings
    .filter((one) => one.audience.includes("patient") && one.state !== "withdrawn")
    .filter((one) => stands(one) || one.opened_on >= since)
    .sort(
      (a, b) =>
        Number(!stands(a)) - Number(!stands(b)) ||
        URGENCY.indexOf(a.urgency) - URGENCY.indexOf(b.urgency) ||
        (a.opened_on > b.opened_on ? -1 : 1),
    );
