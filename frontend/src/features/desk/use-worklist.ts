import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type Filters, fetchWorklist, filterQuery, type Worklist, type WorklistRow } from "~/api/desk";

const PERIOD_MS = 4_000;

export type Unreachable = "offline" | "later" | "signed_out";

interface Memory {
  query: string;
  shown: Worklist;
  waiting: Worklist | null;
  etag: string | null;
  scroll: number;
}
/** The list as it was left for a patient's course: coming back finds it unmoved. Forgotten on signing out. */
let memory: Memory | null = null;
export const forgetWorklist = () => {
  memory = null;
};
export const rememberScroll = (top: number) => {
  if (memory) memory.scroll = top;
};
export const rememberedScroll = () => memory?.scroll ?? 0;

/**
 * Keeps the list fresh without moving it under the reader's hand: rows that are shown are renewed where they stand; who
 * came, went or belongs under another heading waits until it is asked for.
 */
export function useWorklist(filters: Filters) {
  const query = filterQuery(filters);
  const before = memory?.query === query ? memory : null;
  const [shown, setShown] = useState<Worklist | null>(before?.shown ?? null);
  const [waiting, setWaiting] = useState<Worklist | null>(before?.waiting ?? null);
  const [trouble, setTrouble] = useState<Unreachable | null>(null);
  const again = useRef<() => void>(() => undefined);

  const take = useCallback(
    (next: Worklist, etag: string | null) => {
      const old = memory?.query === query ? memory : null;
      if (!old) {
        memory = { query, shown: next, waiting: null, etag, scroll: 0 };
      } else if (changesBetween(old.shown, next).length === 0) {
        Object.assign(old, { shown: { ...next, rows: inOrderOf(old.shown, next) }, waiting: null, etag });
      } else {
        Object.assign(old, { shown: renewed(old.shown, next), waiting: next, etag });
      }
      setShown(memory!.shown);
      setWaiting(memory!.waiting);
    },
    [query],
  );

  useEffect(() => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const round = async () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible" || memory?.query !== query) {
        const etag = memory?.query === query ? memory.etag : null;
        const answer = await fetchWorklist(filters, etag, controller.signal);
        if (controller.signal.aborted) return;
        if (answer.kind === "ok") {
          setTrouble(null);
          if (answer.data) take(answer.data, answer.etag ?? null);
        } else setTrouble(answer.kind === "refused" ? "later" : answer.kind);
      }
      clearTimeout(timer);
      timer = setTimeout(() => void round(), PERIOD_MS);
    };
    again.current = () => void round();
    void round();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [query]);

  const show = () => {
    if (!memory?.waiting) return;
    Object.assign(memory, { shown: memory.waiting, waiting: null });
    setShown(memory.shown);
    setWaiting(null);
  };
  const ready = memory?.query === query;
  return {
    shown: ready ? shown : null,
    waiting: ready ? waiting : null,
    trouble,
    show,
    refresh: () => again.current(),
  };
}

/** The rows of `next` that came or changed their heading, and those of `shown` that went. */
export function changesBetween(shown: Worklist, next: Worklist): WorklistRow[] {
  const old = new Map(shown.rows.map((row) => [row.patient.id, row]));
  const fresh = new Set(next.rows.map((row) => row.patient.id));
  return [
    ...next.rows.filter((row) => old.get(row.patient.id)?.urgency !== row.urgency),
    ...shown.rows.filter((row) => !fresh.has(row.patient.id)),
  ];
}

function inOrderOf(shown: Worklist, next: Worklist): WorklistRow[] {
  const fresh = new Map(next.rows.map((row) => [row.patient.id, row]));
  return shown.rows.map((row) => fresh.get(row.patient.id)!);
}

function renewed(shown: Worklist, next: Worklist): Worklist {
  const fresh = new Map(next.rows.map((row) => [row.patient.id, row]));
  const rows = shown.rows.map((row) => {
    const now = fresh.get(row.patient.id);
    return now ? { ...now, urgency: row.urgency } : row;
  });
  return { ...shown, rows };
}
