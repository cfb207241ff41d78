import { LSC_FACTOR } from "~/generated/bone";
import type { Day } from "./days";
import { verdict } from "./errors";
import type { DexaRecord } from "./records";

export interface DexaSeries {
  site: string;
  side: string | null;
  scans: DexaRecord[];
  change: DexaChange | null;
}
export interface DexaChange {
  since: Day;
  /** g/cm²; null when one of the two has no BMD */
  bmd: number | null;
  percent: number | null;
  comparable: boolean;
  /** g/cm²; the least change that counts, from the clinic's own precision error; null where none was entered */
  lsc: number | null;
  /** beyond that change; null where nothing may be said */
  significant: boolean | null;
}

/**
 * One series for each site and side, newest first, with the change between the last two. Without the clinic's precision error
 * there is no verdict; across machines figures are not comparable (clinical contract §8).
 */
export function dexaSeries(
  scans: readonly DexaRecord[],
  precision: Readonly<Record<string, number>> = {},
): DexaSeries[] {
  const groups = new Map<string, DexaRecord[]>();
  for (const scan of scans) {
    const key = `${scan.site}|${scan.side ?? ""}`;
    groups.set(key, [...(groups.get(key) ?? []), scan]);
  }
  return [...groups.values()].map((list) => {
    const sorted = [...list].sort((a, b) => (a.date < b.date ? 1 : -1));
    const last = sorted[0]!;
    const before = sorted[1];
    let change: DexaChange | null = null;
    if (before) {
      const known = last.bmd != null && before.bmd != null;
      change = {
        since: before.date,
        bmd: known ? last.bmd! - before.bmd! : null,
        percent: known ? ((last.bmd! - before.bmd!) / before.bmd!) * 100 : null,
        comparable: (last.device ?? "") === (before.device ?? ""),
        lsc: null,
        significant: null,
      };
      const error = precision[last.site];
      if (error) change.lsc = LSC_FACTOR * error;
      if (known && change.lsc !== null) {
        const [first, now] = [before, last].map((scan) => ({
          value: scan.bmd!,
          how: { device: scan.device || null },
        }));
        // compared as it stands on paper, and as in the report: no line contradicts its own figures
        const { said } = verdict("bmd", first!, now!, { least: change.lsc, digits: 3 });
        if (said !== "not_comparable") change.significant = said === "more";
      }
    }
    return { site: last.site, side: last.side ?? null, scans: sorted, change };
  });
}
