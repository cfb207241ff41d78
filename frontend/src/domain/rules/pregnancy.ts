/** Pregnant and postpartum: what is known on each day. As backend/guidance/pregnancy_course.py. */
import { dayNumber, type Fact } from "./facts";
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

/** Two deliveries recorded within so many days are one. */
const ONE_BIRTH = 150;

/** A delivery's year runs on though a new pregnancy begins in it. The order of a day's entries plays no part. */
export function followPregnancy(facts: readonly Fact[], numbers: Numbers): PregnancyCourse {
  const known: Stretch[] = [];
  const births = new Set(facts.filter((fact) => fact.kind === "delivery").map((fact) => fact.day));
  let carrying: Stretch | null = null;
  let born: number | null = null;
  const told = facts
    .filter((fact) => fact.kind === "pregnancy" || fact.kind === "delivery")
    .sort(
      (a, b) =>
        a.day - b.day || Number(a.kind === "delivery") - Number(b.kind === "delivery") || a.seq - b.seq,
    );
  for (const fact of told) {
    const { day } = fact;
    if (fact.kind === "delivery") {
      if (!carrying && born !== null && day - born < ONE_BIRTH) continue;
      if (carrying) carrying.end = Math.min(predictedEnd(carrying, numbers), day);
      known.push({
        start: day,
        kind: "postpartum",
        lmp: carrying?.lmp ?? day - TERM,
        delivered: day,
        end: FOREVER,
      });
      carrying = null;
      born = day;
    } else if (fact.data.ended) {
      if (carrying && !births.has(day)) {
        carrying.end = Math.min(predictedEnd(carrying, numbers), day);
        carrying = null;
      }
    } else {
      const lmp = firstDay(fact);
      const over = born !== null && (born === day || (lmp !== null && lmp < born - 14));
      if ((!carrying && over) || (carrying && lmp === null)) continue;
      if (carrying) carrying.end = Math.min(predictedEnd(carrying, numbers), day);
      carrying = { start: day, kind: "pregnant", lmp, delivered: null, end: FOREVER };
      known.push(carrying);
    }
  }
  return spansOf(known, numbers);
}

/** Day 0 of gestation, from the week on that day or from the expected delivery (40+0). */
function firstDay(fact: Fact): number | null {
  if (typeof fact.data.due_on === "string") return dayNumber(fact.data.due_on) - TERM;
  const week = fact.data.gestation_week;
  return typeof week === "number" ? fact.day - Math.floor(week * 7 + 0.05) : null;
}

function spansOf(known: readonly Stretch[], numbers: Numbers): PregnancyCourse {
  let stretches: Stretch[] = [];
  for (const one of known) {
    const natural = predictedEnd(one, numbers);
    const overdue = one.kind === "pregnant" && one.end >= natural;
    const stretch = { ...one, end: Math.min(one.end, natural) };
    stretches.push(stretch);
    if (overdue && stretch.lmp !== null) {
      const born = stretch.lmp + TERM;
      const end = born + numbers.postpartum_days + 1;
      if (stretch.end < end) {
        stretches.push({ start: stretch.end, kind: "postpartum", lmp: stretch.lmp, delivered: born, end });
      }
    }
  }
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
