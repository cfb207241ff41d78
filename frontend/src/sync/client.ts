/**
 * The way to the local database and the engine. Both are loaded after the first screen stands: the screens begin with what
 * they knew last, and go on with what the database says.
 */
import type { AnyRecord } from "~/domain/records";
import { untilThere } from "~/domain/until-there";
import { type Account, storeOf } from "~/store/account";
import type { NewEntry } from "~/store/entries";
import type { Session } from "./session";

const load = () => untilThere(() => import("./session"));
let opening: { id: string; session: Promise<Session> } | null = null;
let session: Session | null = null;

/** Opens the session of this account; calling it again for the same one changes nothing. */
export function openSession(account: Account): Promise<Session> {
  if (opening?.id === storeOf(account)) return opening.session;
  session = null;
  const promise = load().then((module) => {
    session = module.startSession(account);
    return session;
  });
  opening = { id: storeOf(account), session: promise };
  return promise;
}

export function whenReady(): Promise<Session> {
  return opening?.session ?? Promise.reject(new Error("no session has been opened"));
}

/** The session of a screen that is already at work with it. */
export function currentSession(): Session {
  if (!session) throw new Error("the session is not open yet");
  return session;
}

export const sessionNow = (): Session | null => session;

/** Saves on the phone and asks for sending. Resolves when it is safely on the phone. */
export async function save(entries: readonly NewEntry[], instead?: string): Promise<AnyRecord[]> {
  return (await import("./save")).save(await whenReady(), entries, instead);
}

/** Where the browser keeps nothing, nothing waits. */
export const unsentCount = async (): Promise<number> => (await whenReady()).db.outbox.count().catch(() => 0);

export async function leaveDevice(): Promise<void> {
  const leaving = await whenReady();
  await (await untilThere(() => import("./leave"))).leaveDevice(leaving);
  opening = null;
  session = null;
}

/** The session is over; see `leave.lockDevice`. A desk has no session of this kind, and nothing to take away. */
export async function lockDevice(): Promise<void> {
  const locking = await opening?.session;
  if (locking) await (await untilThere(() => import("./leave"))).lockDevice(locking);
}

export const unlockDevice = async (): Promise<void> => (await opening?.session)?.resume();
