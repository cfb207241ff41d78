/** Days without an entry, filled afterwards: at which places a number is asked for. */
import { type Place, placeKey } from "./day-form";
import type { Day } from "./days";
import type { PainRecord } from "./records";

/** More places than this are asked for on the day's own page. */
const MOST = 3;

export interface AskedPlace extends Place {
  /** what the day with numbers that is nearest before it said of this place */
  before: { day: Day; intensity: number } | null;
}

/** The places of the nearest day with numbers before `day`, else of the nearest after it; the strongest first. */
export function placesToAsk(pains: readonly PainRecord[], day: Day): AskedPlace[] {
  const numbered = pains.filter((row) => row.intensity != null && row.date !== day);
  const days = numbered.map((row) => row.date).sort();
  const near = days.filter((one) => one < day).at(-1) ?? days[0];
  if (near === undefined) return [];
  const strongest = new Map<string, PainRecord>();
  for (const row of numbered) {
    if (row.date !== near) continue;
    const known = strongest.get(placeKey(row));
    if (!known || row.intensity! > known.intensity!) strongest.set(placeKey(row), row);
  }
  return [...strongest.values()]
    .sort((a, b) => b.intensity! - a.intensity!)
    .slice(0, MOST)
    .map(({ site, side, intensity }) => ({
      site,
      side,
      before: near < day ? { day: near, intensity: intensity! } : null,
    }));
}
