/**
 * The `now` findings that a patient sees, worked out on the phone from its own records, so that they stand without a connection.
 * The same rules as backend/guidance; tests/vectors/*.json holds both to the same answers. Numbers and their sources: GUIDANCE.
 */
import { addDays, type Day, daysBetween } from "./days";
import { type DayValue, isHipArea, painByDay, worseByNumbers } from "./pain";
import type { AnyRecord, PainRecord } from "./records";
import type { Leg } from "./vocabulary";

export interface RedFlag {
  finding: string;
  side?: string | null;
  /** ids of the entries that raise it */
  evidence: string[];
  since: Day;
}
export interface Moment {
  day: Day;
  at: string;
}

/** 28+0 weeks in days (ours: the sources give no week). */
const THIRD_TRIMESTER_DAYS = 196;
/** Delivery to 365 days after (ours, from source 003 "first year after delivery"). */
const POSTPARTUM_DAYS = 365;
/** "worse" counts for that day and the next six. */
const WORSE_DAYS = 7;
const LOWER_LIMB = new Set(["femoral_neck", "hip", "femur", "knee", "ankle", "foot"]);
const JOINTS = ["knee", "ankle", "foot"] as const;

const at = (row: AnyRecord): string => String(row.at ?? row.recorded_at ?? "");
const before = (a: AnyRecord, b: AnyRecord) =>
  a.date < b.date ? -1 : a.date > b.date ? 1 : at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : 0;

export function redFlags(records: readonly AnyRecord[], today: Day): RedFlag[] {
  const rows = records.filter((row) => row.date <= today && row.kind !== "deletion").sort(before);
  return [
    ...cannotBearWeight(rows),
    ...fracture(rows),
    ...loadingDespiteWorsening(rows, today),
    ...pregnancyPain(rows, today),
  ];
}

/** The sides that an entry speaks of. `unknown` speaks of the sides that the illness has shown so far. */
function sidesOf(row: AnyRecord, rows: readonly AnyRecord[]): string[] {
  const side = row.side as string | undefined | null;
  if (side === "both") return ["left", "right"];
  if (side === "left" || side === "right") return [side];
  const known = new Set<string>();
  for (const other of rows) {
    if (other.date > row.date) break;
    if (other.kind !== "pain" && other.kind !== "diagnosis") continue;
    if (other.side === "left" || other.side === "right") known.add(other.side);
    if (other.side === "both") for (const one of ["left", "right"]) known.add(one);
  }
  return known.size > 0 ? [...known] : ["unknown"];
}

/** Has a clinician closed this finding after the entry? A closing word covers what came before it. */
function closedAfter(
  rows: readonly AnyRecord[],
  finding: string,
  row: AnyRecord,
  side: string | null,
): boolean {
  return rows.some(
    (other) =>
      other.kind === "resolve_finding" &&
      other.finding === finding &&
      before(row, other) < 0 &&
      (other.side == null || other.side === side) &&
      (other.subject == null || other.subject === "" || String(other.subject) === (side ?? "")),
  );
}

function perSide(rows: readonly AnyRecord[], finding: string, triggers: readonly AnyRecord[]): RedFlag[] {
  const flags = new Map<string, RedFlag>();
  for (const row of triggers) {
    for (const side of sidesOf(row, rows)) {
      if (closedAfter(rows, finding, row, side)) continue;
      const flag = flags.get(side);
      if (flag) flag.evidence.push(row.id);
      else flags.set(side, { finding, side, evidence: [row.id], since: row.date });
    }
  }
  return [...flags.values()];
}

/** A report of UNABLE (ours). Only a clinician closes it. */
const cannotBearWeight = (rows: readonly AnyRecord[]) =>
  perSide(
    rows,
    "cannot-bear-weight",
    rows.filter((row) => row.kind === "weight_bearing" && row.status === "UNABLE"),
  );

