import { useEffect, useRef, useState } from "preact/hooks";
import { readWeightsIn } from "~/domain/readers-unit";
import type { Profile } from "~/domain/records";
import type { TohDatabase } from "~/store/db";
import { sessionNow, whenReady } from "./client";
import type { SyncState } from "./engine";

/** A part that comes late may find that its person has left: it shows nothing any more. */
const signedOut = () => undefined;

/** Runs a query on the local database and again whenever its rows change. `undefined` until the first answer. */
export function useLive<T>(
  query: (db: TohDatabase) => Promise<T> | T,
  deps: readonly unknown[] = [],
): T | undefined {
  const [value, setValue] = useState<T | undefined>(undefined);
  const latest = useRef(query);
  latest.current = query;
  useEffect(() => {
    let live = true;
    let stop = () => {};
    void whenReady().then(({ db, watch }) => {
      if (!live) return;
      stop = watch(
        () => latest.current(db),
        (result) => setValue(() => result),
      );
    }, signedOut);
    return () => {
      live = false;
      stop();
    };
  }, deps);
  return value;
}

const hasRead = async (db: TohDatabase): Promise<boolean> => {
  const [cursor, reading] = await db.meta.bulkGet(["cursor", "reading"]);
  return cursor !== undefined && !reading;
};

/** Has this phone read the notebook once, from the first page to the last? `undefined` until the database has answered. */
export const useRead = (): boolean | undefined => useLive(hasRead);

const NOT_YET: SyncState = { standing: "idle", retryAt: null, lastSuccess: null };

export function useSync(): SyncState & { queued: number; refused: number; read: boolean; known: boolean } {
  const [state, setState] = useState<SyncState>(() => sessionNow()?.engine.state ?? NOT_YET);
  useEffect(() => {
    let live = true;
    let stop = () => {};
    void whenReady().then(({ engine }) => {
      if (live) stop = engine.subscribe(setState);
    }, signedOut);
    return () => {
      live = false;
      stop();
    };
  }, []);
  const counts = useLive(async (db) => ({
    queued: await db.outbox.where("state").equals("queued").count(),
    refused: await db.outbox.where("state").equals("refused").count(),
    read: await hasRead(db),
  }));
  return {
    ...state,
    queued: counts?.queued ?? 0,
    refused: counts?.refused ?? 0,
    read: counts?.read ?? false,
    known: counts !== undefined || state.standing === "no_storage",
  };
}

export const useProfile = (): Profile | null | undefined =>
  useLive(async () => {
    const profile = (await sessionNow()?.profile()) ?? null;
    readWeightsIn(profile?.settings?.weight_unit);
    return profile;
  });
