import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import * as m from "~/paraglide/messages";
import { type NewEntry, StorageFull } from "~/store/entries";
import { save } from "~/sync/client";

export type Keep = (entries: readonly NewEntry[]) => Promise<boolean>;

/**
 * Saving for a screen that goes on afterwards: whether everything is safely on the phone, and the sentence to show where it
 * is not (a full phone). Only then may a form be emptied or closed.
 */
export function useKeep(): [Keep, ComponentChildren] {
  const [why, setWhy] = useState<string | null>(null);
  const keep: Keep = async (entries) => {
    try {
      const kept = await save(entries);
      setWhy(null);
      return kept.length === entries.length;
    } catch (error) {
      setWhy(error instanceof StorageFull ? m.log_storage_full() : m.log_failed());
      return false;
    }
  };
  return [
    keep,
    why && (
      <p class="notice notice-now not-kept" role="alert">
        {why}
      </p>
    ),
  ];
}
