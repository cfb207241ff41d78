/** Walking through the facts: where each entry belongs, what it founds or joins. As backend/guidance/walker.py. */
import { HIP_AREA, isHip, isSide, JOINTS, namedSides, SIDES } from "./areas";
import {
  type Course,
  type Episode,
  hurts,
  Log,
  newCourse,
  newEpisode,
  pushTo,
  type Run,
  type Site,
} from "./course";
import { toldFacts } from "./day-order";
import * as episodes from "./episodes";
import type { Fact } from "./facts";
import { FOREVER } from "./spans";

export function follow(facts: readonly Fact[]): Course {
  const walker = new Walker();
  for (const fact of facts) if (fact.kind === "previous_episode") episodes.previous(walker.course, fact);
  for (const fact of toldFacts(facts)) {
    if (fact.kind === "pain") walker.pain(fact);
    else if (fact.kind === "change") walker.change(fact);
    else if (fact.kind === "diagnosis") episodes.diagnosis(walker, fact);
    else if (fact.kind === "resolution") episodes.resolution(walker, fact);
    else if (fact.kind === "weight_bearing") walker.report(fact);
    else if (fact.kind === "prescription") walker.prescription(fact);
  }
  return walker.course;
}

export class Walker {
  course = newCourse();
  alive = new Map<string, Run>();

  get current(): Episode | null {
    return this.course.episodes.at(-1) ?? null;
  }

  /** Known sides of a hip or joint that the episode holds, else an earlier one, the latest first; those only told of count together. */
  heldSides(name: string): string[] {
    for (const episode of [...this.course.episodes].reverse()) {
      const sides = SIDES.filter(
        (side) => episode.sites.has(`${name}:${side}`) || episode.after.has(`${name}:${side}`),
      );
      if (sides.length > 0) return sides;
    }
    return SIDES.filter((side) => this.course.told.some((told) => told.sites.has(`${name}:${side}`)));
  }

  areas(site: string, side: unknown): string[] {
    const name = HIP_AREA.has(site) ? "hip" : site;
    const held = namedSides(side) ?? this.heldSides(name);
    return (held.length > 0 ? held : ["unknown"]).map((one) => `${name}:${one}`);
  }

  private log(area: string): Log {
    let log = this.course.logs.get(area);
    if (!log) {
      log = new Log();
      this.course.logs.set(area, log);
    }
    return log;
  }

  pain(fact: Fact): void {
    const { data } = fact;
    const site = String(data.site || "hip");
    const radiates = Array.isArray(data.radiates_to) ? (data.radiates_to as string[]) : [];
    let areas: string[] = [];
    if (HIP_AREA.has(site) || radiates.some((one) => HIP_AREA.has(one))) areas = this.areas("hip", data.side);
    if (JOINTS.has(site)) areas = [...areas, ...this.areas(site, data.side)];
    for (const area of areas) this.log(area).entries.push(fact);
    if (!hurts(fact)) return;
    if (site === "low_back" && radiates.includes("groin")) {
      const { day, seq, key } = fact;
      this.course.back.push({ day, seq, side: String(data.side || "unknown"), key });
    }
    if (areas.length === 0) return;
    this.place(fact, areas, data.side !== "both");
    for (const area of areas) {
      if (!this.alive.has(area)) this.startRun(area, fact.day, fact.day, fact);
    }
  }

  startRun(area: string, start: number, onset: number, { key, seq }: { key: string; seq: number }): void {
    const run = { start, onset, key, seq, end: FOREVER };
    this.alive.set(area, run);
    pushTo(this.course.runs, area, run);
  }

  endRun(area: string, day: number): void {
    const run = this.alive.get(area);
    if (run) run.end = day;
    this.alive.delete(area);
  }

  /** What an episode before the current one holds. */
  private earlier(): Set<string> {
    const before = [...this.course.told, ...this.course.episodes.slice(0, -1)];
    return new Set(before.flatMap((episode) => [...episode.sites.keys()]));
  }

  /** Let the entry found the episode, join it or stand beside it. One of both sides makes no side held that was not. */
  private place(fact: Fact, areas: readonly string[], alone: boolean): void {
    const { current } = this;
    const { day } = fact;
    if (!current) {
      this.found(fact, areas, alone);
      return;
    }
    for (const area of areas) {
      const site = current.sites.get(area);
      if (!current.seen.has(area)) current.seen.set(area, day);
      if (alone && !current.own.has(area)) current.own.set(area, day);
      if (alone && current.resolved !== null && !current.after.has(area)) current.after.set(area, day);
      if (site && (site.by !== "pain" || site.joined !== day)) continue;
      const earlier = this.earlier();
      if (!earlier.has(area) && alone && current.own.get(area) === day)
        this.noteOpposite(fact, area, earlier);
      if (!site && alone && current.resolved === null) this.take(fact, current, area, "pain");
    }
  }

