/**
 * The course told in order: which areas hurt when, and which sites the illness holds. As backend/guidance/course.py, as far as
 * the phone needs it; walker.ts and episodes.ts tell it.
 */
import { unknownOf } from "./areas";
import type { Fact } from "./facts";
import type { Span } from "./spans";

/** The pain entries of one area, oldest first. */
export class Log {
  entries: Fact[] = [];
  private read: { days: number[]; tops: (number | null)[]; rows: Fact[][] } | null = null;

  private get byDay() {
    if (!this.read) {
      const days: number[] = [];
      const tops: (number | null)[] = [];
      const rows: Fact[][] = [];
      for (const fact of this.entries) {
        const last = days.length - 1;
        const value = scoreOf(fact);
        if (days[last] === fact.day) {
          rows[last]!.push(fact);
          if (value !== null && (tops[last] === null || value > tops[last]!)) tops[last] = value;
        } else {
          days.push(fact.day);
          tops.push(value);
          rows.push([fact]);
        }
      }
      this.read = { days, tops, rows };
    }
    return this.read;
  }
  /** Days with an entry. */
  get days() {
    return this.byDay.days;
  }
  /** The highest value of each of the days; null where no entry of the day has a number. */
  get tops() {
    return this.byDay.tops;
  }
  /** The entries of each of the days. */
  get rows() {
    return this.byDay.rows;
  }
  /** Days on which it hurt. */
  get hurtDays() {
    return this.days.filter((_, index) => this.rows[index]!.some(hurts));
  }
  /** Entries with a limp, or while walking or weight bearing. */
  get loaded() {
    return this.entries.filter(
      (fact) =>
        hurts(fact) &&
        (fact.data.limp === true ||
          fact.data.circumstance === "walking" ||
          fact.data.circumstance === "weight_bearing"),
    );
  }
}

export const scoreOf = (fact: Fact) => (typeof fact.data.intensity === "number" ? fact.data.intensity : null);
/** Whether a pain entry tells of pain: 0 does not, no stated intensity does. */
export const hurts = (fact: Fact) => {
  const value = scoreOf(fact);
  return value === null || value > 0;
};

export interface Run {
  start: number;
  onset: number;
  key: string;
  seq: number;
  end: number;
}
export interface Site {
  onset: number;
  joined: number;
  by: "founding" | "pain" | "diagnosis" | "pain-before" | "told";
  resolved: number | null;
}
export interface Episode {
  onset: number;
  diagnosed: number | null;
  resolved: number | null;
  resolvedSeq: number;
  sites: Map<string, Site>;
  /** the first day on which each place hurt in it, by any entry and by one for that side alone */
  seen: Map<string, number>;
  own: Map<string, number>;
  /** places that hurt since its resolution, each by an entry of its own */
  after: Map<string, number>;
}
export type Word = [day: number, direction: string, key: string];
export interface Course {
  logs: Map<string, Log>;
  runs: Map<string, Run[]>;
  changes: Map<string, Word[]>;
  episodes: Episode[];
  told: Episode[];
  /** entries that make a hip the opposite one */
  opposite: { area: string; day: number }[];
  returned: Map<string, number[]>;
  resolvedSpans: Map<string, Span[]>;
  resolutions: Map<string, { day: number; seq: number }[]>;
  /** per side: on `day`, what was signed until `signed` ended by itself */
  lapses: Map<string, Lapse[]>;
  adopted: Map<string, number>;
  back: { day: number; seq: number; side: string; key: string }[];
  backGone: { day: number; seq: number; side: string }[];
  reports: Map<string, Fact[]>;
  prescriptions: Map<string, Fact[]>;
}
export interface Lapse {
  day: number;
  why: "pain-returned" | "opposite-hip-pain" | "diagnosis";
  signed: number;
}

export const newEpisode = (onset: number): Episode => ({
  onset,
  diagnosed: null,
  resolved: null,
  resolvedSeq: -1,
  sites: new Map(),
  seen: new Map(),
  own: new Map(),
  after: new Map(),
});
export const newCourse = (): Course => ({
  logs: new Map(),
  runs: new Map(),
  changes: new Map(),
  episodes: [],
  told: [],
  opposite: [],
  returned: new Map(),
  resolvedSpans: new Map(),
  resolutions: new Map(),
  lapses: new Map(),
  adopted: new Map(),
  back: [],
  backGone: [],
  reports: new Map(),
  prescriptions: new Map(),
});

export const pushTo = <K, V>(map: Map<K, V[]>, key: K, value: V) => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

/** The last day until `day` on which a clinician resolved the area; null where nobody did. */
export function lastResolution(course: Course, area: string, day: number): number | null {
  const days = [area, unknownOf(area)]
    .flatMap((name) => course.resolutions.get(name) ?? [])
    .map((one) => one.day)
    .filter((one) => one <= day);
  return days.length > 0 ? Math.max(...days) : null;
}
