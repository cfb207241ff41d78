/** Which load is in force, and why one has ended. As backend/guidance/in_force.py; tests/vectors/in-force.json holds both to it. */
import { legsOf, unknownOf } from "./areas";
import { type Course, type Lapse, lastResolution, scoreOf } from "./course";
import type { Fact } from "./facts";
import type { Numbers } from "./numbers";
import { FOREVER, holds, spanAt } from "./spans";

export interface Term {
  fact: Fact;
  since: number;
  /** the first day on which it is not in force */
  until: number;
  end: "" | "replaced" | Lapse["why"];
}

/** All prescriptions of a side, oldest first, each with its days in force. */
export function termsOf(course: Course, side: string, numbers: Numbers): Term[] {
  const facts = course.prescriptions.get(side) ?? [];
  const lapses = facts.length > 0 ? lapsesOf(course, side, numbers) : [];
  return facts.map((fact, index): Term => {
    const replaced = facts[index + 1]?.day ?? FOREVER;
    const lapsed = lapses
      .filter((one) => fact.day <= one.signed && fact.day < one.day)
      .sort((a, b) => a.day - b.day || (a.why < b.why ? -1 : 1))[0];
    if (lapsed && lapsed.day <= replaced) {
      return { fact, since: fact.day, until: lapsed.day, end: lapsed.why };
    }
    return { fact, since: fact.day, until: replaced, end: replaced < FOREVER ? "replaced" : "" };
  });
}

/** The prescription in force on a side at the end of a day. */
export const inForce = (terms: readonly Term[], day: number): Term | null =>
  terms.findLast((term) => term.since <= day && day < term.until) ?? null;

function lapsesOf(course: Course, side: string, numbers: Numbers): Lapse[] {
  const out = [...(course.lapses.get(side) ?? [])];
  for (const [area, days] of returnedDays(course, numbers)) {
    if (!legsOf(area).includes(side)) continue;
    for (const day of days) {
      const signed = lastResolution(course, area, day);
      if (signed !== null) out.push({ day, why: "pain-returned", signed });
    }
  }
  for (const { area, day } of course.opposite) {
    if (area === `hip:${side}`) out.push({ day, why: "opposite-hip-pain", signed: day - 1 });
  }
  return out;
}

/** Per area that was resolved, the days on which pain returned there. */
function returnedDays(course: Course, numbers: Numbers): Map<string, number[]> {
  const out = new Map<string, number[]>();
  if (course.resolvedSpans.size === 0) return out;
  for (const area of new Set([...course.logs.keys(), ...course.changes.keys()])) {
    const resolved = course.resolvedSpans.get(area) ?? course.resolvedSpans.get(unknownOf(area)) ?? [];
    const log = course.logs.get(area);
    const ends = course.resolutions.get(area) ?? course.resolutions.get(unknownOf(area)) ?? [];
    const painful = (fact: Fact) => {
      const value = scoreOf(fact);
      return value === null || value >= numbers.returned_points;
    };
    const days = (log?.days ?? []).filter((day, index) => {
      const last = Math.max(-1, ...ends.filter((one) => one.day === day).map((one) => one.seq));
      return holds(resolved, day) && log!.rows[index]!.some((fact) => fact.seq > last && painful(fact));
    });
    const found = days.filter((day, index) => {
      const before = days[index - 1];
      return (
        before !== undefined &&
        day - before < numbers.returned_window_days &&
        spanAt(resolved, day) === spanAt(resolved, before)
      );
    });
    found.push(...(course.returned.get(area) ?? []).filter((day) => holds(resolved, day)));
    if (found.length > 0) out.set(area, found);
  }
  return out;
}
