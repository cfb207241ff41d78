/** One patient's course, laid out on days: what the charts of the phone and of the desk draw. */
import { addDays, type Day, dayRange } from "./days";
import type { Movement } from "./examination";
import { aboveDecision, isAbove } from "./load";
import { limitOfRecord } from "./load-today";
import { isHipArea, legsOf } from "./pain";
import type {
  AnyRecord,
  BodyWeightRecord,
  DexaRecord,
  LoadRecord,
  LoadTerms,
  MeasurementRecord,
  PainRecord,
  PracticeRecord,
  PrescriptionRecord,
} from "./records";
import { LEGS, type Leg, type LoadReport, type LoadStep } from "./vocabulary";

export interface PainPoint {
  day: Day;
  /** highest of the day; null when logged without a number */
  value: number | null;
  ids: string[];
}
/** Pain of one place beside the hips, with its name. */
export interface PlacePain {
  /** `knee|left` */
  key: string;
  name: string;
  points: PainPoint[];
}
export interface LoadSpan {
  from: Day;
  /** the day on which it was replaced or ended by itself; the last day of the course while it stands */
  to: Day;
  /** it still stands */
  open: boolean;
  /** it ended by itself: it is of an earlier illness */
  ended: boolean;
  status: LoadStep;
  percent: number | null;
  limit_kg: number | null;
  ceiling_kg: number | null;
  kg: number | null;
  share: number | null;
  aid: string | null;
  id: string;
}
export interface ReportPoint {
  day: Day;
  status: LoadReport;
  percent: number | null;
  kg: number | null;
  id: string;
}
/** What a device measured of a leg on one day, while walking: it outranks what was reported. */
export interface MeasuredPoint {
  day: Day;
  peak_kg: number | null;
  mean_kg: number | null;
  steps: number | null;
  share_above_limit: number | null;
  /** of the body weight that was known on that day; null where none was */
  share: number | null;
  id: string;
}
/** Readings of a bathroom scale on one day, standing, and the limit of that day. */
export interface PracticeDay {
  day: Day;
  readings: number[];
  limit: number | null;
  ids: string[];
}
export interface Mark {
  day: Day;
  kind:
    | "imaging"
    | "dexa"
    | "diagnosis"
    | "resolution"
    | "fracture"
    | "delivery"
    | "procedure"
    | "lab"
    | "fall"
    | "load"
    | "silence";
  id: string;
  record: AnyRecord;
}
export interface Course {
  from: Day;
  to: Day;
  onset: Day | null;
  pain: Record<Leg, PainPoint[]>;
  /** hip-area pain of which nobody said the side, where no diagnosis tells it either */
  unsided: PainPoint[];
  /** pain elsewhere: knee, ankle, foot, low back */
  elsewhere: PainPoint[];
  load: Record<Leg, LoadSpan[]>;
  reports: Record<Leg, ReportPoint[]>;
  measured: Record<Leg, MeasuredPoint[]>;
  practice: Record<Leg, PracticeDay[]>;
  exercise: { day: Day; minutes: number; ids: string[] }[];
  motion: MotionPoint[];
  dexa: DexaRecord[];
  marks: Mark[];
}
/** How far a joint of one leg moved on an examination, in degrees. */
export interface MotionPoint {
  day: Day;
  movement: Movement;
  leg: Leg;
  degrees: number;
  id: string;
}

/** Pain outside the hip area, each place by itself; the key is site and side. */
export function painElsewhere(records: readonly AnyRecord[], to: Day): Map<string, PainPoint[]> {
  const places = new Map<string, Map<Day, PainPoint>>();
  const sorted = records
    .filter((row) => row.kind === "pain" && row.date <= to)
    .sort((a, b) => (a.date < b.date ? -1 : 1));
  for (const row of sorted) {
    const entry = row as unknown as PainRecord;
    if (isHipArea(entry)) continue;
    const key = `${entry.site}|${entry.side ?? "unknown"}`;
    const days = places.get(key) ?? new Map<Day, PainPoint>();
    places.set(key, days);
    add(days, entry);
  }
  return new Map([...places].map(([key, days]) => [key, [...days.values()]]));
}

const NO_TERMS: LoadTerms = { left: [], right: [] };
const MARKS = new Set([
  "imaging",
  "diagnosis",
  "resolution",
  "fracture",
  "delivery",
  "procedure",
  "lab",
  "fall",
]);

