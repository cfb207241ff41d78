import type { Answer } from "./http";
import { post } from "./http";

/** What became of the lines of a device's sheet, or would. */
export interface BroughtSheet {
  dry_run: boolean;
  counts: Record<string, number>;
  rows: {
    row: number;
    date: string | null;
    result: "created" | "identical" | "superseded" | "refused";
    column: string | null;
    reason: string | null;
    record: {
      side?: string;
      peak_kg?: number;
      mean_kg?: number;
      steps?: number;
      share_above_limit?: number;
    } | null;
  }[];
}

export const bringMeasured = (
  patient: string,
  body: { csv: string; device: string; dry_run: boolean },
): Promise<Answer<BroughtSheet>> => post<BroughtSheet>(`/api/v1/patients/${patient}/import-csv`, body);
