import { storeOf } from "~/store/account";
import { openDatabase, type TohDatabase } from "~/store/db";
import { forgetSnapshot } from "~/store/snapshot";
import { endSession, type Session } from "./session";

/**
 * Leaving this device. What the server has is taken off the phone; what it has not stays in this account's own database,
 * and waits there for the same person.
 */
export async function leaveDevice({ account, db, engine }: Session): Promise<void> {
  engine.stop();
  await clear(db, storeOf(account));
  // the records of people whom this person helps, and one's own where another's is open
  const stores = [account.id, ...(account.caring ?? []).map((one) => storeOf({ ...account, subject: one }))];
  for (const store of stores) {
    if (store !== storeOf(account)) await clear(openDatabase(store), store);
  }
  endSession();
}

const opens = (db: TohDatabase) =>
  db.open().then(
    () => true,
    () => false,
  );

async function clear(db: TohDatabase, store: string): Promise<void> {
  forgetSnapshot(store);
  if (!(await opens(db))) return; // nothing was ever kept
  await db.transaction("rw", db.records, db.outbox, db.findings, db.messages, db.meta, async () => {
    const waiting = new Set((await db.outbox.toArray()).map((row) => row.id));
    await db.records.filter((row) => !waiting.has(row.id)).delete();
    await Promise.all([db.findings.clear(), db.messages.clear(), db.meta.clear()]);
  });
  if ((await db.outbox.count()) === 0) await db.delete();
}
