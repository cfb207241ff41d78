/**
 * The course told in order: which areas hurt when, and which sites the illness holds. As backend/guidance/course.py, as far as
 * the red flags need it. An area is `hip:left`, `knee:right`, `hip:unknown`; hip, groin, buttock and thigh are the hip area,
 * and pain that radiates there counts too (001 003 004).
 */
import type { Fact } from "./facts";
import { FOREVER } from "./spans";

export const HIP_AREA = new Set(["hip", "groin", "buttock", "thigh"]);
export const JOINTS = new Set(["knee", "ankle", "foot"]);
export const SIDES = ["left", "right"] as const;

export interface Log {
  days: number[];
  tops: (number | null)[];
  keys: string[][];
  hurtDays: number[];
  /** hip pain logged with a limp or while loading: day and key */
  load: [day: number, key: string][];
}
export interface Run {
  start: number;
  onset: number;
  key: string;
  end: number;
}
interface Site {
  onset: number;
  joined: number;
  by: string;
  key: string;
  resolved: number | null;
}
interface Episode {
  onset: number;
  diagnosed: number | null;
  resolved: number | null;
  sites: Map<string, Site>;
  after: Map<string, number>;
}
export interface Course {
  logs: Map<string, Log>;
  runs: Map<string, Run[]>;
  changes: Map<string, [day: number, direction: string, key: string][]>;
  back: [day: number, side: string, key: string][];
  backGone: [day: number, side: string][];
  reports: Map<string, Fact[]>;
  /** days on which an episode was resolved */
  resolved: number[];
}

const isSide = (side: unknown): side is "left" | "right" => side === "left" || side === "right";
const pushTo = <K, V>(map: Map<K, V[]>, key: K, value: V) => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

export function follow(facts: readonly Fact[]): Course {
  const walker = new Walker();
  for (const fact of facts) {
    if (fact.kind === "pain") walker.pain(fact);
    else if (fact.kind === "change") walker.change(fact);
    else if (fact.kind === "diagnosis") walker.diagnosis(fact);
    else if (fact.kind === "resolution") walker.resolution(fact);
    else if (fact.kind === "previous_episode") walker.previous(fact);
    else if (fact.kind === "weight_bearing") walker.report(fact);
  }
  return walker.course;
}

class Walker {
  course: Course = {
    logs: new Map(),
    runs: new Map(),
    changes: new Map(),
    back: [],
    backGone: [],
    reports: new Map(),
    resolved: [],
  };
  private alive = new Map<string, Run>();
  private episodes: Episode[] = [];
  private told: Episode[] = [];

  private get current(): Episode | null {
    return this.episodes.at(-1) ?? null;
  }

  /** Known hip sides of the episode, or of the previous ones. */
  hipSides(): string[] {
    const current = this.current;
    const groups = [...(current ? [current] : []), ...this.episodes.slice(0, -1).reverse(), ...this.told];
    for (const episode of groups) {
      const sides = SIDES.filter(
        (side) => episode.sites.has(`hip:${side}`) || episode.after.has(`hip:${side}`),
      );
      if (sides.length > 0) return sides;
    }
    return [];
  }

  private areas(site: string, side: unknown): string[] {
    const name = HIP_AREA.has(site) ? "hip" : site;
    if (isSide(side)) return [`${name}:${side}`];
    if (side === "both") return SIDES.map((one) => `${name}:${one}`);
    const held =
      name === "hip"
        ? this.hipSides().map((one) => `hip:${one}`)
        : SIDES.map((one) => `${name}:${one}`).filter((area) => this.current?.sites.has(area));
    return held.length > 0 ? held : [`${name}:unknown`];
  }

