/**
 * The `now` findings that a patient sees, worked out on the phone from its own records, so that they stand without a connection.
 * The same rules as backend/guidance; tests/vectors/*.json holds both to the same answers.
 */
import { LADDER } from "~/generated/ladder";
import type { Day } from "./days";
import type { AnyRecord } from "./records";
import { HIP_AREA } from "./rules/areas";
import { type Course, hurts, type Run } from "./rules/course";
import { dayNumber, dayText, type Fact, factsUntil } from "./rules/facts";
import { DEFAULTS, type Numbers } from "./rules/numbers";
import { followPregnancy, type Stretch } from "./rules/pregnancy";
import { afterEach, FOREVER, holds, intersect, type Span, union } from "./rules/spans";
import { follow } from "./rules/walker";
import { worseEvidence, worseSpans } from "./rules/worsening";

export interface RedFlag {
  finding: string;
  side: string | null;
  site: string | null;
  /** ids of the entries that raise it */
  evidence: string[];
  since: Day;
}

const TERM = 280;
/** The steps at which a leg carries something. */
const LOADED = new Set<string>(LADDER.slice(1));
const LOWER_LIMB = new Set(["femoral_neck", "hip", "femur", "knee", "ankle", "foot"]);

export function redFlags(records: readonly AnyRecord[], today: Day, numbers: Numbers = DEFAULTS): RedFlag[] {
  const now = dayNumber(today);
  const facts = factsUntil(records, now);
  const course = follow(facts);
  return [
    ...cannotBearWeight(facts, course),
    ...fracture(facts),
    ...fallWithPain(facts, course),
    ...loadingDespiteWorsening(facts, course, now, numbers),
    ...pregnancyPain(facts, course, now, numbers),
  ];
}

const sideOf = (side: string) => (side === "left" || side === "right" ? side : null);

/** A clinician's word about this finding. Side, site and subject narrow it where they are given. */
function resolvesOf(
  facts: readonly Fact[],
  finding: string,
  side: string | null,
  subject: string,
  site: string | null,
) {
  const fits = (given: unknown, own: string | null) =>
    given === undefined || given === null || given === "" || given === own;
  const about = (given: unknown) => given === undefined || given === null || given === subject;
  return facts.filter(
    (fact) =>
      fact.kind === "resolve_finding" &&
      fact.data.finding === finding &&
      fits(fact.data.side, side) &&
      fits(fact.data.site, site) &&
      about(fact.data.subject),
  );
}

interface Trigger {
  day: number;
  seq: number;
  keys: string[];
}
const triggerOf = ({ day, seq, key }: Fact): Trigger => ({ day, seq, keys: [key] });

/** Single entries: open until a clinician closes it; the closing word covers the entries before it. */
function byEntries(
  facts: readonly Fact[],
  finding: string,
  subject: string,
  triggers: readonly Trigger[],
  place: { side: string | null; site: string | null },
): RedFlag[] {
  const { side, site } = place;
  const covered = Math.max(-1, ...resolvesOf(facts, finding, side, subject, site).map((fact) => fact.seq));
  const left = triggers.filter((one) => one.seq > covered);
  if (left.length === 0) return [];
  return [{ finding, side, site, evidence: left.flatMap((one) => one.keys), since: dayText(left[0]!.day) }];
}

/**
 * A condition: open while it holds. A clinician's word holds as long as it goes on unbroken; the next entry that would open it
 * (`again`) does so all the same.
 */
function byCondition(
  facts: readonly Fact[],
  finding: string,
  subject: string,
  spans: readonly Span[],
  now: number,
  evidence: (start: number) => string[],
  side: string | null,
  site: string | null,
  again: () => readonly Fact[],
): RedFlag[] {
  const span = spans.find(([start, end]) => start <= now && now < end);
  if (!span) return [];
  const words = resolvesOf(facts, finding, side, subject, site);
  let [since] = span;
  let seq = -1;
  for (;;) {
    const word = words.find((fact) => since <= fact.day && fact.day < span[1] && fact.seq > seq);
    if (!word) return [{ finding, side, site, evidence: evidence(since), since: dayText(since) }];
    const entry = again().find((fact) => fact.seq > word.seq && fact.day < span[1]);
    if (!entry) return [];
    since = entry.day;
    ({ seq } = entry);
  }
}

