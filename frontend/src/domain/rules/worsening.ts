/** Is it getting worse? Medians of 3 days against 14, the slow rise, the patient's word (clinical contract §1). */
import { type Course, Log, type Word } from "./course";
import type { Numbers } from "./numbers";
import { FOREVER, intersect, type Span, union } from "./spans";

const CLOSE = 1e-9;

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
};

function byScores(log: Log | undefined, numbers: Numbers): Span[] {
  if (!log) return [];
  const known = log.days.flatMap((day, index) => {
    const top = log.tops[index];
    return top === null || top === undefined ? [] : [{ day, top }];
  });
  const between = (from: number, to: number) =>
    known.filter(({ day }) => from <= day && day <= to).map(({ top }) => top);
  const out: Span[] = [];
  for (let i = 2; i < known.length; i += 1) {
    const first = known[i - 2]!.day;
    const last = known[i]!.day;
    if (first < last - 6) continue;
    const now = median(known.slice(i - 2, i + 1).map(({ top }) => top));
    const until = Math.min(first + 7, known[i + 1]?.day ?? FOREVER);
    const before = between(first - 14, first - 1);
    if (before.length < 3) continue;
    const rise = now - median(before);
    if (rise >= numbers.worsening_points - CLOSE) out.push([last, until]);
    else if (rise >= numbers.slow_rise_recent_points - CLOSE) {
      for (let day = last; day < until; day += 1) {
        const older = between(day - 41, day - 28);
        if (older.length >= 3 && now - median(older) >= numbers.slow_rise_points - CLOSE) {
          out.push([day, day + 1]);
        }
      }
    }
  }
  return union(out);
}

function byWord(changes: readonly Word[], lasts: number): Span[] {
  const out: Span[] = [];
  changes.forEach(([day, direction], index) => {
    if (direction !== "worse") return;
    const stop = changes
      .slice(index + 1)
      .find(([, word]) => word === "same" || word === "better" || word === "gone");
    out.push([day, Math.min(day + lasts, stop?.[0] ?? FOREVER)]);
  });
  return union(out);
}

export function worseSpans(course: Course, area: string, numbers: Numbers): Span[] {
  const of = (log: Log | undefined, words: readonly Word[]) =>
    union(byScores(log, numbers), byWord(words, numbers.change_report_days));
  const log = course.logs.get(area);
  const words = course.changes.get(area) ?? [];
  const known = course.adopted.get(area);
  if (known === undefined) return of(log, words);
  // An unknown side speaks until its side is known; from then on its words and scores are that side's.
  if (area.endsWith(":unknown")) return intersect(of(log, words), [[-FOREVER, known]]);
  const unknown = new Set(course.logs.get("hip:unknown")?.entries);
  const said = new Set(course.changes.get("hip:unknown")?.map(([, , key]) => key));
  const own = new Log();
  own.entries = (log?.entries ?? []).filter((fact) => !unknown.has(fact));
  const before = of(
    own,
    words.filter(([, , key]) => !said.has(key)),
  );
  return union(intersect(before, [[-FOREVER, known]]), intersect(of(log, words), [[known, FOREVER]]));
}

export function worseEvidence(course: Course, area: string, day: number, numbers: Numbers): string[] {
  const log = course.logs.get(area);
  const keys = new Set<string>();
  if (log) {
    const rows = log.days.flatMap((one, index) =>
      one >= day - 6 && one <= day && log.tops[index] !== null
        ? [log.rows[index]!.map((fact) => fact.key)]
        : [],
    );
    for (const key of rows.slice(-3).flat()) keys.add(key);
  }
  for (const [one, word, key] of course.changes.get(area) ?? []) {
    if (word === "worse" && day - numbers.change_report_days < one && one <= day) keys.add(key);
  }
  return [...keys];
}
