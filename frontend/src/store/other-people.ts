/** Other people on this device, and other tabs: who is here now, and what of whom may stay. Not for the first screen. */
import { KEY, lastHere, readAccount, storage, stored } from "./account";

/**
 * Hears who is here now, as another tab has written it down: at once, and on coming back to a tab that slept. Answers how to
 * stop listening.
 */
export function onOtherTabs(hear: (here: string | null) => void): () => void {
  const look = (event: Event) => {
    const key = (event as StorageEvent).key;
    if (event.type === "storage" && key !== KEY && key !== null) return;
    const here = lastHere();
    if (here !== "unknown") hear(here);
  };
  const times: [EventTarget, string][] = [
    [globalThis, "storage"],
    [globalThis, "pageshow"],
    [document, "visibilitychange"],
  ];
  for (const [of, name] of times) of.addEventListener(name, look);
  return () => {
    for (const [of, name] of times) of.removeEventListener(name, look);
  };
}

/** This person is not signed in here any more: a tab that is opened from now on begins with nobody. This one knows still. */
export function forgetHere(): void {
  if (stored()?.id === readAccount()?.id) storage()?.removeItem(KEY);
}

const KEPT_OF_PEOPLE = /^toh\.(today|draft|timer)\./;

/** Takes off this device what is kept outside the databases of everybody but `account`. */
export function forgetKeys(account: string | null): void {
  const isTheirs = (key: string) => {
    const whose = /^toh\.(?:today|draft)\.([^.-]+)/.exec(key)?.[1];
    return KEPT_OF_PEOPLE.test(key) && (account === null || whose !== account);
  };
  if (account === null) storage()?.removeItem("toh.shut"); // whoever comes next signs in
  for (const box of [storage(), session()]) {
    for (const key of Object.keys(box ?? {}).filter(isTheirs)) box?.removeItem(key);
  }
}

function session(): Storage | null {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null;
  }
}
