import { liveQuery } from "dexie";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Profile } from "~/domain/records";
import { readMeta, type TohDatabase } from "~/store/db";
import type { SyncState } from "./engine";
import { currentSession } from "./session";

/** Runs a query on the local database and again whenever its rows change. `undefined` until the first answer. */
export function useLive<T>(
  query: (db: TohDatabase) => Promise<T> | T,
  deps: readonly unknown[] = [],
): T | undefined {
  const [value, setValue] = useState<T | undefined>(undefined);
  const latest = useRef(query);
  latest.current = query;
  useEffect(() => {
    const { db } = currentSession();
    const subscription = liveQuery(() => latest.current(db)).subscribe({
      next: (result) => setValue(() => result),
      error: () => setValue((before) => before),
    });
    return () => subscription.unsubscribe();
  }, deps);
  return value;
}

export function useSync(): SyncState & { queued: number; refused: number } {
  const [state, setState] = useState(() => currentSession().engine.state);
  useEffect(() => currentSession().engine.subscribe(setState), []);
  const counts = useLive(async (db) => ({
    queued: await db.outbox.where("state").equals("queued").count(),
    refused: await db.outbox.where("state").equals("refused").count(),
  }));
  return { ...state, queued: counts?.queued ?? 0, refused: counts?.refused ?? 0 };
}

export const useProfile = (): Profile | null | undefined =>
  useLive(async (db) => (await readMeta<Profile>(db, "profile")) ?? null);
