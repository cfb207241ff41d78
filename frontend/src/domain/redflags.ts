/**
 * The `now` findings that a patient sees, worked out on the phone from its own records, so that they stand without a connection.
 * The same rules as backend/guidance; tests/vectors/*.json holds both to the same answers. Numbers and their sources: GUIDANCE.
 */
import type { Day } from "./days";
import type { AnyRecord } from "./records";
import { type Course, follow } from "./rules/course";
import { dayNumber, dayText, type Fact, factsUntil } from "./rules/facts";
import { followPregnancy } from "./rules/pregnancy";
import { afterEach, FOREVER, holds, intersect, type Span, spanAt, union } from "./rules/spans";
import { worseEvidence, worseSpans } from "./rules/worsening";

export interface RedFlag {
  finding: string;
  side: string | null;
  /** ids of the entries that raise it */
  evidence: string[];
  since: Day;
}

const LOWER_LIMB = new Set(["femoral_neck", "hip", "femur", "knee", "ankle", "foot"]);
const WINDOW_DAYS = 7;

export function redFlags(records: readonly AnyRecord[], today: Day): RedFlag[] {
  const now = dayNumber(today);
  const facts = factsUntil(records, now);
  const course = follow(facts);
  return [
    ...cannotBearWeight(facts, course),
    ...fracture(facts),
    ...loadingDespiteWorsening(facts, course, now),
    ...pregnancyPain(facts, course, now),
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
    ),
  );

/** A fracture of a lower limb (002 001). */
function fracture(facts: readonly Fact[]): RedFlag[] {
  const bySide = new Map<string, Fact[]>();
  for (const fact of facts) {
    if (fact.kind !== "fracture" || !LOWER_LIMB.has(String(fact.data.site))) continue;
    const { side } = fact.data;
    const sides = side === "both" ? ["left", "right"] : [side === "left" || side === "right" ? side : ""];
    for (const one of sides) bySide.set(one, [...(bySide.get(one) ?? []), fact]);
  }
  return [...bySide].flatMap(([side, triggers]) => byEntries(facts, "fracture-reported", side, triggers));
}

/** Worsening, and load on that side in the same 7 days (002). */
function loadingDespiteWorsening(facts: readonly Fact[], course: Course, now: number): RedFlag[] {
  const areas = new Set([...course.logs.keys(), ...course.changes.keys()]);
  return [...areas].flatMap((area) => {
    const worse = worseSpans(course, area);
    if (worse.length === 0) return [];
    const [site, side] = area.split(":") as [string, string];
    const loads = loadsOf(facts, course, side);
    const spans = intersect(
      worse,
      afterEach(
        loads.map(({ day }) => day),
        WINDOW_DAYS,
      ),
    );
    const evidence = (start: number) => [
      ...worseEvidence(course, area, start),
      ...loads.filter(({ day }) => start - WINDOW_DAYS < day && day <= start).map(({ key }) => key),
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

function loadsOf(facts: readonly Fact[], course: Course, side: string): { day: number; key: string }[] {
  const reports = course.reports.get(side) ?? [];
  const unloaded = new Set(
    reports
      .filter((fact) => fact.data.status === "NWB" || fact.data.status === "UNABLE")
      .map((fact) => fact.day),
  );
  return [
    ...reports.filter(
      (fact) => fact.data.status && fact.data.status !== "NWB" && fact.data.status !== "UNABLE",
    ),
    ...facts.filter((fact) => fact.kind === "exercise" && fact.data.category === "weight_bearing"),
    ...(course.logs.get(`hip:${side}`)?.load ?? [])
      .filter(([day]) => !unloaded.has(day))
      .map(([day, key]) => ({ day, key })),
  ];
}

/** Hip-area pain late in pregnancy or after birth without an MRI since; back pain that pulls into the groin (002 003). */
function pregnancyPain(facts: readonly Fact[], course: Course, now: number): RedFlag[] {
  const pregnancy = followPregnancy(facts);
  const watched = union(pregnancy.third, pregnancy.postpartum);
  const whole = union(pregnancy.pregnant, pregnancy.postpartum);
  const pictures = facts.filter((fact) => fact.kind === "imaging" && fact.data.modality === "mri");
  const flags: RedFlag[] = [];
  for (const [area, runs] of course.runs) {
    if (!area.startsWith("hip:")) continue;
    const side = area.slice(4);
    const spans: Span[] = [];
    for (const run of runs) {
      const seen = pictures.find((fact) => fact.day >= run.onset)?.day ?? FOREVER;
      const from = holds(whole, run.start)
        ? run.start
        : (course.logs.get(area)?.hurtDays.find((day) => day >= run.start && holds(watched, day)) ?? FOREVER);
      spans.push(...intersect(watched, [[from, Math.min(run.end, seen)]]));
    }
    flags.push(
      ...byCondition(
        facts,
        "pregnancy-hip-pain",
        area,
        union(spans),
        now,
        () => runs.map((run) => run.key),
        sideOf(side),
        "hip",
      ),
    );
  }
  const spans: Span[] = course.back
    .filter(([day]) => holds(whole, day))
    .flatMap(([day]) => {
      const gone = course.backGone.find(([one]) => one >= day)?.[0] ?? FOREVER;
      return intersect(whole, [[day, gone]]);
    });
  flags.push(
    ...byCondition(
      facts,
      "pregnancy-back-pain-to-groin",
      "",
      union(spans),
      now,
      (start) => course.back.filter(([day]) => day >= start).map(([, , key]) => key),
      null,
      null,
    ),
  );
  return flags;
}