/** `terms` are the days on which each prescription is in force, as the rules say; this file decides nothing about that. */
export function courseOf(
  records: readonly AnyRecord[],
  to: Day,
  onset: Day | null = null,
  terms: LoadTerms = NO_TERMS,
): Course {
  const sorted = [...records]
    .filter((row) => row.date <= to)
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const pain: Record<Leg, Map<Day, PainPoint>> = { left: new Map(), right: new Map() };
  const unsided = new Map<Day, PainPoint>();
  const elsewhere = new Map<Day, PainPoint>();
  const load = { left: spansOf("left", sorted, terms, to), right: spansOf("right", sorted, terms, to) };
  const reports: Record<Leg, ReportPoint[]> = { left: [], right: [] };
  const measured: Record<Leg, MeasuredPoint[]> = { left: [], right: [] };
  const exercise = new Map<Day, { day: Day; minutes: number; ids: string[] }>();
  const weights = sorted.filter((row) => row.kind === "body_weight") as unknown as BodyWeightRecord[];
  const dexa: DexaRecord[] = [];
  const marks: Mark[] = [];
  const affected = LEGS.filter((leg) => sorted.some((row) => row.kind === "diagnosis" && row.side === leg));

  for (const row of sorted) {
    if (row.kind === "pain") {
      const entry = row as unknown as PainRecord;
      if (!isHipArea(entry)) {
        add(elsewhere, entry);
        continue;
      }
      const legs = legsOf(entry.side ?? "unknown", affected);
      for (const leg of legs) add(pain[leg], entry);
      if (legs.length === 0) add(unsided, entry);
    } else if (row.kind === "weight_bearing") {
      const entry = row as unknown as LoadRecord;
      if (!entry.status) continue;
      for (const leg of legsOf(entry.side, affected)) {
        reports[leg].push({
          day: row.date,
          status: entry.status,
          percent: entry.percent ?? null,
          kg: entry.kg ?? null,
          id: row.id,
        });
      }
    } else if (row.kind === "load_measurement") {
      const entry = row as unknown as MeasurementRecord;
      for (const leg of legsOf(entry.side ?? "unknown", affected)) {
        measured[leg].push({
          day: row.date,
          peak_kg: entry.peak_kg ?? null,
          mean_kg: entry.mean_kg ?? null,
          steps: entry.steps ?? null,
          share_above_limit: entry.share_above_limit ?? null,
          share: shareOf(entry.peak_kg ?? entry.mean_kg, weights, row.date),
          id: row.id,
        });
      }
    } else if (row.kind === "exercise") {
      const before = exercise.get(row.date) ?? { day: row.date, minutes: 0, ids: [] };
      before.minutes += typeof row.minutes === "number" ? row.minutes : 0;
      before.ids.push(row.id);
      exercise.set(row.date, before);
    } else if (row.kind === "dexa") {
      dexa.push(row as unknown as DexaRecord);
      if (!marks.some((mark) => mark.kind === "dexa" && mark.day === row.date)) {
        marks.push({ day: row.date, kind: "dexa", id: row.id, record: row });
      }
    } else if (MARKS.has(row.kind)) {
      marks.push({ day: row.date, kind: row.kind as Mark["kind"], id: row.id, record: row });
    }
  }
  return {
    from: sorted[0]?.date ?? to,
    to,
    onset: onset ?? sorted.find((row) => row.kind === "pain")?.date ?? null,
    pain: { left: [...pain.left.values()], right: [...pain.right.values()] },
    unsided: [...unsided.values()],
    elsewhere: [...elsewhere.values()],
    load,
    reports,
    measured,
    practice: { left: practiceOf("left", sorted, load.left), right: practiceOf("right", sorted, load.right) },
    exercise: [...exercise.values()],
    motion: sorted.flatMap(motionOf),
    dexa,
    marks,
  };
}

function motionOf(row: AnyRecord): MotionPoint[] {
  const { movement, degrees } = row;
  if (row.kind !== "examination" || typeof degrees !== "number" || !movement) return [];
  return namedLegs(row.side).map((leg) => ({
    day: row.date,
    movement: movement as Movement,
    leg,
    degrees,
    id: row.id,
  }));
}

/** The legs that a record names; none where it names no side. */
const namedLegs = (side: unknown): readonly Leg[] =>
  side === "both" ? LEGS : LEGS.filter((leg) => leg === side);

