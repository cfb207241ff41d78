/** How episodes begin and end. As backend/guidance/episodes.py. */
import { HIP_AREA, JOINTS, legsOf, namedSides, unknownOf } from "./areas";
import { type Course, type Episode, lastResolution, newEpisode, pushTo } from "./course";
import type { Fact } from "./facts";
import { FOREVER, type Span } from "./spans";
import type { Walker } from "./walker";

export function diagnosis(walker: Walker, fact: Fact): void {
  const { course } = walker;
  const { day } = fact;
  const site = String(fact.data.site || "hip");
  const areas = HIP_AREA.has(site) || JOINTS.has(site) ? walker.areas(site, fact.data.side) : [];
  let current = walker.current;
  let before: number | null = null;
  if (!current) {
    current = newEpisode(day);
    course.episodes.push(current);
  } else if (current.resolved !== null) {
    before = current.resolved;
    current = nextEpisode(walker, current, day);
    course.episodes.push(current);
  }
  const opens = current.diagnosed === null;
  current.diagnosed ??= day;
  for (const area of areas) {
    const held = current.sites.get(area);
    if (held) held.resolved = null;
    else walker.take(fact, current, area, "diagnosis");
  }
  const held = [...current.sites].filter(([, one]) => opens && one.resolved === null).map(([area]) => area);
  for (const area of new Set([...areas, ...held])) reopen(course, area, day, before);
}

function nextEpisode(walker: Walker, last: Episode, day: number): Episode {
  const pains = [...walker.course.runs]
    .flatMap(([area, runs]) =>
      runs.filter((run) => run.seq > last.resolvedSeq).map((run) => ({ ...run, area })),
    )
    .sort((a, b) => a.seq - b.seq);
  const opened = newEpisode(pains[0]?.start ?? day);
  for (const { start, area } of pains) {
    if (!opened.seen.has(area)) opened.seen.set(area, start);
    if (!last.after.has(area)) continue;
    if (!opened.own.has(area)) opened.own.set(area, last.after.get(area)!);
    if (walker.alive.has(area) && !opened.sites.has(area)) {
      opened.sites.set(area, { onset: start, joined: day, by: "pain-before", resolved: null });
    }
  }
  return opened;
}

function reopen(course: Course, area: string, day: number, before: number | null): void {
  const spans = resolvedSpans(course, area);
  const last = spans.at(-1);
  const wasResolved = last?.[1] === FOREVER;
  if (last && wasResolved) last[1] = day;
  const resolved = wasResolved ? lastResolution(course, area, day) : null;
  const signed = [before, resolved].filter((one) => one !== null);
  if (signed.length === 0) return;
  for (const side of legsOf(area)) {
    pushTo(course.lapses, side, { day, why: "diagnosis", signed: Math.max(...signed) });
  }
}

/** The days on which the area is resolved; where its side was not known then, those of the unknown side are its own. */
function resolvedSpans(course: Course, area: string): Span[] {
  const own = course.resolvedSpans.get(area);
  if (own) return own;
  const copied = (course.resolvedSpans.get(unknownOf(area)) ?? []).map((span): Span => [...span]);
  course.resolvedSpans.set(area, copied);
  return copied;
}

export function resolution(walker: Walker, fact: Fact): void {
  const { course, current } = walker;
  if (!current || current.resolved !== null) return;
  const { site, side } = fact.data as { site?: string; side?: string };
  const name = site && HIP_AREA.has(site) ? "hip" : site;
  const oneSide = side === "left" || side === "right" ? side : null;
  const whole = !site && !oneSide;
  for (const [area, held] of current.sites) {
    const [place, own] = area.split(":");
    if (whole || ((!name || place === name) && (!oneSide || own === oneSide || own === "unknown"))) {
      if (held.resolved === null) {
        held.resolved = fact.day;
        resolved(course, area, fact);
      }
      walker.endRun(area, fact.day);
    }
  }
  if (whole || [...current.sites.values()].every((one) => one.resolved !== null)) {
    current.resolved = fact.day;
    current.resolvedSeq = fact.seq;
    for (const area of [...walker.alive.keys()]) walker.endRun(area, fact.day);
  }
}

function resolved(course: Course, area: string, fact: Fact): void {
  const spans = resolvedSpans(course, area);
  const last = spans.at(-1);
  if (last?.[1] === FOREVER) last[1] = fact.day;
  spans.push([fact.day, FOREVER]);
  pushTo(course.resolutions, area, { day: fact.day, seq: fact.seq });
}

/** An episode that was only told of counts as a resolved case that held its sites, however late it was entered. */
export function previous(course: Course, fact: Fact): void {
  const site = String(fact.data.site || "hip");
  const told = newEpisode(fact.day);
  told.resolved = fact.day;
  if (HIP_AREA.has(site) || JOINTS.has(site)) {
    for (const side of namedSides(fact.data.side) ?? ["unknown"]) {
      const area = `${HIP_AREA.has(site) ? "hip" : site}:${side}`;
      told.sites.set(area, { onset: fact.day, joined: fact.day, by: "told", resolved: fact.day });
      course.resolvedSpans.set(area, [[-FOREVER, FOREVER]]);
    }
  }
  course.told.push(told);
}
