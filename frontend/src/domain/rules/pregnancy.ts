/** Pregnant and postpartum: what is known on each day. As backend/guidance/pregnancy_course.py. */
import type { Fact } from "./facts";
import type { Numbers } from "./numbers";
import { FOREVER, type Span, union } from "./spans";

const TERM = 280;
const LONGEST = 308;

export interface Stretch {
  start: number;
  kind: "pregnant" | "postpartum";
  /** day 0 of gestation; null where no week was given */
  lmp: number | null;
  delivered: number | null;
  end: number;
}
export interface PregnancyCourse {
  stretches: Stretch[];
  pregnant: Span[];
  postpartum: Span[];
  third: Span[];
}

const predictedEnd = (stretch: Stretch, numbers: Numbers) =>
  stretch.kind === "pregnant"
    ? (stretch.lmp ?? stretch.start) + LONGEST
    : (stretch.delivered ?? 0) + numbers.postpartum_days + 1;

export function followPregnancy(facts: readonly Fact[], numbers: Numbers): PregnancyCourse {
  const known: Stretch[] = [];
  const now = () => (known.at(-1)?.end === FOREVER ? known.at(-1)! : null);
  const begin = (fact: Fact, kind: Stretch["kind"], lmp: number | null, delivered: number | null) => {
    const current = now();
    if (current) current.end = Math.min(predictedEnd(current, numbers), fact.day);
    known.push({ start: fact.day, kind, lmp, delivered, end: FOREVER });
  };
  for (const fact of facts) {
    if (fact.kind === "pregnancy") {
      const current = now();
      if (fact.data.ended) {
        if (current?.kind === "pregnant") current.end = Math.min(predictedEnd(current, numbers), fact.day);
        continue;
      }
      const week = fact.data.gestation_week;
      const lmp = typeof week === "number" ? fact.day - Math.floor(week * 7 + 0.05) : null;
      if (
        current?.kind === "postpartum" &&
        current.delivered !== null &&
        (current.delivered === fact.day || (lmp !== null && lmp < current.delivered - 14))
      ) {
        continue;
      }
      if (current?.kind === "pregnant" && lmp === null) continue;
      begin(fact, "pregnant", lmp, null);
    } else if (fact.kind === "delivery") {
      const last = now();
      if (last?.kind === "postpartum" && last.delivered !== null && fact.day - last.delivered < 150) continue;
      const lmp = last?.kind === "pregnant" ? last.lmp : null;
      begin(fact, "postpartum", lmp ?? fact.day - TERM, fact.day);
    }
  }
  return spansOf(known, numbers);
}

function spansOf(known: readonly Stretch[], numbers: Numbers): PregnancyCourse {
  let stretches: Stretch[] = [];
  known.forEach((one, index) => {
    const natural = predictedEnd(one, numbers);
    const overdue = (one.kind === "pregnant" && one.end === FOREVER) || one.end === natural;
    const stretch = { ...one, end: Math.min(one.end, natural) };
    stretches.push(stretch);
    if (stretch.kind === "pregnant" && overdue && stretch.lmp !== null) {
      const born = stretch.lmp + TERM;
      const end = Math.min(born + numbers.postpartum_days + 1, known[index + 1]?.start ?? FOREVER);
      if (stretch.end < end) {
        stretches.push({ start: stretch.end, kind: "postpartum", lmp: stretch.lmp, delivered: born, end });
      }
    }
  });
  stretches = stretches.filter((one) => one.start < one.end);
  const spans = (kind: Stretch["kind"]) =>
    union(stretches.filter((one) => one.kind === kind).map((one): Span => [one.start, one.end]));
  return {
    stretches,
    pregnant: spans("pregnant"),
    postpartum: spans("postpartum"),
    third: union(
      stretches
        .filter((one) => one.kind === "pregnant")
        .map(
          (one): Span => [
            Math.max(one.start, one.lmp === null ? one.start : one.lmp + numbers.third_trimester_days),
            one.end,
          ],
        ),
    ),
  };
}
