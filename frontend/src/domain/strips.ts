/** The tracks of a course that are neither lines nor bands: where it hurt, aids, medicines, pregnancy, reminders. */
import { addDays, type Day, dayOf } from "./days";
import type { AnyRecord, LoadTerms, Message } from "./records";

export interface StripSpan {
  from: Day;
  /** the last day that it covers */
  to: Day;
  /** what it says: a key of the vocabulary, or the name itself */
  what: string;
  /** pain: 0 to 10, for its tone */
  level?: number | null;
  ids: string[];
}
export interface StripDot {
  day: Day;
  id: string;
  /** answered, or only sent; shown by an MRI, or not */
  full: boolean;
  text: string;
}
export interface Strip {
  kind: "site" | "mri" | "aid" | "medicine" | "pregnancy" | "reminders";
  /** site and side for pain; `hip|head` for what an MRI shows there; the medicine's name */
  name: string;
  side?: string | null;
  spans: StripSpan[];
  dots: StripDot[];
}

const ANSWERED = new Set(["read", "done", "snoozed", "dismissed"]);
const DAILY = new Set(["log-today", "exercise-today", "weight-bearing-exercise"]);
/** weeks; a delivery that nobody told ends the span here and not at today */
const TERM = 42;

export function stripsOf(
  records: readonly AnyRecord[],
  messages: readonly Message[],
  to: Day,
  zone: string,
  terms: LoadTerms = { left: [], right: [] },
): Strip[] {
  const rows = [...records].filter((row) => row.date <= to).sort((a, b) => (a.date < b.date ? -1 : 1));
  return [
    ...sites(rows),
    ...mris(rows),
    ...aids(rows, terms, to),
    ...medicines(rows, to),
    ...pregnancy(rows, to),
    ...told(messages, zone),
  ];
}

/** One strip for each place that ever hurt, each day in the tone of its highest pain. */
function sites(rows: readonly AnyRecord[]): Strip[] {
  const places = new Map<string, Map<Day, StripSpan>>();
  for (const row of rows) {
    if (row.kind !== "pain") continue;
    const key = `${row.site}|${row.side ?? "unknown"}`;
    const days = places.get(key) ?? new Map<Day, StripSpan>();
    places.set(key, days);
    const value = typeof row.intensity === "number" ? row.intensity : null;
    const there = days.get(row.date);
    if (!there) days.set(row.date, { from: row.date, to: row.date, what: "", level: value, ids: [row.id] });
    else {
      there.ids.push(row.id);
      if (value !== null && (there.level == null || value > there.level)) there.level = value;
    }
  }
  return [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, days]) => {
      const [name, side] = key.split("|");
      return { kind: "site", name: name!, side, spans: [...days.values()], dots: [] };
    });
}

const PARTS = ["head", "neck", "intertrochanteric", "acetabulum"];
const STATED = ["subchondral_line", "effusion"];

/**
 * One MRI after the other: a strip for each part of a place that any of them showed, and for the line and the fluid where
 * one says yes or no. An MRI that says nothing of it has no dot there.
 */
function mris(rows: readonly AnyRecord[]): Strip[] {
  const strips = new Map<string, Strip>();
  const seen = rows.filter((row) => row.kind === "imaging" && row.modality === "mri");
  const sidesOf = (row: AnyRecord): string[] =>
    row.side === "both" ? ["left", "right"] : [String(row.side ?? "unknown")];
  const add = (row: AnyRecord, part: string, full: boolean) => {
    for (const side of sidesOf(row)) {
      const name = `${row.site ?? "hip"}|${part}`;
      const strip = strips.get(`${name}|${side}`) ?? { kind: "mri", name, side, spans: [], dots: [] };
      strips.set(`${name}|${side}`, strip);
      strip.dots.push({ day: row.date, id: row.id, full, text: part });
    }
  };
  for (const part of PARTS)
    for (const row of seen) if (Array.isArray(row.extent)) add(row, part, row.extent.includes(part));
  for (const part of STATED)
    for (const row of seen)
      if (row[part] === "yes" || row[part] === "no") add(row, part, row[part] === "yes");
  return [...strips.values()]
    .filter((strip) => STATED.some((part) => strip.name.endsWith(part)) || strip.dots.some((dot) => dot.full))
    .sort((a, b) => ((a.side ?? "") < (b.side ?? "") ? -1 : (a.side ?? "") > (b.side ?? "") ? 1 : 0));
}

