/** How much the drawing of the legs may say: never more than an open finding allows. */
import type { Day } from "./days";
import { isAbove } from "./load";
import { limitOfRecord } from "./load-today";
import { byMoment } from "./moment";
import {
  type BodyWeightRecord,
  type Finding,
  holdsLeg,
  type LoadDecision,
  type PrescriptionRecord,
  type Profile,
  type SignedLoad,
} from "./records";

import { LEGS, type Leg } from "./vocabulary";

/** Their advice is to keep weight off the leg (texts of the findings, GUIDANCE §2). */
const OFF = new Set([
  "cannot-bear-weight",
  "fracture-reported",
  "loading-despite-worsening-pain",
  "pregnancy-hip-pain",
  "pain-returned",
  "opposite-hip-pain",
]);

export interface Allowed {
  load: LoadDecision | null;
  /** the finding that holds back what was decided */
  held?: { by: Finding; decided: LoadDecision };
}

function legsOf(finding: Finding, profile: Profile | null): readonly Leg[] {
  const { side } = finding;
  if (side === "left" || side === "right") return [side];
  if (side === "both") return LEGS;
  // without a side it is about the legs of the illness, or about both where its side is not known
  const sites = profile?.episodes.filter((one) => one.state !== "resolved").flatMap((one) => one.sites) ?? [];
  const legs = LEGS.filter((leg) => sites.some((site) => site.side === leg || site.side === "both"));
  return legs.length > 0 ? legs : LEGS;
}

const keepsOff = ({ finding, urgency }: Finding) =>
  OFF.has(finding) || (finding === "fall-or-stumble" && urgency === "now");

/** Is there something to say of the load on this leg? Then, where nothing is decided, it is to keep load off. */
export const concerns = (profile: Profile | null, leg: Leg, findings: readonly Finding[]): boolean =>
  holdsLeg(profile, leg) || findings.some((one) => keepsOff(one) && legsOf(one, profile).includes(leg));

/** Lower, in percent or in kilograms; an amount that is not known is not. */
const lower = (a: SignedLoad, b: LoadDecision) =>
  isAbove({ ...b, kg: b.limit_kg ?? b.kg }, { ...a, kg: a.limit_kg });

export function allowedLoad(
  load: Record<Leg, LoadDecision | null>,
  findings: readonly Finding[],
  prescriptions: readonly PrescriptionRecord[],
  profile: Profile | null,
  weights: readonly BodyWeightRecord[],
  today: Day,
): Record<Leg, Allowed> {
  const one = (leg: Leg): Allowed => {
    const decided = load[leg];
    if (!decided) return { load: null };
    const signed = prescriptions
      .filter((row) => row.side === leg || row.side === "both")
      .sort((a, b) => byMoment(b, a));
    let answer: Allowed = { load: decided };
    for (const finding of findings) {
      // Signed since it opened, by somebody who knew, a load stands. Nobody knows of what only this phone says.
      if (!legsOf(finding, profile).includes(leg) || finding.load_decided_since) continue;
      const least: LoadDecision | undefined = keepsOff(finding)
        ? { status: "NWB", aid: decided.aid }
        : finding.finding === "relapse-after-load-increase"
          ? signed.slice(1).find((row) => lower(row, decided))
          : undefined;
      if (least && lower(least, answer.load!)) {
        const { status, percent, limit_kg, aid } = least;
        // an earlier order is said in the kilograms that it is today, never in more than what it holds back
        const row = signed.find((one) => one === least);
        const limit = row && limitOfRecord(row, weights, today);
        const kg = limit?.kg == null ? limit?.kg : Math.min(limit.kg, decided.kg ?? limit.kg);
        answer = {
          load: { status, percent, limit_kg, aid, kg, share: limit?.percent },
          held: { by: finding, decided },
        };
      }
    }
    return answer;
  };
  return { left: one("left"), right: one("right") };
}