function shareOf(
  kg: number | null | undefined,
  weights: readonly BodyWeightRecord[],
  day: Day,
): number | null {
  const weight = weights.findLast((row) => row.date <= day)?.kg;
  return kg == null || !weight ? null : Math.min(1, kg / weight);
}

function spansOf(leg: Leg, rows: readonly AnyRecord[], terms: LoadTerms, to: Day): LoadSpan[] {
  const weights = rows.filter((row) => row.kind === "body_weight") as unknown as BodyWeightRecord[];
  const spans: LoadSpan[] = [];
  for (const term of terms[leg] ?? []) {
    const row = rows.find((one) => one.id === term.record) as unknown as PrescriptionRecord | undefined;
    // one that was replaced on its own day was never in force at a day's end
    if (!row || term.from === term.until) continue;
    const last = term.until ?? to;
    const limit = limitOfRecord(row, weights, term.until ? addDays(term.until, -1) : to);
    spans.push({
      from: term.from,
      to: last < to ? last : to,
      open: term.until === null,
      ended: term.until !== null && term.end !== "replaced",
      status: row.status,
      percent: row.percent ?? null,
      limit_kg: row.limit_kg ?? null,
      ceiling_kg: row.ceiling_kg ?? null,
      kg: limit.kg,
      share: limit.percent,
      aid: row.aid ?? null,
      id: row.id,
    });
  }
  return spans;
}

/** The span that is in force at the end of a day. */
export const loadOn = (spans: readonly LoadSpan[], day: Day): LoadSpan | undefined =>
  spans.findLast((span) => span.from <= day && (span.open || day < span.to));

/** The highest that was in force at any time of a day: with it a report of the day is compared (clinical contract, §1). */
export function highestOn(spans: readonly LoadSpan[], day: Day): LoadSpan | undefined {
  const those = spans.filter((span) => span.from <= day && day <= span.to);
  return those.reduce<LoadSpan | undefined>(
    (best, one) => (!best || isAbove(one, best) ? one : best),
    undefined,
  );
}

/** Is a report above each decision that was in force at any time of its day? An amount that nobody knows is not a lower one. */
export function aboveEachOn(spans: readonly LoadSpan[], report: ReportPoint): boolean {
  const those = spans.filter((span) => span.from <= report.day && report.day <= span.to);
  return those.length > 0 && those.every((span) => aboveDecision(report, span));
}

function practiceOf(leg: Leg, rows: readonly AnyRecord[], spans: readonly LoadSpan[]): PracticeDay[] {
  const days = new Map<Day, PracticeDay>();
  for (const row of rows) {
    if (row.kind !== "scale_practice" || row.side !== leg) continue;
    const { readings_kg } = row as unknown as PracticeRecord;
    const there = days.get(row.date);
    if (there) {
      there.readings.push(...readings_kg);
      there.ids.push(row.id);
      continue;
    }
    const limit = loadOn(spans, row.date)?.kg ?? null;
    days.set(row.date, { day: row.date, readings: [...readings_kg], limit, ids: [row.id] });
  }
  return [...days.values()];
}

function add(days: Map<Day, PainPoint>, entry: PainRecord): void {
  const value = entry.intensity ?? null;
  const point = days.get(entry.date);
  if (!point) {
    days.set(entry.date, { day: entry.date, value, ids: [entry.id] });
    return;
  }
  point.ids.push(entry.id);
  if (value !== null && (point.value === null || value > point.value)) point.value = value;
}

/** Share of planned exercise days on which something was logged, over the days given; null when nothing was planned. */
export function adherence(
  programme: readonly AnyRecord[],
  done: readonly AnyRecord[],
  from: Day,
  to: Day,
  weekdayOf: (day: Day) => string,
): { planned: number; done: number } | null {
  let planned = 0;
  let kept = 0;
  for (const day of dayRange(from, to)) {
    const due = programme.filter(
      (row) =>
        row.date <= day &&
        (!row.until_on || String(row.until_on) >= day) &&
        (!Array.isArray(row.weekdays) || row.weekdays.length === 0 || row.weekdays.includes(weekdayOf(day))),
    );
    planned += due.length;
    kept += due.filter((row) => done.some((one) => one.date === day && one.category === row.category)).length;
  }
  return planned === 0 ? null : { planned, done: kept };
}

/** What is usually reported: 2 to 12 months after onset, 6 in the middle (sources 000 001 003; weak evidence). */
export const usualSpan = (onset: Day) => ({
  from: addDays(onset, 61),
  middle: addDays(onset, 183),
  to: addDays(onset, 365),
});
