import { standing } from "~/domain/current";
import { type Day, dayOf, deviceZone } from "~/domain/days";
import { uuid7 } from "~/domain/ids";
import type { AnyRecord } from "~/domain/records";
import type { StoredRecord, TohDatabase } from "./db";

export class StorageFull extends Error {}

export interface NewEntry {
  kind: string;
  date?: Day;
  supersedes?: string;
  group?: string;
  [field: string]: unknown;
}

/** An entry with its envelope: made once, on this device, and sent unchanged however often. */
export function makeEntry(entry: NewEntry, now: number = Date.now(), zone: string = deviceZone()): AnyRecord {
  const item: AnyRecord = {
    ...(Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)) as NewEntry),
    id: uuid7(now),
    recorded_at: new Date(now).toISOString(),
    timezone: zone,
    date: entry.date ?? dayOf(now, zone),
  };
  return item;
}

/**
 * Writes entries and their outbox items in one local transaction: either both are on the phone, or neither. `instead`: the
 * refused entry that goes with it.
 */
export async function putEntries(
  db: TohDatabase,
  items: readonly AnyRecord[],
  instead?: string,
): Promise<void> {
  try {
    await db.transaction("rw", db.records, db.outbox, async () => {
      if (instead) await discard(db, instead);
      for (const item of items) {
        await db.records.put({ ...item, current: 1, sync: "queued" });
        await db.outbox.add({ id: item.id, item, state: "queued" });
      }
      await settleCurrent(db, items);
    });
  } catch (error) {
    if (isQuota(error)) throw new StorageFull(String(error));
    throw error;
  }
}

/** Is it that the phone is full? */
export function isQuota(error: unknown): boolean {
  const names = [error, (error as { inner?: unknown })?.inner].map(
    (one) => (one as Error | undefined)?.name ?? "",
  );
  return names.some((name) => name.includes("Quota"));
}

/** Brings `current` up to date in the families that these rows touch. Call inside a transaction on `records`. */
export async function settleCurrent(
  db: TohDatabase,
  rows: readonly Pick<AnyRecord, "id" | "supersedes">[],
): Promise<void> {
  const family = new Map<string, StoredRecord>();
  const asked = new Set<string>();
  let frontier = new Set(rows.flatMap((row) => (row.supersedes ? [row.id, row.supersedes] : [row.id])));
  while (frontier.size > 0) {
    const keys = [...frontier];
    for (const key of keys) asked.add(key);
    const found = [
      ...(await db.records.bulkGet(keys)),
      ...(await db.records.where("supersedes").anyOf(keys).toArray()),
    ];
    frontier = new Set();
    for (const row of found) {
      if (!row) continue;
      family.set(row.id, row);
      if (!asked.has(row.id)) frontier.add(row.id);
      if (row.supersedes && !asked.has(row.supersedes)) frontier.add(row.supersedes);
    }
  }
  const all = [...family.values()];
  const stands = new Set(standing(all).map((row) => row.id));
  for (const row of all) {
    const byServer = row.sync === "sent" && row.is_current === false;
    const current = stands.has(row.id) && !byServer ? 1 : 0;
    if (row.current !== current) await db.records.update(row.id, { current });
  }
}

export const currentOfKind = (db: TohDatabase, kind: string) =>
  db.records.where("[kind+current]").equals([kind, 1]).toArray();

export const currentOnDay = (db: TohDatabase, day: Day) =>
  db.records.where("[date+current]").equals([day, 1]).toArray();

/** Takes a refused entry off the phone for good; what it replaced stands again. */
export async function discard(db: TohDatabase, id: string): Promise<void> {
  await db.transaction("rw", db.records, db.outbox, async () => {
    const row = await db.records.get(id);
    await db.outbox.where("id").equals(id).delete();
    await db.records.delete(id);
    if (row?.supersedes) await settleCurrent(db, [{ id: row.supersedes, supersedes: null }]);
  });
}