  private found(fact: Fact, areas: readonly string[], alone: boolean): void {
    const earlier = new Set(this.course.told.flatMap((told) => [...told.sites.keys()]));
    const current = newEpisode(fact.day);
    this.course.episodes.push(current);
    for (const area of areas) {
      current.seen.set(area, fact.day);
      current.own.set(area, fact.day);
      const isNew = this.course.told.length > 0 && !earlier.has(area);
      if (isNew && alone) this.noteOpposite(fact, area, earlier);
      this.take(fact, current, area, isNew ? "pain" : "founding");
    }
  }

  private noteOpposite(fact: Fact, area: string, earlier: ReadonlySet<string>): void {
    if (!isHip(area)) return;
    const held = new Set([...earlier].filter(isHip));
    for (const [other, site] of this.current?.sites ?? []) {
      if (isHip(other) && other !== area && (site.by !== "pain" || site.joined !== fact.day)) held.add(other);
    }
    if (held.size === 0 || (held.size === 1 && held.has("hip:unknown"))) return;
    this.course.opposite.push({ area, day: fact.day });
  }

  /** The episode holds the area from now on; what was said of an unknown side is its own. */
  take(fact: Fact, episode: Episode, area: string, by: Site["by"]): void {
    let onset = episode.seen.get(area) ?? fact.day;
    if ((area === "hip:left" || area === "hip:right") && episode.sites.has("hip:unknown")) {
      onset = this.adopt(fact, episode, area);
    }
    episode.sites.set(area, { onset, joined: fact.day, by, resolved: null });
  }

  private adopt(fact: Fact, episode: Episode, area: string): number {
    const { course } = this;
    const { onset } = episode.sites.get("hip:unknown")!;
    episode.sites.delete("hip:unknown");
    episode.seen.delete("hip:unknown");
    const unknown = this.alive.get("hip:unknown");
    if (unknown && !this.alive.has(area)) {
      this.endRun("hip:unknown", fact.day);
      this.startRun(area, fact.day, unknown.onset, { key: unknown.key, seq: fact.seq });
    }
    const log = this.log(area);
    log.entries = [...log.entries, ...(course.logs.get("hip:unknown")?.entries ?? [])].sort(
      (a, b) => a.seq - b.seq,
    );
    const words = course.changes.get("hip:unknown");
    if (words) {
      course.changes.set(
        area,
        [...words, ...(course.changes.get(area) ?? [])].sort((a, b) => a[0] - b[0]),
      );
    }
    for (const one of [area, "hip:unknown"]) {
      if (!course.adopted.has(one)) course.adopted.set(one, fact.day);
    }
    return onset;
  }

  change(fact: Fact): void {
    const { course } = this;
    const { site, side } = fact.data as { site?: string; side?: string };
    const direction = String(fact.data.direction ?? "");
    let areas = this.changedAreas(site, side);
    const eased = direction === "better" || direction === "gone";
    if (eased && this.alive.has("hip:unknown") && areas.some(isHip)) {
      areas = [...new Set([...areas, "hip:unknown"])];
    }
    for (const area of areas) {
      pushTo(course.changes, area, [fact.day, direction, fact.key]);
      if (direction === "gone") this.gone(area, fact);
      else if (direction === "returned") pushTo(course.returned, area, fact.day);
    }
    if (direction === "gone" && (!site || site === "low_back" || HIP_AREA.has(site))) {
      course.backGone.push({ day: fact.day, seq: fact.seq, side: side || "unknown" });
    }
  }

  private changedAreas(site: string | undefined, side: string | undefined): string[] {
    if (site && (HIP_AREA.has(site) || JOINTS.has(site))) return this.areas(site, side);
    if (site) {
      const back = this.course.back.at(-1);
      return back ? this.areas("hip", side || back.side) : [];
    }
    const held = this.current ? [this.current] : this.course.told;
    const known = [...this.course.logs.keys(), ...held.flatMap((episode) => [...episode.sites.keys()])];
    const areas = [...new Set(known.filter((area) => !isSide(side) || area.endsWith(`:${side}`)))];
    if (areas.length === 0) return this.areas("hip", side);
    return areas.some((area) => isHip(area) && area !== "hip:unknown")
      ? areas.filter((area) => area !== "hip:unknown")
      : areas;
  }

  /** Pain of the area ends, unless an entry of the same day tells of it later. */
  private gone(area: string, fact: Fact): void {
    const run = this.alive.get(area);
    if (!run || run.seq > fact.seq) return;
    this.endRun(area, fact.day);
    const later = this.course.logs
      .get(area)
      ?.entries.find((one) => one.day === fact.day && one.seq > fact.seq && hurts(one));
    if (later) this.startRun(area, fact.day, fact.day, later);
  }

  report(fact: Fact): void {
    for (const side of this.sides(fact, ["unknown"])) pushTo(this.course.reports, side, fact);
  }

  prescription(fact: Fact): void {
    for (const side of this.sides(fact, SIDES)) pushTo(this.course.prescriptions, side, fact);
  }

  private sides(fact: Fact, otherwise: readonly string[]): readonly string[] {
    const named = namedSides(fact.data.side);
    if (named) return named;
    const held = this.heldSides("hip");
    return held.length > 0 ? held : otherwise;
  }
}