/** A report of UNABLE (ours: the sources describe it and name fracture as the danger). */
const cannotBearWeight = (facts: readonly Fact[], course: Course) =>
  [...course.reports].flatMap(([side, reports]) =>
    byEntries(
      facts,
      "cannot-bear-weight",
      side,
      reports.filter((fact) => fact.data.status === "UNABLE").map(triggerOf),
      { side: sideOf(side), site: "hip" },
    ),
  );

/** A fall with hip-area pain that day or the next (ours). */
function fallWithPain(facts: readonly Fact[], course: Course): RedFlag[] {
  const pains = [...course.logs]
    .filter(([area]) => area.startsWith("hip:"))
    .flatMap(([, log]) => log.entries.filter(hurts))
    .sort((a, b) => a.seq - b.seq);
  const bySide = new Map<string, Trigger[]>();
  for (const fall of facts) {
    if (fall.kind !== "fall" || fall.data.outcome !== "fall") continue;
    const pain = pains.find((one) => one.day === fall.day || one.day === fall.day + 1);
    if (!pain) continue;
    const side = sideOf(String(fall.data.side ?? "")) ?? "";
    const trigger = { day: pain.day, seq: Math.max(fall.seq, pain.seq), keys: [fall.key, pain.key] };
    bySide.set(side, [...(bySide.get(side) ?? []), trigger]);
  }
  return [...bySide].flatMap(([side, triggers]) =>
    byEntries(
      facts,
      "fall-or-stumble",
      `pain:${side}`,
      triggers.sort((a, b) => a.seq - b.seq),
      { side: side || null, site: "hip" },
    ),
  );
}

/** A fracture of a lower limb, recorded or seen on a picture (002 001). A picture of a fracture that is known adds nothing. */
function fracture(facts: readonly Fact[]): RedFlag[] {
  const bySide = new Map<string, Fact[]>();
  for (const fact of facts) {
    const site = String(fact.data.site || "hip");
    const broken = fact.kind === "fracture" && LOWER_LIMB.has(site);
    const seen =
      fact.kind === "imaging" &&
      fact.data.result === "fracture" &&
      (LOWER_LIMB.has(site) || HIP_AREA.has(site));
    if (!broken && !seen) continue;
    const { side } = fact.data;
    const sides = side === "both" ? ["left", "right"] : [side === "left" || side === "right" ? side : ""];
    for (const one of sides) {
      const known = bySide.get(one) ?? [];
      if (broken || known.length === 0) bySide.set(one, [...known, fact]);
    }
  }
  return [...bySide].flatMap(([side, triggers]) => {
    const site = String(triggers[0]!.data.site || "hip");
    const place = HIP_AREA.has(site) || site === "femoral_neck" ? "hip" : site;
    return byEntries(facts, "fracture-reported", side, triggers.map(triggerOf), {
      side: sideOf(side),
      site: place,
    });
  });
}

/** Worsening, and load on that side in the same days (002). */
function loadingDespiteWorsening(
  facts: readonly Fact[],
  course: Course,
  now: number,
  numbers: Numbers,
): RedFlag[] {
  const window = numbers.load_window_days;
  const areas = new Set([...course.logs.keys(), ...course.changes.keys(), ...course.runs.keys()]);
  return [...areas].flatMap((area) => {
    const worse = worseSpans(course, area, numbers);
    if (worse.length === 0) return [];
    const [site, side] = area.split(":") as [string, string];
    const loads = loadsOf(facts, course, area, sideOf(side));
    const spans = intersect(worse, windowOf(course, area, loads, window));
    const evidence = (start: number) => [
      ...worseEvidence(course, area, start, numbers),
      ...loads.filter(({ day }) => start - window < day && day <= start).map(({ key }) => key),
    ];
    return byCondition(
      facts,
      "loading-despite-worsening-pain",
      area,
      spans,
      now,
      evidence,
      sideOf(side),
      site,
      () => entriesOf(facts, course, area, loads),
    );
  });
}