  pain(fact: Fact): void {
    const { data } = fact;
    const site = String(data.site || "hip");
    const value = typeof data.intensity === "number" ? data.intensity : null;
    const hurts = value === null || value > 0;
    const radiates = Array.isArray(data.radiates_to) ? (data.radiates_to as string[]) : [];
    let areas: string[] = [];
    if (HIP_AREA.has(site) || radiates.some((one) => HIP_AREA.has(one))) areas = this.areas("hip", data.side);
    if (JOINTS.has(site)) areas = [...areas, ...this.areas(site, data.side)];
    const loaded =
      hurts &&
      (data.limp === true || data.circumstance === "walking" || data.circumstance === "weight_bearing");
    for (const area of areas) this.log(area, fact, value, hurts, loaded);
    if (!hurts) return;
    if (site === "low_back" && radiates.includes("groin")) {
      this.course.back.push([fact.day, String(data.side || "unknown"), fact.key]);
    }
    if (areas.length === 0) return;
    this.join(fact, areas);
    for (const area of areas) if (!this.alive.has(area)) this.startRun(area, fact.day, fact.day, fact.key);
  }

  private log(area: string, fact: Fact, value: number | null, hurts: boolean, loaded: boolean): void {
    let log = this.course.logs.get(area);
    if (!log) {
      log = { days: [], tops: [], keys: [], hurtDays: [], load: [] };
      this.course.logs.set(area, log);
    }
    const last = log.days.length - 1;
    if (log.days[last] === fact.day) {
      const top = log.tops[last] ?? null;
      if (value !== null && (top === null || value > top)) log.tops[last] = value;
      log.keys[last]!.push(fact.key);
    } else {
      log.days.push(fact.day);
      log.tops.push(value);
      log.keys.push([fact.key]);
    }
    if (hurts && log.hurtDays.at(-1) !== fact.day) log.hurtDays.push(fact.day);
    if (loaded) log.load.push([fact.day, fact.key]);
  }

  private startRun(area: string, start: number, onset: number, key: string): void {
    const run = { start, onset, key, end: FOREVER };
    this.alive.set(area, run);
    pushTo(this.course.runs, area, run);
  }

  private endRun(area: string, day: number): void {
    const run = this.alive.get(area);
    if (run) run.end = day;
    this.alive.delete(area);
  }

  private join(fact: Fact, areas: readonly string[]): void {
    let current = this.current;
    const founding = current === null;
    if (!current) {
      current = { onset: fact.day, diagnosed: null, resolved: null, sites: new Map(), after: new Map() };
      this.episodes.push(current);
    }
    for (const area of areas) {
      if (!current.sites.has(area) && !current.after.has(area)) {
        this.take(fact, current, area, founding ? "founding" : "pain");
      }
    }
  }

  private take(fact: Fact, episode: Episode, area: string, by: string): void {
    if (episode.resolved !== null) {
      episode.after.set(area, fact.day);
      return;
    }
    let onset = fact.day;
    if ((area === "hip:left" || area === "hip:right") && episode.sites.has("hip:unknown")) {
      onset = episode.sites.get("hip:unknown")!.onset;
      episode.sites.delete("hip:unknown");
      const unknown = this.alive.get("hip:unknown");
      if (unknown && !this.alive.has(area)) {
        this.endRun("hip:unknown", fact.day);
        this.startRun(area, fact.day, unknown.onset, unknown.key);
      }
    }
    episode.sites.set(area, { onset, joined: fact.day, by, key: fact.key, resolved: null });
  }

  change(fact: Fact): void {
    const { site, side } = fact.data as { site?: string; side?: string };
    const direction = String(fact.data.direction ?? "");
    let areas: string[];
    if (!site) {
      const known = [...this.course.logs.keys(), ...(this.current?.sites.keys() ?? [])];
      areas = [...new Set(known.filter((area) => !isSide(side) || area.endsWith(`:${side}`)))];
      if (areas.length === 0) areas = this.areas("hip", side);
      else if (areas.some((area) => area.startsWith("hip:") && area !== "hip:unknown")) {
        areas = areas.filter((area) => area !== "hip:unknown");
      }
    } else if (HIP_AREA.has(site) || JOINTS.has(site)) areas = this.areas(site, side);
    else {
      const back = this.course.back.at(-1);
      areas = back ? this.areas("hip", side || back[1]) : [];
    }
    const eased = direction === "better" || direction === "gone";
    if (eased && this.alive.has("hip:unknown") && areas.some((area) => area.startsWith("hip:"))) {
      areas = [...new Set([...areas, "hip:unknown"])];
    }
    for (const area of areas) {
      pushTo(this.course.changes, area, [fact.day, direction, fact.key]);
      if (direction === "gone") this.endRun(area, fact.day);
    }
    if (direction === "gone" && (!site || site === "low_back" || HIP_AREA.has(site))) {
      this.course.backGone.push([fact.day, side || "unknown"]);
    }
  }

