import type { RecordBase } from "./records";

/**
 * Which rows stand. A row stands when nothing supersedes it, when it is not a deletion, and when no rival correction of
 * the same entry has a higher id. The order of arrival plays no part, so two devices end the same.
 */
export function standing<T extends Pick<RecordBase, "id" | "kind" | "supersedes">>(rows: readonly T[]): T[] {
  const best = new Map<string, string>();
  for (const row of rows) {
    if (!row.supersedes) continue;
    const rival = best.get(row.supersedes);
    if (rival === undefined || row.id > rival) best.set(row.supersedes, row.id);
  }
  return rows.filter(
    (row) =>
      row.kind !== "deletion" &&
      !best.has(row.id) &&
      (!row.supersedes || best.get(row.supersedes) === row.id),
  );
}
