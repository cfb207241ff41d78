import type { LoadDecision } from "./records";
import { LOAD_STEPS, type LoadReport, type LoadStep } from "./vocabulary";

export function stepIndex(status: LoadStep): number {
  return LOAD_STEPS.indexOf(status);
}

/** The step above, one at a time; null at the top (GUIDANCE §4). */
export function nextStep(status: LoadStep): LoadStep | null {
  return LOAD_STEPS[stepIndex(status) + 1] ?? null;
}

/** True when going from one decision to another leaves out a step upwards: the clinician then says why. */
export function skipsStep(from: LoadStep | null | undefined, to: LoadStep): boolean {
  return from != null && stepIndex(to) - stepIndex(from) > 1;
}

/** How far the foot of the drawing is filled, 0 to 1. A picture of the step, not a measurement. */
export function fillOf(status: LoadReport | null | undefined, percent?: number | null): number {
  switch (status) {
    case "TTWB":
      return 0.12;
    case "PWB":
      return Math.min(0.9, Math.max(0.15, (percent ?? 50) / 100));
    case "WBAT":
      return 0.9;
    case "FWB":
      return 1;
    default:
      return 0;
  }
}

/**
 * Is a report above the decision in force? UNABLE is never a load; within PWB a higher percent is above
 * (GUIDANCE, `load-above-prescription`).
 */
export function aboveDecision(
  report: { status?: LoadReport | null; percent?: number | null },
  decision: Pick<LoadDecision, "status" | "percent"> | null | undefined,
): boolean {
  if (!decision || !report.status || report.status === "UNABLE") return false;
  const difference = stepIndex(report.status) - stepIndex(decision.status);
  if (difference !== 0) return difference > 0;
  return (
    report.status === "PWB" &&
    report.percent != null &&
    decision.percent != null &&
    report.percent > decision.percent
  );
}
