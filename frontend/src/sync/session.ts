/** The one running session of this tab: account, database, engine. */
import { liveQuery } from "dexie";
import { transportFor } from "~/api/sync";
import type { AnyRecord, Profile } from "~/domain/records";
import { type Account, storeOf } from "~/store/account";
import { openDatabase, type TohDatabase } from "~/store/db";
import { makeEntry, type NewEntry, putEntries } from "~/store/entries";
import { readProfile } from "~/store/profile";
import { SyncEngine, webLock } from "./engine";
import { ofHelper, ofPatient } from "./own";

export interface Session {
  account: Account;
  db: TohDatabase;
  engine: SyncEngine;
  /** runs a query now and whenever its rows change; answers how to stop */
  watch: <T>(query: () => T | Promise<T>, next: (value: T) => void) => () => void;
  /** the patient as this phone knows them, its own entries included; null before the first reading */
  profile: () => Promise<Profile | null>;
}

const PERIOD_MS = 60_000;
let session: Session | null = null;
let stopListening: (() => void) | null = null;

export function startSession(account: Account): Session {
  if (session && storeOf(session.account) === storeOf(account)) return session;
  endSession();
  const db = openDatabase(storeOf(account));
  const engine = new SyncEngine({
    db,
    transport: transportFor(account.subject?.id),
    isOwn: account.subject ? ofHelper : ofPatient,
    withLock: webLock(`toh-sync-${storeOf(account)}`),
  });
  session = { account, db, engine, watch, profile: () => readProfile(db) };
  // a private window, or storage that the person has denied: said once and for all, instead of waiting for ever
  db.open().catch(() => engine.withoutStorage());
  const nudge = () => void engine.nudge();
  const onVisible = () => document.visibilityState === "visible" && nudge();
  window.addEventListener("online", nudge);
  document.addEventListener("visibilitychange", onVisible);
  const timer = setInterval(() => {
    if (document.visibilityState === "visible" && engine.state.standing === "idle") nudge();
  }, PERIOD_MS);
  stopListening = () => {
    window.removeEventListener("online", nudge);
    document.removeEventListener("visibilitychange", onVisible);
    clearInterval(timer);
  };
  nudge();
  return session;
}

function watch<T>(query: () => T | Promise<T>, next: (value: T) => void): () => void {
  const subscription = liveQuery(query).subscribe({ next, error: () => undefined });
  return () => subscription.unsubscribe();
}

export function endSession(): void {
  stopListening?.();
  stopListening = null;
  session?.engine.stop();
  session = null;
}

function currentSession(): Session {
  if (!session) throw new Error("no session has been started");
  return session;
}

/** Saves on the phone and asks for sending. Resolves when it is safely on the phone. */
export async function save(entries: readonly NewEntry[], instead?: string): Promise<AnyRecord[]> {
  const { account, db, engine } = currentSession();
  if (account.subject && !account.subject.may_log) {
    // the server would refuse it: said at once, and nothing is kept that could never be sent
    dispatchEvent(new Event("toh:look-only"));
    return [];
  }
  const items = entries.map((entry) => makeEntry(entry));
  await putEntries(db, items, instead);
  void engine.nudge();
  return items;
}
