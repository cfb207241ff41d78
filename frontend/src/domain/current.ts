import type { RecordBase } from "./records";

type Row = Pick<RecordBase, "id" | "kind" | "supersedes">;

/**
 * Which rows stand. The versions of one entry are linked by `supersedes`. Of those that nothing supersedes a correction
 * stands before a deletion (nothing that somebody wrote is lost to another's deletion), and then the highest id. The order
 * of arrival plays no part, so two devices and the server end the same.
 */
export function standing<T extends Row>(rows: readonly T[]): T[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const replaced = new Set(rows.flatMap((row) => (row.supersedes ? [row.supersedes] : [])));
  const best = new Map<string, T>();
  for (const row of rows) {
    if (replaced.has(row.id)) continue;
    const root = rootOf(row, byId);
    const rival = best.get(root);
    if (!rival || ranksAbove(row, rival)) best.set(root, row);
  }
  return [...best.values()].filter((row) => row.kind !== "deletion");
}

function ranksAbove(a: Row, b: Row): boolean {
  const [words, others] = [a.kind !== "deletion", b.kind !== "deletion"];
  return words === others ? a.id > b.id : words;
}

/** Where the chain begins, as far as it is known. */
function rootOf(row: Row, byId: ReadonlyMap<string, Row>): string {
  const passed = new Set([row.id]);
  let here = row;
  while (here.supersedes && !passed.has(here.supersedes)) {
    passed.add(here.supersedes);
    const parent = byId.get(here.supersedes);
    if (!parent) return here.supersedes;
    here = parent;
  }
  return here.id;
}
