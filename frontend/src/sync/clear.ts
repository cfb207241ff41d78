/** Taking off this device what can be read of somebody who is not signed in here any more. */
import { type Account, storeOf } from "~/store/account";
import { databaseName, TohDatabase } from "~/store/db";
import { forgetKeys } from "~/store/other-people";

/** Of everybody but `account`: somebody who left without saying so, or whose tab was closed before it had heard of it. */
export async function clearOthers(account: string | null): Promise<void> {
  forgetKeys(account);
  const found = (await globalThis.indexedDB?.databases?.().catch(() => [])) ?? [];
  for (const { name } of found) {
    if (name && isOfAnother(name, account)) await clear(new TohDatabase(name));
  }
}

const isOfAnother = (name: string, account: string | null) =>
  /^toh-\d/.test(name) &&
  (account === null || (name !== databaseName(account) && !name.startsWith(`${databaseName(account)}-`)));

/** The open database, those of people whom this person helps, and one's own where another's is open. */
export async function clearAll(account: Account, db: TohDatabase): Promise<void> {
  await clear(db);
  const stores = new Set([account.id, ...(account.caring ?? []).map((subject) => store(account, subject))]);
  for (const one of stores) if (one !== storeOf(account)) await clear(new TohDatabase(databaseName(one)));
}

const store = (account: Account, subject: Account["subject"]) => storeOf({ ...account, subject });

async function clear(db: TohDatabase): Promise<void> {
  const opens = await db.open().then(
    () => true,
    () => false,
  );
  if (!opens) return; // nothing was ever kept
  await db.transaction("rw", db.records, db.outbox, db.findings, db.messages, db.meta, async () => {
    const waiting = new Set((await db.outbox.toArray()).map((row) => row.id));
    await db.records.filter((row) => !waiting.has(row.id)).delete();
    await Promise.all([db.findings.clear(), db.messages.clear(), db.meta.clear()]);
  });
  if ((await db.outbox.count()) === 0) await db.delete();
  else db.close();
}

/** This browser is not called for this person any more, and shows nothing that it was called for. */
export async function silence(): Promise<void> {
  try {
    const registration = await navigator.serviceWorker?.getRegistration();
    await (await registration?.pushManager?.getSubscription())?.unsubscribe();
    for (const shown of (await registration?.getNotifications?.()) ?? []) shown.close();
  } catch {
    // the server ends it with the session
  }
}

/** Nobody is here any more: nothing that can be read stays, and this browser is called for nobody. */
export const putAway = (): Promise<unknown> => Promise.all([clearOthers(null), silence()]);
