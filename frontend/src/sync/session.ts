/** The one running session of this tab: account, database, engine. */
import { liveQuery } from "dexie";
import type { Profile } from "~/domain/records";
import { type Account, storeOf } from "~/store/account";
import { openDatabase, type TohDatabase } from "~/store/db";
import { readProfile } from "~/store/profile";
import { LaterEngine } from "./engine-later";
import { Mender } from "./mend";

export interface Session {
  account: Account;
  db: TohDatabase;
  engine: LaterEngine;
  /** runs a query now and whenever its rows change; answers how to stop */
  watch: <T>(query: () => T | Promise<T>, next: (value: T) => void) => () => void;
  /** the patient as this phone knows them, its own entries included; null before the first reading */
  profile: () => Promise<Profile | null>;
  /** screens keep what they show, whatever becomes of the rows, until `resume` */
  pause: () => void;
  resume: () => Promise<void>;
  /** runs writing, after a reopening where the browser has shut the database */
  through: Mender["through"];
}

const PERIOD_MS = 60_000;
let session: Session | null = null;
let stopListening: (() => void) | null = null;

export function startSession(account: Account): Session {
  if (session && storeOf(session.account) === storeOf(account)) return session;
  endSession();
  const db = openDatabase(storeOf(account));
  const engine = new LaterEngine(async () => (await import("./engine-of")).engineOf(account, db));
  const mender = new Mender(db, {
    wanted: () => session?.db === db,
    mended: () => {
      for (const one of watched) one.start();
    },
    lost: () => engine.withoutStorage("lost"),
  });
  const resume = async () => {
    await db.open().then(
      () => mender.watch(),
      () => engine.withoutStorage(),
    );
    for (const one of watched) one.start();
    engine.start();
  };
  const pause = () => {
    for (const one of watched) one.stop();
  };
  const through: Mender["through"] = (work) => mender.through(work);
  session = { account, db, engine, watch, profile: () => readProfile(db), pause, resume, through };
  // a private window, or storage that the person has denied: said once and for all, instead of waiting for ever
  db.open().then(
    () => mender.watch(),
    () => engine.withoutStorage(),
  );
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

const watched = new Set<{ start: () => void; stop: () => void }>();

function watch<T>(query: () => T | Promise<T>, next: (value: T) => void): () => void {
  let stop = () => {};
  const one = {
    start: () => {
      stop();
      const subscription = liveQuery(query).subscribe({ next, error: () => undefined });
      stop = () => subscription.unsubscribe();
    },
    stop: () => stop(),
  };
  watched.add(one);
  one.start();
  return () => {
    watched.delete(one);
    one.stop();
  };
}

export function endSession(): void {
  stopListening?.();
  stopListening = null;
  session?.engine.stop();
  watched.clear();
  session = null;
}
