import type { AnyRecord } from "~/domain/records";
import type { OutboxItem, StoredRecord, TohDatabase } from "~/store/db";
import type { IsOwn } from "./own";

/** What the server adds to a record when it tells of it; a device does not send it. */
const TOLD = new Set(["seq", "author", "is_current", "scores", "title", "form", "current", "sync"]);

/**
 * The server tells another course of events than before: it was restored from a backup, or shows more or less now. What the
 * person of this phone entered is lined up again, before whatever waits already, and is answered `identical` where it is
 * there still; the rest is forgotten and read again.
 */
export async function startOver(db: TohDatabase, history: string, isOwn: IsOwn): Promise<void> {
  await db.transaction("rw", db.records, db.outbox, db.findings, db.messages, db.meta, async () => {
    await db.findings.clear();
    await db.messages.clear();
    const sent = (await db.records.toArray()).filter((row) => row.sync === "sent");
    const own = sent
      .filter(isOwn)
      .sort((one, other) => order(one) - order(other) || (one.id < other.id ? -1 : 1));
    await db.records.bulkDelete(sent.filter((row) => !isOwn(row)).map((row) => row.id));
    const waiting = await db.outbox.orderBy("n").toArray();
    await db.outbox.clear();
    await db.outbox.bulkAdd([
      ...own.map((row): OutboxItem => ({ id: row.id, item: itemOf(row), state: "queued" })),
      ...waiting.map(({ n: _, ...row }) => row),
    ]);
    await db.records.bulkPut(own.map((row) => ({ ...row, sync: "queued" as const })));
    await db.meta.bulkPut([
      { key: "cursor", value: 0 },
      { key: "history", value: history },
    ]);
  });
}

const order = (row: StoredRecord) => (row.seq as number | undefined) ?? Number.MAX_SAFE_INTEGER;

const itemOf = (row: StoredRecord) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !TOLD.has(name))) as AnyRecord;
