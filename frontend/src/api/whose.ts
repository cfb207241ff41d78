/**
 * For whom this tab works. A browser has one session, whatever its tabs believe, so every request names the account that it
 * is meant for. Where the server says that another person is signed in, or nobody, the tab is told: nothing was read or written.
 */
const HEADER = "X-TOH-Account";

/** `locked`: the session is there, and nobody has touched it for a while */
export type Loss = "signed_out" | "other_account" | "locked";

/** Seconds for which nobody has touched the screen: what the app asks by itself keeps no session open. */
const IDLE = "X-TOH-Idle";

let account: string | null = null;
let idle: (() => string) | null = null;
const listeners = new Set<(why: Loss) => void>();

export function workFor(id: string | null): void {
  account = id;
}

export function idleSaid(by: (() => string) | null): void {
  idle = by;
}

export const whose = (): Record<string, string> =>
  account ? { [HEADER]: account, ...(idle ? { [IDLE]: idle() } : {}) } : {};

/** For a link that the browser follows by itself, such as a download: it cannot carry a header. */
export const linkFor = (path: string): string =>
  account ? `${path}${path.includes("?") ? "&" : "?"}account=${encodeURIComponent(account)}` : path;

export function onLoss(listener: (why: Loss) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function tellLoss(why: Loss): void {
  for (const listener of listeners) listener(why);
}