/** A fracture of a lower limb (002 001). Only a clinician closes it. */
const fracture = (rows: readonly AnyRecord[]) =>
  perSide(
    rows,
    "fracture-reported",
    rows.filter((row) => row.kind === "fracture" && LOWER_LIMB.has(String(row.site))),
  );

function loadingDespiteWorsening(rows: readonly AnyRecord[], today: Day): RedFlag[] {
  const from = addDays(today, -6);
  const pains = rows.filter((row) => row.kind === "pain");
  if (!rows.some((row) => row.date >= from && (row.kind === "pain" || row.kind === "change"))) return [];
  const subjects = new Map<string, { side: string; site: string }>();
  for (const row of pains) {
    const site = isHipArea(row as unknown as PainRecord) ? "hip" : String(row.site);
    if (site !== "hip" && !JOINTS.includes(site as never)) continue;
    for (const side of sidesOf(row, rows)) subjects.set(`${site}:${side}`, { side, site });
  }
  const flags = new Map<string, RedFlag>();
  for (const { side, site } of subjects.values()) {
    const worse = worseningEvidence(rows, pains, site, side, today);
    if (!worse) continue;
    const loads = loadingEvidence(rows, side, from, today);
    if (loads.length === 0) continue;
    const flag = flags.get(side);
    const evidence = [...worse, ...loads];
    if (flag) flag.evidence.push(...evidence);
    else flags.set(side, { finding: "loading-despite-worsening-pain", side, evidence, since: today });
  }
  return [...flags.values()];
}

function worseningEvidence(
  rows: readonly AnyRecord[],
  pains: readonly AnyRecord[],
  site: string,
  side: string,
  today: Day,
): string[] | null {
  const said = saidWorse(rows, site, side, today);
  if (said) return [said.id];
  const values = site === "hip" ? hipValues(pains, rows, side) : jointValues(pains, rows, site, side);
  if (!worseByNumbers(values, today)) return null;
  const from = addDays(today, -6);
  return pains.filter((row) => row.date >= from && sidesOf(row, rows).includes(side)).map((row) => row.id);
}

/** The last word on the change question for this place, if it is "worse" and not older than six days. */
function saidWorse(rows: readonly AnyRecord[], site: string, side: string, today: Day): AnyRecord | null {
  let last: AnyRecord | null = null;
  for (const row of rows) {
    if (row.kind !== "change") continue;
    const named = row.site as string | undefined | null;
    if (named) {
      const place = isHipArea({ site: named as never }) ? "hip" : named;
      if (place !== site) continue;
    }
    const sides = row.side ? sidesOf(row, rows) : null;
    if (sides && !sides.includes(side)) continue;
    last = row;
  }
  if (last?.direction !== "worse") return null;
  return daysBetween(last.date, today) < WORSE_DAYS ? last : null;
}

function hipValues(pains: readonly AnyRecord[], rows: readonly AnyRecord[], side: string): DayValue[] {
  const placed = pains.map((row) => {
    const sides = sidesOf(row, rows);
    return { ...row, side: sides.includes(side) ? "left" : "midline" };
  });
  return painByDay(placed as unknown as PainRecord[], "left" as Leg);
}

function jointValues(
  pains: readonly AnyRecord[],
  rows: readonly AnyRecord[],
  site: string,
  side: string,
): DayValue[] {
  const placed = pains
    .filter((row) => row.site === site && sidesOf(row, rows).includes(side))
    .map((row) => ({ ...row, site: "hip", side: "left" }));
  return painByDay(placed as unknown as PainRecord[], "left" as Leg);
}

/** Load on this side in the window: a report above NWB, a weight-bearing exercise, or hip pain while loading. */
function loadingEvidence(rows: readonly AnyRecord[], side: string, from: Day, today: Day): string[] {
  const found: string[] = [];
  for (const row of rows) {
    if (row.date < from || row.date > today) continue;
    if (row.kind === "exercise" && row.category === "weight_bearing") found.push(row.id);
    else if (row.kind === "weight_bearing") {
      const status = row.status as string | null | undefined;
      if (status && status !== "NWB" && status !== "UNABLE" && sidesOf(row, rows).includes(side))
        found.push(row.id);
    } else if (
      row.kind === "pain" &&
      isHipArea(row as unknown as PainRecord) &&
      sidesOf(row, rows).includes(side)
    ) {
      const loaded =
        row.limp === true || row.circumstance === "walking" || row.circumstance === "weight_bearing";
      if (loaded && !unloadedThatDay(rows, row.date, side)) found.push(row.id);
    }
  }
  return found;
}

