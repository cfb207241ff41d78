import type { LoadDecision } from "./records";
import { type Aid, LOAD_STEPS, type LoadReport, type LoadStep } from "./vocabulary";

export function stepIndex(status: LoadStep): number {
  return LOAD_STEPS.indexOf(status);
}

/** The step above, one at a time; null at the top (clinical contract §4). */
export function nextStep(status: LoadStep): LoadStep | null {
  return LOAD_STEPS[stepIndex(status) + 1] ?? null;
}

/** True when going from one decision to another leaves out a step upwards: the clinician then says why. */
export function skipsStep(from: LoadStep | null | undefined, to: LoadStep): boolean {
  return from != null && stepIndex(to) - stepIndex(from) > 1;
}

/** A load as it is drawn: `share` is its percent of body weight where the order is in kilograms. */
export interface DrawnLoad {
  status?: LoadReport | null;
  percent?: number | null;
  share?: number | null;
}

/** How far the foot of the drawing is filled, 0 to 1. A picture of the step, not a measurement. */
export function fillOf(load: DrawnLoad | null | undefined): number {
  switch (load?.status) {
    case "TTWB":
      return 0.12;
    case "PWB":
      return Math.min(0.9, Math.max(0.15, (load.percent ?? load.share ?? 50) / 100));
    case "WBAT":
      return 0.9;
    case "FWB":
      return 1;
    default:
      return 0;
  }
}

/** How far kilograms fill the foot beside a decision of known kilograms: on the decision's own scale. Null where nobody knows. */
export function fillOfKilograms(
  kg: number | null | undefined,
  decision: (DrawnLoad & { kg?: number | null }) | null | undefined,
): number | null {
  if (kg == null || !decision?.kg) return null;
  return Math.min(1, (kg / decision.kg) * fillOf(decision));
}

interface Reported {
  status?: LoadReport | null;
  percent?: number | null;
  kg?: number | null;
}
type Decided = Pick<LoadDecision, "status" | "percent" | "limit_kg" | "kg" | "share" | "weight_kg">;

/**
 * Is a report above the decision in force? UNABLE is never a load. Like is compared with like: percent with percent and
 * kilograms with kilograms, and one with the other only where the body weight is known (clinical contract, `load-above-prescription`).
 */
export function aboveDecision(report: Reported, decision: Decided | null | undefined): boolean {
  if (!decision || !report.status || report.status === "UNABLE") return false;
  const difference = stepIndex(report.status) - stepIndex(decision.status);
  if (difference !== 0) return difference > 0;
  if (report.kg != null) return decision.kg != null && report.kg > decision.kg;
  if (report.status !== "PWB" || report.percent == null) return false;
  if (decision.percent != null) return report.percent > decision.percent;
  return decision.share != null && report.percent > decision.share;
}

/** Is one decision higher than another? Of two partial ones the kilograms tell, else the percent; unknown is not higher. */
export function isAbove(one: Decided, other: Decided): boolean {
  const difference = stepIndex(one.status) - stepIndex(other.status);
  if (difference !== 0 || one.status !== "PWB") return difference > 0;
  if (one.kg != null && other.kg != null) return one.kg > other.kg;
  return one.percent != null && other.percent != null && one.percent > other.percent;
}

/** What speaks against an aid beside a load: a leg that bears only part has none, or one that bears all keeps two crutches. */
export function aidDoubt(
  status: LoadStep | null,
  aid: Aid | "" | null | undefined,
): "missing" | "kept" | null {
  if ((status === "NWB" || status === "PWB") && aid === "none") return "missing";
  return status === "FWB" && aid === "two_crutches" ? "kept" : null;
}

/** A leg that bears nothing or only part: with which aid has to be said, be it none. */
export const lacksAid = (status: LoadStep | null, aid: Aid | "" | null | undefined): boolean =>
  (status === "NWB" || status === "PWB") && !aid;
