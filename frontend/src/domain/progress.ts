/**
 * Is it getting better? Two weeks of one place compared, four weeks apart, as backend/guidance/progress.py says and explains;
 * tests/vectors/progress holds both to the same answers. The chart's weeks and the sentence come from here alike.
 */
import { ERRORS } from "~/generated/errors";
import type { Day } from "./days";
import type { AnyRecord } from "./records";
import { isHip } from "./rules/areas";
import type { Log } from "./rules/course";
import { dayNumber, dayText, factsUntil } from "./rules/facts";
import { DEFAULTS, type Numbers } from "./rules/numbers";
import { holds } from "./rules/spans";
import { follow } from "./rules/walker";
import { worseSpans } from "./rules/worsening";

export type Verdict = "better" | "worse" | "no_clear_change" | "too_few";

/** Seven days that are over: in how many there is a value, and what is in the middle of those. */
export interface Week {
  first: Day;
  last: Day;
  logged: number;
  middle: number;
  low: number;
  high: number;
}
export interface Progress {
  /** `hip:left`, `knee:right`, `hip:unknown` */
  place: string;
  verdict: Verdict;
  /** the 28 days looked at */
  first: Day;
  last: Day;
  /** days with a value among them */
  logged: number;
  /** medians of the last and of the first of the four weeks; null where too few of its days have a value */
  now: number | null;
  before: number | null;
  /** the least difference that counts, in points: it matters, and is more than chance */
  least: number | null;
  /** days of entries, one each day, until there is an answer */
  missing: number;
  /** the rules call today's days worse where the month does not say so */
  lately_worse: boolean;
}
export interface PlaceProgress extends Progress {
  weeks: Week[];
  current: boolean;
}

const WEEK = 7;
export const WINDOW = 28;
/** Days with a value that each of the two weeks needs (ours). */
const LEAST_DAYS = 4;
const TWO_SIDED = 1.96;
/** 99 % for a course's own ups and downs, as the answer is read every day (ours). */
const ASKED_EVERY_DAY = 2.576;
const SEM = ERRORS.pain / (TWO_SIDED * Math.sqrt(2));
const CLOSE = 1e-9;

type Values = ReadonlyMap<number, number>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Each place with a value in the 28 days or today, hips first; where there is none, the place that was logged last. */
export const progressOf = (
  records: readonly AnyRecord[],
  today: Day,
  numbers: Numbers = DEFAULTS,
): PlaceProgress[] => progressOfAll(records, today, numbers).filter((one) => one.current);

/** The weeks of each place, as the chart draws them. */
export const weeksByPlace = (all: readonly PlaceProgress[]): Map<string, Week[]> =>
  new Map(all.map(({ place, weeks }) => [place, weeks]));

/** Every place that ever had a value; `current` are those that the sentence speaks of. */
export function progressOfAll(
  records: readonly AnyRecord[],
  today: Day,
  numbers: Numbers = DEFAULTS,
): PlaceProgress[] {
  const now = dayNumber(today);
  const course = follow(factsUntil(records, now));
  const places = [...course.logs]
    // the side that is known speaks
    .filter(([place]) => !(place.endsWith(":unknown") && course.adopted.has(place)))
    .map(([place, log]) => ({ place, values: valuesOf(log) }))
    .filter(({ values }) => values.size > 0);
  const latest = (values: Values) => [...values.keys()].at(-1)!;
  const since = Math.min(now - WINDOW, Math.max(...places.map(({ values }) => latest(values))));
  return places
    .sort((a, b) => Number(isHip(b.place)) - Number(isHip(a.place)) || (a.place < b.place ? -1 : 1))
    .map(({ place, values }) => ({
      ...progressOfPlace(
        place,
        values,
        now,
        numbers.worsening_points,
        holds(worseSpans(course, place, numbers), now),
      ),
      weeks: weeksOf(values, now),
      current: latest(values) >= since,
    }));
}

function valuesOf(log: Log): Map<number, number> {
  const values = new Map<number, number>();
  log.days.forEach((day, index) => {
    const top = log.tops[index];
    if (top !== null && top !== undefined) values.set(day, top);
  });
  return values;
}

function weeksOf(values: Values, today: number): Week[] {
  const found = new Map<number, number[]>();
  for (const [day, value] of values) {
    if (day >= today) continue;
    const ago = Math.floor((today - 1 - day) / WEEK);
    const week = found.get(ago);
    if (week) week.push(value);
    else found.set(ago, [value]);
  }
  return [...found]
    .sort(([a], [b]) => b - a)
    .map(([ago, week]) => ({
      first: dayText(today - (ago + 1) * WEEK),
      last: dayText(today - 1 - ago * WEEK),
      logged: week.length,
      middle: median(week),
      low: Math.min(...week),
      high: Math.max(...week),
    }));
}

function progressOfPlace(
  place: string,
  values: Values,
  today: number,
  points: number,
  worse: boolean,
): Progress {
  const four = [0, 1, 2, 3].map((week) => {
    const at = today - WINDOW + week * WEEK;
    return [0, 1, 2, 3, 4, 5, 6].flatMap((day) => values.get(at + day) ?? []);
  });
  const middle = (week: readonly number[]) => (week.length >= LEAST_DAYS ? median(week) : null);
  const before = middle(four[0]!);
  const now = middle(four[3]!);
  const least = before === null || now === null ? null : Math.max(points, errorOf(four));
  let verdict: Verdict = "too_few";
  if (before !== null && now !== null && least !== null) {
    const beyond = Math.abs(now - before) >= least - CLOSE;
    verdict = !beyond ? "no_clear_change" : now < before ? "better" : "worse";
  }
  const lately_worse = worse && verdict !== "worse";
  if (lately_worse && verdict === "better") verdict = "no_clear_change";
  return {
    place,
    verdict,
    first: dayText(today - WINDOW),
    last: dayText(today - 1),
    logged: four.flat().length,
    now,
    before,
    least,
    missing: least === null ? missingOf(values, today) : 0,
    lately_worse,
  };
}

/** The least difference of the medians of the first and the last week that is more than chance, in points. */
function errorOf(four: readonly number[][]): number {
  const days = four.flatMap((week) => week.map((value) => value - median(week)));
  const weeks = four.filter((week) => week.length > 0).length;
  const own = Math.sqrt(
    days.reduce((sum, apart) => sum + apart * apart, 0) / Math.max(1, days.length - weeks),
  );
  const varies = Math.sqrt((Math.PI / 2) * (1 / four[0]!.length + 1 / four[3]!.length));
  return Math.max(TWO_SIDED * SEM, ASKED_EVERY_DAY * own) * varies;
}

/** The fewest days, each logged from today on, after which both weeks have enough. */
function missingOf(values: Values, today: number): number {
  const enough = (from: number) =>
    [0, 1, 2, 3, 4, 5, 6].filter((day) => values.has(from + day) || from + day >= today).length >= LEAST_DAYS;
  let days = 0;
  while (!(enough(today + days - WINDOW) && enough(today + days - WEEK))) days += 1;
  return days;
}
