import type { RecordBase } from "./records";

type Row = Pick<RecordBase, "id" | "kind" | "supersedes"> & {
  sync?: unknown;
  is_current?: unknown;
  received_at?: unknown;
};

/**
 * Which rows stand. The versions of one entry are linked by `supersedes`. Of those that nothing supersedes a correction
 * stands before a deletion (nothing that somebody wrote is lost to another's deletion), then what this device has not sent
 * yet, then what the server says of it, then the one that came last. Ids, which a device's clock makes, decide only where
 * nothing else does.
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
  const [one, other] = [placeOf(a), placeOf(b)];
  const at = one.findIndex((part, index) => part !== other[index]);
  return at >= 0 && one[at]! > other[at]!;
}

const placeOf = (row: Row) => [
  row.kind !== "deletion" ? "1" : "0",
  row.sync && row.sync !== "sent" ? "1" : "0",
  row.is_current === false ? "0" : "1",
  String(row.received_at ?? ""),
  row.id,
];

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
