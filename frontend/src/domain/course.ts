/** One patient's course, laid out on days: what the charts of the phone and of the desk draw. */
import { addDays, type Day, dayRange } from "./days";
import { isHipArea, legsOf } from "./pain";
import type { AnyRecord, DexaRecord, LoadRecord, PainRecord, PrescriptionRecord } from "./records";
import { LEGS, type Leg, type LoadReport, type LoadStep } from "./vocabulary";

export interface PainPoint {
  day: Day;
  /** highest of the day; null when logged without a number */
  value: number | null;
  ids: string[];
}
export interface LoadSpan {
  from: Day;
  to: Day;
  status: LoadStep;
  percent: number | null;
  aid: string | null;
  id: string;
}
export interface ReportPoint {
  day: Day;
  status: LoadReport;
  percent: number | null;
  id: string;
}
export interface Mark {
  day: Day;
  kind: "imaging" | "dexa" | "diagnosis" | "resolution" | "fracture" | "delivery" | "procedure" | "lab";
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
  exercise: { day: Day; minutes: number; ids: string[] }[];
  dexa: DexaRecord[];
  marks: Mark[];
}

const MARKS = new Set(["imaging", "diagnosis", "resolution", "fracture", "delivery", "procedure", "lab"]);

export function courseOf(records: readonly AnyRecord[], to: Day, onset: Day | null = null): Course {
  const sorted = [...records]
    .filter((row) => row.date <= to)
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const pain: Record<Leg, Map<Day, PainPoint>> = { left: new Map(), right: new Map() };
  const unsided = new Map<Day, PainPoint>();
  const elsewhere = new Map<Day, PainPoint>();
  const load: Record<Leg, LoadSpan[]> = { left: [], right: [] };
  const reports: Record<Leg, ReportPoint[]> = { left: [], right: [] };
  const exercise = new Map<Day, { day: Day; minutes: number; ids: string[] }>();
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
    } else if (row.kind === "prescription") {
      const entry = row as unknown as PrescriptionRecord;
      for (const leg of legsOf(entry.side)) {
        const last = load[leg].at(-1);
        if (last) last.to = entry.date;
        load[leg].push({
          from: entry.date,
          to,
          status: entry.status,
          percent: entry.percent ?? null,
          aid: entry.aid ?? null,
          id: row.id,
        });
      }
    } else if (row.kind === "weight_bearing") {
      const entry = row as unknown as LoadRecord;
      if (!entry.status) continue;
      for (const leg of legsOf(entry.side, affected)) {
        reports[leg].push({
          day: row.date,
          status: entry.status,
          percent: entry.percent ?? null,
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
    exercise: [...exercise.values()],
    dexa,
    marks,
  };
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