/** Days within the window of a load. What was said of an unknown hip is known of its side only since that is known. */
function windowOf(
  course: Course,
  area: string,
  loads: readonly { day: number; key: string }[],
  window: number,
): Span[] {
  const hip = `hip:${area.split(":")[1]}`;
  const known = area === "hip:unknown" ? undefined : course.adopted.get(hip);
  const unknown = new Set(
    known === undefined ? [] : course.logs.get("hip:unknown")?.entries.map((fact) => fact.key),
  );
  const days = (wanted: boolean) =>
    afterEach(
      loads.filter(({ key }) => unknown.has(key) === wanted).map(({ day }) => day),
      window,
    );
  if (known === undefined) return days(false);
  // at a joint of unknown side it counts until then
  const counts: Span = hip === "hip:unknown" ? [-FOREVER, known] : [known, FOREVER];
  return union(days(false), intersect(days(true), [counts]));
}

/** Every entry that tells of load, of pain at the area, or of worse. */
function entriesOf(
  facts: readonly Fact[],
  course: Course,
  area: string,
  loads: readonly { key: string }[],
): Fact[] {
  const keys = new Set(loads.map(({ key }) => key));
  for (const [, word, key] of course.changes.get(area) ?? []) if (word === "worse") keys.add(key);
  for (const fact of course.logs.get(area)?.entries ?? []) if (hurts(fact)) keys.add(fact.key);
  return facts.filter((fact) => keys.has(fact.key));
}

/** Days on which the area bore weight: a report above NWB, a weight-bearing exercise, pain while walking. */
function loadsOf(
  facts: readonly Fact[],
  course: Course,
  area: string,
  side: string | null,
): { day: number; key: string }[] {
  const names = side ? [side, "unknown"] : ["left", "right", "unknown"];
  const reports = [...new Set(names.flatMap((name) => course.reports.get(name) ?? []))];
  const unloaded = new Set(
    reports
      .filter((fact) => fact.data.status === "NWB" || fact.data.status === "UNABLE")
      .map((fact) => fact.day),
  );
  return [
    ...reports.filter((fact) => LOADED.has(String(fact.data.status))),
    ...facts.filter((fact) => fact.kind === "exercise" && fact.data.category === "weight_bearing"),
    ...[...new Set([area, `hip:${area.split(":")[1]}`])]
      .flatMap((place) => course.logs.get(place)?.loaded ?? [])
      .filter(({ day }) => !unloaded.has(day)),
  ];
}

/** Hip-area pain late in pregnancy or after birth without an MRI since; back pain that pulls into the groin (002 003). */
function pregnancyPain(facts: readonly Fact[], course: Course, now: number, numbers: Numbers): RedFlag[] {
  const pregnancy = followPregnancy(facts, numbers);
  if (pregnancy.stretches.length === 0) return [];
  const watched = union(pregnancy.third, pregnancy.postpartum);
  const flags: RedFlag[] = [];
  for (const [area, runs] of course.runs) {
    if (!area.startsWith("hip:")) continue;
    const side = sideOf(area.slice(4));
    const spans: Span[] = [];
    for (const run of runs) {
      for (const stretch of pregnancy.stretches) {
        const first = firstPain(course, area, run, conceived(stretch));
        if (first === null) continue;
        const began = beganIn(stretch, pregnancy.stretches, run);
        const end = Math.min(run.end, pictureSince(facts, side, began, numbers.early_mri_days));
        const days: Span[] = [[Math.max(first, run.start, stretch.start), Math.min(end, stretch.end)]];
        const opening = intersect(union(days), watched)[0];
        // No later day and no end of the pregnancy closes it.
        if (opening) spans.push([opening[0], end]);
      }
    }
    const evidence = (day: number) =>
      runs
        .filter((run) => run.start <= day)
        .slice(-1)
        .map((run) => run.key);
    const again = () =>
      (course.logs.get(area)?.entries ?? []).filter((fact) => hurts(fact) && holds(watched, fact.day));
    flags.push(
      ...byCondition(facts, "pregnancy-hip-pain", area, union(spans), now, evidence, side, "hip", again),
    );
  }
  return [...flags, ...backPain(facts, course, pregnancy.stretches, now)];
}

