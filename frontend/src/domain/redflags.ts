/**
 * The `now` findings that a patient sees, worked out on the phone from its own records, so that they stand without a connection.
 * The same rules as backend/guidance; tests/vectors/*.json holds both to the same answers.
 */
import type { Day } from "./days";
import type { AnyRecord } from "./records";
import { type Course, follow, HIP_AREA, type Run } from "./rules/course";
import { dayNumber, dayText, type Fact, factsUntil } from "./rules/facts";
import { DEFAULTS, type Numbers } from "./rules/numbers";
import { followPregnancy, type Stretch } from "./rules/pregnancy";
import { afterEach, FOREVER, intersect, type Span, spanAt, union } from "./rules/spans";
import { worseEvidence, worseSpans } from "./rules/worsening";

export interface RedFlag {
  finding: string;
  side: string | null;
  /** ids of the entries that raise it */
  evidence: string[];
  since: Day;
}

const TERM = 280;
const LOADED = new Set(["TTWB", "PWB", "WBAT", "FWB"]);
const LOWER_LIMB = new Set(["femoral_neck", "hip", "femur", "knee", "ankle", "foot"]);

export function redFlags(records: readonly AnyRecord[], today: Day, numbers: Numbers = DEFAULTS): RedFlag[] {
  const now = dayNumber(today);
  const facts = factsUntil(records, now);
  const course = follow(facts);
  return [
    ...cannotBearWeight(facts, course),
    ...fracture(facts),
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
  return facts.filter(
    (fact) =>
      fact.kind === "resolve_finding" &&
      fact.data.finding === finding &&
      fits(fact.data.side, side) &&
      fits(fact.data.site, site) &&
      fits(fact.data.subject, subject),
  );
}

/** Single entries: open until a clinician closes it; the closing word covers the entries before it. */
function byEntries(
  facts: readonly Fact[],
  finding: string,
  subject: string,
  triggers: readonly Fact[],
  site: string | null = null,
): RedFlag[] {
  const side = sideOf(subject);
  const covered = Math.max(-1, ...resolvesOf(facts, finding, side, subject, site).map((fact) => fact.seq));
  const left = triggers.filter((fact) => fact.seq > covered);
  if (left.length === 0) return [];
  return [{ finding, side, evidence: left.map((fact) => fact.key), since: dayText(left[0]!.day) }];
}

/** A condition: open while it holds; a clinician's word lasts as long as it goes on unbroken. */
function byCondition(
  facts: readonly Fact[],
  finding: string,
  subject: string,
  spans: readonly Span[],
  now: number,
  evidence: (start: number) => string[],
  side: string | null,
  site: string | null,
): RedFlag[] {
  const span = spanAt(spans, now);
  if (!span) return [];
  const word = resolvesOf(facts, finding, side, subject, site).find(
    (fact) => span[0] <= fact.day && fact.day < span[1],
  );
  if (word) return [];
  return [{ finding, side, evidence: evidence(span[0]), since: dayText(span[0]) }];
}

/** A report of UNABLE (ours: the sources describe it and name fracture as the danger). */
const cannotBearWeight = (facts: readonly Fact[], course: Course) =>
  [...course.reports].flatMap(([side, reports]) =>
    byEntries(
      facts,
      "cannot-bear-weight",
      side,
      reports.filter((fact) => fact.data.status === "UNABLE"),
      "hip",
    ),
  );

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
    return byEntries(facts, "fracture-reported", side, triggers, place);
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
    const spans = intersect(
      worse,
      afterEach(
        loads.map(({ day }) => day),
        window,
      ),
    );
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
    );
  });
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
    ...(course.logs.get(area)?.load ?? [])
      .filter(([day]) => !unloaded.has(day))
      .map(([day, key]) => ({ day, key })),
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
        spans.push(...intersect(union(days), watched));
      }
    }
    const evidence = (day: number) =>
      runs
        .filter((run) => run.start <= day)
        .slice(-1)
        .map((run) => run.key);
    flags.push(...byCondition(facts, "pregnancy-hip-pain", area, union(spans), now, evidence, side, "hip"));
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
 * soon after onset is none: it never closes a finding (GUIDANCE §5).
 */
function pictureSince(facts: readonly Fact[], side: string | null, from: number, early: number): number {
  const found = facts.find((fact) => {
    if (fact.kind !== "imaging" || fact.data.modality !== "mri" || fact.day < from) return false;
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
  for (const [day, side, key] of course.back) {
    const own = ["left", "right", "both"].includes(side) ? side : "unknown";
    const gone = course.backGone.find(([one, other]) => one > day && sameSide(other, own))?.[0] ?? FOREVER;
    const end = Math.min(gone, course.resolved.find((one) => one > day) ?? FOREVER);
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
    ),
  );
}

const sameSide = (one: string, other: string) =>
  one === other || sideOf(one) === null || sideOf(other) === null;
