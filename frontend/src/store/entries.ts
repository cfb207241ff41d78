import { nowTrusted } from "~/domain/clock";
import { standing } from "~/domain/current";
import { type Day, dayOf, deviceZone, isoIn } from "~/domain/days";
import { uuid7 } from "~/domain/ids";
import { byMoment } from "~/domain/moment";
import type { AnyRecord } from "~/domain/records";
import { completed, contentOf, isOwn, subjectOf } from "~/domain/statements";
import { currentOnDay } from "./current-rows";
import type { StoredRecord, TohDatabase } from "./db";
import { isQuota, StorageFull } from "./quota";

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
    recorded_at: isoIn(now, zone),
    timezone: zone,
    date: entry.date ?? dayOf(nowTrusted(now), zone),
  };
  return item;
}

/**
 * Writes entries and their outbox items in one local transaction: either all are on the phone, or none. `instead`: the
 * refused entry that goes with it.
 */
export const putEntries = (
  db: TohDatabase,
  items: readonly AnyRecord[],
  instead?: string,
): Promise<AnyRecord[]> => write(db, items, instead, async (item) => [item]);

/** The same for what a person says of a day: what it says already of the same thing is corrected, not doubled. */
export const putStatements = (
  db: TohDatabase,
  items: readonly AnyRecord[],
  instead?: string,
): Promise<AnyRecord[]> => write(db, items, instead, (item) => asCorrection(db, item));

/** Answers what was written. */
async function write(
  db: TohDatabase,
  items: readonly AnyRecord[],
  instead: string | undefined,
  rowsOf: (item: AnyRecord) => Promise<AnyRecord[]>,
): Promise<AnyRecord[]> {
  try {
    return await db.transaction("rw", db.records, db.outbox, async () => {
      if (instead) await discard(db, instead);
      const written: AnyRecord[] = [];
      for (const item of items) {
        const rows = await rowsOf(item);
        for (const row of rows) {
          await db.records.put({ ...row, current: 1, sync: "queued" });
          await db.outbox.add({ id: row.id, item: row, state: "queued" });
        }
        await settleCurrent(db, rows);
        written.push(...rows);
      }
      return written;
    });
  } catch (error) {
    if (isQuota(error)) throw new StorageFull(String(error));
    throw error;
  }
}

/**
 * The entry as the correction of what its day says about the same thing, if it does. Where two devices have said it side by
 * side, the latest is corrected and the others are taken back.
 */
async function asCorrection(db: TohDatabase, item: AnyRecord): Promise<AnyRecord[]> {
  const subject = item.supersedes ? null : subjectOf(item);
  if (!subject) return [item];
  const same = (await currentOnDay(db, item.date)).filter(
    (row) => row.sync !== "refused" && isOwn(row) && subjectOf(row) === subject,
  );
  const [latest, ...others] = same.sort((a, b) => byMoment(b, a));
  if (!latest) return [item];
  const back = others.map((row) => ({
    ...makeEntry({ kind: "deletion", date: row.date, supersedes: row.id }),
    recorded_at: item.recorded_at,
    timezone: item.timezone,
  }));
  return [{ ...completed(item, latest), supersedes: latest.id }, ...back];
}

/**
 * What takes a writing back: each entry that corrected another gives its words back to the earlier one, each that was new is
 * deleted. Both are entries of their own, so nothing that was once on the phone or the server disappears without a trace.
 */
export async function takenBack(db: TohDatabase, written: readonly AnyRecord[]): Promise<NewEntry[]> {
  const entries: NewEntry[] = [];
  for (const row of written) {
    const before = row.supersedes ? await db.records.get(row.supersedes) : undefined;
    if (row.kind === "deletion") {
      if (before) entries.push({ ...contentOf(before), date: before.date, supersedes: before.id });
    } else if (before) entries.push({ ...contentOf(before), date: before.date, supersedes: row.id });
    else entries.push({ kind: "deletion", date: row.date, supersedes: row.id });
  }
  return entries;
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

/** Takes a refused entry off the phone for good; what it replaced stands again. */
export async function discard(db: TohDatabase, id: string): Promise<void> {
  await db.transaction("rw", db.records, db.outbox, async () => {
    const row = await db.records.get(id);
    await db.outbox.where("id").equals(id).delete();
    await db.records.delete(id);
    if (row?.supersedes) await settleCurrent(db, [{ id: row.supersedes, supersedes: null }]);
  });
}