  diagnosis(fact: Fact): void {
    const site = String(fact.data.site || "hip");
    const areas = HIP_AREA.has(site) || JOINTS.has(site) ? this.areas(site, fact.data.side) : [];
    let current = this.current;
    if (!current) {
      current = { onset: fact.day, diagnosed: null, resolved: null, sites: new Map(), after: new Map() };
      this.episodes.push(current);
    } else if (current.resolved !== null) {
      const since = current.resolved;
      const pains = [...this.course.runs]
        .flatMap(([area, runs]) => runs.filter((run) => run.start > since).map((run) => ({ ...run, area })))
        .sort((a, b) => a.start - b.start || (a.key < b.key ? -1 : 1));
      const opened: Episode = {
        onset: pains[0]?.start ?? fact.day,
        diagnosed: null,
        resolved: null,
        sites: new Map(),
        after: new Map(),
      };
      for (const { start, key, area } of pains) {
        if (!opened.sites.has(area) && this.alive.has(area)) {
          opened.sites.set(area, { onset: start, joined: fact.day, by: "pain-before", key, resolved: null });
        }
      }
      current = opened;
      this.episodes.push(current);
    }
    current.diagnosed ??= fact.day;
    for (const area of areas) {
      const held = current.sites.get(area);
      if (held) held.resolved = null;
      else this.take(fact, current, area, "diagnosis");
    }
  }

  resolution(fact: Fact): void {
    const current = this.current;
    if (!current || current.resolved !== null) return;
    const { site, side } = fact.data as { site?: string; side?: string };
    const name = site && HIP_AREA.has(site) ? "hip" : site;
    const whole = !site && !isSide(side);
    for (const [area, held] of current.sites) {
      const [place, own] = area.split(":");
      if (whole || ((!name || place === name) && (!isSide(side) || own === side || own === "unknown"))) {
        held.resolved ??= fact.day;
        this.endRun(area, fact.day);
      }
    }
    if (whole || [...current.sites.values()].every((one) => one.resolved !== null)) {
      current.resolved = fact.day;
      this.course.resolved.push(fact.day);
      for (const area of [...this.alive.keys()]) this.endRun(area, fact.day);
    }
  }

  previous(fact: Fact): void {
    const site = String(fact.data.site || "hip");
    const told: Episode = {
      onset: fact.day,
      diagnosed: null,
      resolved: fact.day,
      sites: new Map(),
      after: new Map(),
    };
    const { side } = fact.data;
    const sides = side === "both" ? SIDES : isSide(side) ? [side] : ["unknown"];
    if (HIP_AREA.has(site) || JOINTS.has(site)) {
      for (const own of sides) {
        const area = `${HIP_AREA.has(site) ? "hip" : site}:${own}`;
        told.sites.set(area, {
          onset: fact.day,
          joined: fact.day,
          by: "told",
          key: fact.key,
          resolved: fact.day,
        });
      }
    }
    this.told.push(told);
  }

  report(fact: Fact): void {
    const { side } = fact.data;
    const known = this.hipSides();
    const sides = side === "both" ? SIDES : isSide(side) ? [side] : known.length > 0 ? known : ["unknown"];
    for (const one of sides) pushTo(this.course.reports, one, fact);
  }
}
