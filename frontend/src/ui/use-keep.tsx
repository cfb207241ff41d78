import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import * as m from "~/paraglide/messages";
import { isQuota, type NewEntry, StorageFull } from "~/store/entries";
import { save } from "~/sync/client";

/** `instead`: the refused entry in whose place these come. */
export type Keep = (entries: readonly NewEntry[], instead?: string) => Promise<boolean>;

/**
 * Saving for a screen that goes on afterwards: whether everything is safely on the phone, and the sentence to show where it
 * is not (a full phone). Only then may a form be emptied or closed. `attempt` is for other writing on this phone.
 */
export function useKeep() {
  const [why, setWhy] = useState<string | null>(null);
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      const done = await work();
      setWhy(null);
      return done !== false;
    } catch (error) {
      const full = error instanceof StorageFull || isQuota(error);
      setWhy(full ? m.log_storage_full() : m.log_failed());
      return false;
    }
  };
  const keep: Keep = (entries, instead) =>
    attempt(async () => (await save(entries, instead)).length === entries.length);
  const notKept: ComponentChildren = why && (
    <p class="notice notice-now not-kept" role="alert">
      {why}
    </p>
  );
  return [keep, notKept, attempt] as const;
}
