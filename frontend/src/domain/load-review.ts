/**
 * What is still missing for a load review, one criterion at a time, as backend/guidance/load_review.py says it;
 * tests/vectors/load/reviews.json holds both to the same answers. It prompts to ask, and raises nothing.
 */
import { REVIEW } from "~/generated/review";
import { addDays, type Day, daysBetween } from "./days";
import { type AnyRecord, type Finding, type LoadTerms, stands } from "./records";
import { isHip } from "./rules/areas";
import { dayNumber, dayText, factsUntil } from "./rules/facts";
import { follow } from "./rules/walker";
import type { Leg } from "./vocabulary";

export type CriterionName = "decision" | "logged" | "pain" | "quiet" | "fracture";
export interface Criterion {
  name: CriterionName;
  met: boolean;
  /** met without a break since that day, where it was not always met */
  since: Day | null;
  /** days until it is met; for `logged`, days of entries that are missing */
  short: number | null;
}
export type ReviewNumbers = Record<keyof typeof REVIEW, number>;
export type Blocking = Pick<Finding, "finding" | "urgency" | "state" | "resolved_on">;

/** The defaults, and over them what was set for this patient. */
export const reviewNumbers = (chosen: Record<string, number> | null | undefined): ReviewNumbers => ({
  ...REVIEW,
  ...chosen,
});

/** The five criteria of a leg; none where no load below full is in force for it. */
export function loadReview(
  leg: Leg,
  records: readonly AnyRecord[],
  terms: LoadTerms,
  findings: readonly Blocking[],
  today: Day,
  numbers: ReviewNumbers = REVIEW,
): Criterion[] {
  const term = terms[leg].findLast((one) => one.from <= today && (one.until === null || today < one.until));
  const row = term && records.find((one) => one.id === term.record);
  if (!term || !row || row.status === "FWB") return [];
  const { days, tops } = counted(records, today);
  return [
    until("decision", addDays(term.from, numbers.review_prescription_days), today),
    logged(days, today, numbers),
    until("pain", last(above(tops, numbers.review_pain), today, numbers.review_window_days), today),
    quiet(findings),
    until("fracture", last(broken(records), today, numbers.review_after_fracture_days + 1), today),
  ];
}

/** Days with an entry of the areas that count, and their highest pain; one without a number counts as the worst. */
function counted(records: readonly AnyRecord[], today: Day) {
  const course = follow(factsUntil(records, dayNumber(today)));
  const sites = [...(course.episodes.at(-1)?.sites.keys() ?? [])];
  const joints = sites.length > 0 && !sites.some(isHip) ? new Set(sites) : null;
  const logs = [...course.logs].filter(([area]) => (joints ? joints.has(area) : isHip(area)));
  const days = new Set<Day>();
  const tops = new Map<Day, number>();
  for (const [, log] of logs) {
    for (const [index, number] of log.days.entries()) {
      const day = dayText(number);
      days.add(day);
      const nameless = log.rows[index]!.some((fact) => typeof fact.data.intensity !== "number");
      const top = nameless ? Number.POSITIVE_INFINITY : log.tops[index]!;
      tops.set(day, Math.max(tops.get(day) ?? 0, top));
    }
  }
  return { days, tops };
}

const above = (tops: ReadonlyMap<Day, number>, most: number) =>
  [...tops].filter(([, top]) => top > most).map(([day]) => day);

/** The day from which something holds, and how far that is. */
function until(name: CriterionName, from: Day | null, today: Day): Criterion {
  const met = from === null || from <= today;
  return { name, met, since: met ? from : null, short: met ? null : daysBetween(today, from!) };
}

/** The day after the last of the days has left a window of so many. */
function last(days: Iterable<Day>, today: Day, window: number): Day | null {
  const latest = [...days]
    .filter((day) => day <= today)
    .sort()
    .at(-1);
  return latest === undefined ? null : addDays(latest, window);
}

const broken = (records: readonly AnyRecord[]) =>
  records
    .filter((row) => row.kind === "fracture" || (row.kind === "imaging" && row.result === "fracture"))
    .map((row) => row.date);

function logged(days: ReadonlySet<Day>, today: Day, numbers: ReviewNumbers): Criterion {
  const { review_window_days: window, review_logged_days: need } = numbers;
  const count = (end: Day) => {
    let found = 0;
    for (let back = 0; back < window; back += 1) if (days.has(addDays(end, -back))) found += 1;
    return found;
  };
  const missing = need - count(today);
  if (missing > 0) return { name: "logged", met: false, since: null, short: missing };
  let since = today;
  while (count(addDays(since, -1)) >= need) since = addDays(since, -1);
  return { name: "logged", met: true, since, short: null };
}

const blocks = (finding: Blocking) => finding.urgency === "now" || finding.finding === "pain-worse";

function quiet(findings: readonly Blocking[]): Criterion {
  const those = findings.filter((one) => blocks(one) && one.state !== "withdrawn");
  const open = those.some((one) => one.state !== "resolved");
  const ends = those.flatMap((one) => one.resolved_on ?? []).sort();
  return { name: "quiet", met: !open, since: open ? null : (ends.at(-1) ?? null), short: null };
}

/** The legs of which the rules themselves say that they are ready. */
export const readyLegs = (findings: readonly Finding[]): ReadonlySet<Leg> =>
  new Set(
    findings.flatMap((one) =>
      one.finding === "ready-for-load-review" && stands(one) && (one.side === "left" || one.side === "right")
        ? [one.side]
        : [],
    ),
  );