/** The aid of the loads in force, as a span; what was reported otherwise, as a dot. */
function aids(rows: readonly AnyRecord[], terms: LoadTerms, to: Day): Strip[] {
  const spans: StripSpan[] = [];
  const all = [...terms.left, ...terms.right].sort((a, b) => (a.from < b.from ? -1 : 1));
  for (const term of all) {
    const row = rows.find((one) => one.id === term.record);
    if (!row?.aid || term.from === term.until) continue;
    // a leg that keeps its load keeps its aid, though the other's was decided later
    const end = term.until === null ? to : term.until > term.from ? addDays(term.until, -1) : term.from;
    const last = spans.at(-1);
    if (last && last.what === row.aid && addDays(last.to, 1) >= term.from) {
      if (end > last.to) last.to = end;
      if (!last.ids.includes(row.id)) last.ids.push(row.id);
      continue;
    }
    if (last && last.to >= term.from) last.to = term.from > last.from ? addDays(term.from, -1) : last.from;
    spans.push({ from: term.from, to: end, what: String(row.aid), ids: [row.id] });
  }
  const dots = rows
    .filter((row) => row.kind === "weight_bearing" && row.aid)
    .filter((row) => spans.findLast((span) => span.from <= row.date && row.date <= span.to)?.what !== row.aid)
    .map((row) => ({ day: row.date, id: row.id, full: false, text: String(row.aid) }));
  return spans.length + dots.length === 0 ? [] : [{ kind: "aid", name: "", spans, dots }];
}

function medicines(rows: readonly AnyRecord[], to: Day): Strip[] {
  const byName = new Map<string, StripSpan[]>();
  for (const row of rows.filter((one) => one.kind === "medicine")) {
    const name = String(row.name ?? row.class ?? "");
    const spans = byName.get(name) ?? [];
    byName.set(name, spans);
    const open = spans.at(-1);
    if (row.action === "stop") {
      if (open && open.to === to) Object.assign(open, { to: row.date, ids: [...open.ids, row.id] });
      else spans.push({ from: row.date, to: row.date, what: name, ids: [row.id] });
    } else if (open && open.to === to) open.ids.push(row.id);
    else spans.push({ from: row.date, to, what: name, ids: [row.id] });
  }
  return [...byName].map(([name, spans]) => ({ kind: "medicine", name, spans, dots: [] }));
}

function pregnancy(rows: readonly AnyRecord[], to: Day): Strip[] {
  const spans: StripSpan[] = [];
  let open: StripSpan | null = null;
  for (const row of rows) {
    if (row.kind === "pregnancy" && typeof row.gestation_week === "number") {
      const began = addDays(row.date, -Math.round(row.gestation_week * 7));
      if (open) {
        open.ids.push(row.id);
        continue;
      }
      const term = addDays(began, TERM * 7);
      open = { from: began, to: term < to ? term : to, what: "pregnant", ids: [row.id] };
      spans.push(open);
    } else if (open && (row.kind === "delivery" || (row.kind === "pregnancy" && row.ended))) {
      Object.assign(open, { to: row.date, ids: [...open.ids, row.id] });
      open = null;
    } else if (row.kind === "breastfeeding" && row.status === "yes") {
      spans.push({ from: row.date, to, what: "breastfeeding", ids: [row.id] });
    } else if (row.kind === "breastfeeding" && row.status === "no") {
      const last = spans.findLast((span) => span.what === "breastfeeding" && span.to === to);
      if (last) Object.assign(last, { to: row.date, ids: [...last.ids, row.id] });
    }
  }
  return spans.length === 0 ? [] : [{ kind: "pregnancy", name: "", spans, dots: [] }];
}

/** What was told and whether it was answered; daily nudges are left out. */
function told(messages: readonly Message[], zone: string): Strip[] {
  const dots = messages
    .filter((message) => message.sent_at && !DAILY.has(message.reminder))
    .map((message) => ({
      day: dayOf(message.sent_at!, zone),
      id: message.id,
      full: ANSWERED.has(message.state),
      text: message.text,
    }));
  return dots.length === 0 ? [] : [{ kind: "reminders", name: "", spans: [], dots }];
}