const conceived = (stretch: Stretch) => stretch.lmp ?? stretch.start - TERM;

/**
 * When that pain began. Pain that an earlier pregnancy left behind, never reported gone, counts in this one from its conception
 * on: an MRI of the earlier pregnancy says nothing about it.
 */
function beganIn(stretch: Stretch, stretches: readonly Stretch[], run: Run): number {
  const from = conceived(stretch);
  const leftBehind = stretches.some((one) => run.onset < one.end && (one.delivered ?? one.end) <= from);
  return leftBehind ? Math.max(run.onset, from) : run.onset;
}

/** The first day of this pain within this pregnancy. */
function firstPain(course: Course, area: string, run: Run, from: number): number | null {
  const days = [run.onset, ...(course.logs.get(area)?.hurtDays ?? [])];
  return (
    days.find((day) => day >= from && run.onset <= day && day < Math.max(run.end, run.onset + 1)) ?? null
  );
}

/**
 * The first MRI that shows this hip since the pain began. Where neither place nor side is named, it does. A negative one so
 * soon after onset is none: it never closes a finding (clinical contract §5).
 */
function pictureSince(facts: readonly Fact[], side: string | null, from: number, early: number): number {
  const found = facts.find((fact) => {
    const imaged = fact.kind === "imaging" && fact.data.modality === "mri";
    const diagnosed = fact.kind === "diagnosis" && fact.data.basis === "mri";
    if ((!imaged && !diagnosed) || fact.day < from) return false;
    const { site, side: shown, result } = fact.data;
    if (result === "normal" && fact.day <= from + early) return false;
    if (site && !HIP_AREA.has(String(site))) return false;
    return shown !== "left" && shown !== "right" ? true : side === null || shown === side;
  });
  return found?.day ?? FOREVER;
}

function backPain(
  facts: readonly Fact[],
  course: Course,
  stretches: readonly Stretch[],
  now: number,
): RedFlag[] {
  const spans = new Map<string, { span: Span; day: number; key: string }[]>();
  const entries = new Map<string, string[]>();
  const ends = course.episodes.flatMap(({ resolved }) => (resolved === null ? [] : [resolved]));
  for (const { day, seq, side, key } of course.back) {
    const own = ["left", "right", "both"].includes(side) ? side : "unknown";
    entries.set(own, [...(entries.get(own) ?? []), key]);
    const gone = course.backGone.find((one) => one.seq > seq && sameSide(one.side, own))?.day ?? FOREVER;
    const end = Math.min(gone, ends.find((one) => one > day) ?? FOREVER);
    for (const stretch of stretches) {
      const span: Span = [Math.max(day, stretch.start), Math.min(end, stretch.end)];
      if (day < conceived(stretch) || span[0] >= span[1]) continue;
      spans.set(own, [...(spans.get(own) ?? []), { span, day, key }]);
    }
  }
  return [...spans].flatMap(([own, rows]) =>
    byCondition(
      facts,
      "pregnancy-back-pain-to-groin",
      `low_back:${own}`,
      union(rows.map(({ span }) => span)),
      now,
      (start) =>
        rows
          .filter(({ day }) => day <= start)
          .slice(-1)
          .map(({ key }) => key),
      sideOf(own),
      "low_back",
      () => facts.filter((fact) => entries.get(own)?.includes(fact.key)),
    ),
  );
}

const sameSide = (one: string, other: string) =>
  one === other || sideOf(one) === null || sideOf(other) === null;
