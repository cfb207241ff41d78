import { useEffect, useState } from "preact/hooks";
import type { LoadDecision } from "~/domain/records";
import type { Leg } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { readMeta, writeMeta } from "~/store/db";
import { whenReady } from "~/sync/client";
import { useLive } from "~/sync/hooks";

/** What a leg may do. Who decided it, and when it is looked at again, may change without anything being new. */
const gist = (load: LoadDecision | null) =>
  load
    ? [load.status, load.percent ?? (load.limit_kg ? `${load.limit_kg} kg` : ""), load.aid ?? ""].join(" ")
    : "";

/** Says that a leg's load is not the one that this phone showed last. It stands for one look, and what is seen is kept here. */
export function Changed({ leg, load }: { leg: Leg; load: LoadDecision | null }) {
  const now = gist(load);
  const key = `seen-load-${leg}`;
  /** what was shown last; null on a phone that never showed any */
  const kept = useLive(async (db) => (await readMeta<string>(db, key)) ?? null);
  /** what was shown before this look */
  const [seen, setSeen] = useState<string | null>(null);
  useEffect(() => {
    const again = () => document.visibilityState === "visible" && setSeen(null);
    document.addEventListener("visibilitychange", again);
    return () => document.removeEventListener("visibilitychange", again);
  }, []);
  useEffect(() => {
    if (kept === undefined || document.visibilityState !== "visible") return;
    if (seen === null) setSeen(kept ?? now);
    // a full phone keeps nothing: then it is said once more
    if (kept !== now)
      void whenReady()
        .then(({ db }) => writeMeta(db, key, now))
        .catch(() => undefined);
  }, [kept, seen, now]);
  return seen === null || seen === now ? null : (
    <p class="today-new small strong" role="status">
      {m.today_new()}
    </p>
  );
}
