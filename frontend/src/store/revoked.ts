import { type Account, storeOf } from "./account";
import { forgetSnapshot } from "./snapshot";

/** Who may not see somebody's record any more keeps no copy of it on this device either. */
export function forgetRevoked(before: Account | null, now: Account): void {
  if (before?.id !== now.id) return;
  for (const one of before.caring ?? []) {
    if (now.caring?.some((still) => still.id === one.id)) continue;
    const store = storeOf({ ...now, subject: one });
    forgetSnapshot(store);
    globalThis.indexedDB?.deleteDatabase(`toh-${store}`);
  }
}
