import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { AnyRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import type { NewEntry } from "~/store/entries";
import { isQuota, StorageFull } from "~/store/quota";
import { save } from "~/sync/client";
import { StorageLost } from "~/sync/mend";

/** `instead`: the refused entry in whose place these come. `then` is given what was written. */
export type Keep = (
  entries: readonly NewEntry[],
  instead?: string,
  then?: (written: readonly AnyRecord[]) => void,
) => Promise<boolean>;

/** A second tap within this time, with the same words, is the same tap. */
const SAME_TAP_MS = 700;

/**
 * Saving for a screen that goes on afterwards: whether everything is safely on the phone, and the sentence to show where it
 * is not (a full phone). Only then may a form be emptied or closed. `attempt` is for other writing on this phone.
 */
export function useKeep() {
  const [why, setWhy] = useState<string | null>(null);
  const last = useRef<{ said: string; kept: Promise<boolean> } | null>(null);
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      const done = await work();
      setWhy(null);
      return done !== false;
    } catch (error) {
      const full = error instanceof StorageFull || isQuota(error);
      setWhy(full ? m.log_storage_full() : error instanceof StorageLost ? m.storage_lost() : m.log_failed());
      return false;
    }
  };
  const keep: Keep = (entries, instead, then) => {
    // a group is named anew at each tap
    const said = JSON.stringify([entries, instead], (key, value) => (key === "group" ? undefined : value));
    if (last.current?.said === said) return last.current.kept;
    const kept = attempt(async () => {
      const written = await save(entries, instead);
      if (written.length < entries.length) return false;
      then?.(written);
    });
    const mine = { said, kept };
    last.current = mine;
    const forget = () => {
      if (last.current === mine) last.current = null;
    };
    // what was not kept can be tried again at once
    void kept.then((done) => (done ? setTimeout(forget, SAME_TAP_MS) : forget()));
    return kept;
  };
  const notKept: ComponentChildren = why && (
    <p class="notice notice-now not-kept" role="alert">
      {why}
    </p>
  );
  return [keep, notKept, attempt] as const;
}