const unloadedThatDay = (rows: readonly AnyRecord[], day: Day, side: string) =>
  rows.some(
    (row) =>
      row.kind === "weight_bearing" &&
      row.date === day &&
      (row.status === "NWB" || row.status === "UNABLE") &&
      sidesOf(row, rows).includes(side),
  );

interface Pregnancy {
  /** day on which the pregnancy began, counted from the last statement of its week */
  start: Day | null;
  end: Day | null;
  delivered: Day | null;
}

/** Pregnancies in order. A later statement of the week corrects an earlier one of the same pregnancy. */
export function pregnancies(rows: readonly AnyRecord[]): Pregnancy[] {
  const list: Pregnancy[] = [];
  let open: Pregnancy | null = null;
  for (const row of rows) {
    if (row.kind === "pregnancy" && row.ended === true) {
      if (open) open.end = row.date;
      open = null;
    } else if (row.kind === "pregnancy" && typeof row.gestation_week === "number") {
      const start = addDays(row.date, -Math.floor(row.gestation_week * 7));
      if (!open) {
        open = { start, end: null, delivered: null };
        list.push(open);
      } else open.start = start;
    } else if (row.kind === "delivery") {
      if (open) {
        open.end = row.date;
        open.delivered = row.date;
        open = null;
      } else list.push({ start: null, end: row.date, delivered: row.date });
    }
  }
  return list;
}

function pregnancyPain(rows: readonly AnyRecord[], today: Day): RedFlag[] {
  const flags: RedFlag[] = [];
  const hip = new Map<string, RedFlag>();
  let back: RedFlag | null = null;
  for (const one of pregnancies(rows)) {
    const last = one.delivered
      ? addDays(one.delivered, POSTPARTUM_DAYS)
      : one.end
        ? addDays(one.end, -1)
        : today;
    if (last < today) continue;
    const first = one.start ?? one.delivered!;
    const third = one.start ? addDays(one.start, THIRD_TRIMESTER_DAYS) : first;
    for (const row of rows) {
      if (row.kind !== "pain" || row.date < first || row.date > last) continue;
      if (row.site === "low_back" && Array.isArray(row.radiates_to) && row.radiates_to.includes("groin")) {
        back ??= { finding: "pregnancy-back-pain-to-groin", side: null, evidence: [], since: row.date };
        back.evidence.push(row.id);
      }
      if (!isHipArea(row as unknown as PainRecord) || today < third || row.intensity === 0) continue;
      for (const side of sidesOf(row, rows)) {
        if (pictureSince(rows, row) || (row.date < third && goneBy(rows, row, third))) continue;
        const flag = hip.get(side);
        if (flag) flag.evidence.push(row.id);
        else
          hip.set(side, {
            finding: "pregnancy-hip-pain",
            side,
            evidence: [row.id],
            since: later(row.date, third),
          });
      }
    }
  }
  flags.push(...hip.values());
  if (back) flags.push(back);
  return flags;
}

/** An MRI of the same day counts as since. */
const pictureSince = (rows: readonly AnyRecord[], pain: AnyRecord) =>
  rows.some((row) => row.kind === "imaging" && row.modality === "mri" && row.date >= pain.date);

const goneBy = (rows: readonly AnyRecord[], pain: AnyRecord, day: Day) =>
  rows.some(
    (row) => row.kind === "change" && row.direction === "gone" && row.date <= day && before(pain, row) < 0,
  );

const later = (a: Day, b: Day): Day => (a > b ? a : b);
