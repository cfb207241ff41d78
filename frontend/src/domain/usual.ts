/** The day before, offered again: most days are like the one before. */
import { type LogForm, placeKey } from "./day-form";
import { addDays, type Day } from "./days";
import { aboveDecision } from "./load";
import { byMoment } from "./moment";
import type { LoadDecision, LoadRecord, PainRecord } from "./records";
import { subjectOf } from "./statements";
import { LEGS, type Leg } from "./vocabulary";

/** A day further back is no longer "as usual" (ours). */
const WITHIN_DAYS = 7;

export interface Usual {
  day: Day;
  pains: PainRecord[];
  loads: LoadRecord[];
}

/** The latest statement about each thing. */
function latest<T extends PainRecord | LoadRecord>(rows: readonly T[]): T[] {
  const by = new Map<string, T>();
  for (const row of [...rows].sort(byMoment)) by.set(subjectOf({ ...row })!, row);
  return [...by.values()];
}

/**
 * What the last logged day said of pain and load, where it can be said again with one touch. A leg that could take no weight is
 * said anew; a load above what is decided now is not offered.
 */
export function usualOf(
  pains: readonly PainRecord[],
  loads: readonly LoadRecord[],
  today: Day,
  decided: Record<Leg, LoadDecision | null>,
): Usual | null {
  const numbered = pains.filter(
    (row) => row.intensity != null && row.date < today && row.date >= addDays(today, -WITHIN_DAYS),
  );
  const day = numbered
    .map((row) => row.date)
    .sort()
    .at(-1);
  if (!day) return null;
  const then = latest(loads.filter((row) => row.date === day));
  if (then.some((row) => row.status === "UNABLE")) return null;
  const above = then.some((row) => {
    const legs = row.side === "both" ? LEGS : LEGS.filter((leg) => leg === row.side);
    return legs.some((leg) => aboveDecision(row, decided[leg]));
  });
  const strongestFirst = latest(numbered.filter((row) => row.date === day)).sort(
    (a, b) => b.intensity! - a.intensity!,
  );
  return { day, pains: strongestFirst, loads: above ? [] : then };
}

/** The same as what the page of the day would hold, to be changed there. What was begun there already stays. */
export function usualForm({ pains, loads }: Usual, begun: LogForm): LogForm {
  const form = { ...begun };
  if (form.places.length === 0) {
    const strongest = new Map<string, PainRecord>();
    for (const row of pains) {
      const known = strongest.get(placeKey(row));
      if (!known || row.intensity! > known.intensity!) strongest.set(placeKey(row), row);
    }
    const rows = [...strongest.values()];
    form.places = rows.map(({ site, side, intensity }) => ({ site, side, intensity: intensity! }));
    const circumstances = new Set(rows.map((row) => row.circumstance ?? null));
    if (circumstances.size === 1) form.circumstance ??= [...circumstances][0]!;
  }
  if (LEGS.every((leg) => form.load[leg].status === null)) {
    const answer = (leg: Leg) => {
      const row = loads.find((one) => one.side === leg || one.side === "both");
      return { status: row?.status ?? null, percent: row?.percent ?? null, kg: row?.kg ?? null };
    };
    form.load = { left: answer("left"), right: answer("right") };
    form.aid ??= loads.find((row) => row.aid)?.aid ?? null;
  }
  return form;
}
