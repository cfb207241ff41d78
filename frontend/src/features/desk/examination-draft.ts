import { useState } from "preact/hooks";
import { type Examined, nothingExamined, type Stamp } from "~/domain/examination";
import type { Aid } from "~/domain/vocabulary";
import { storeNow } from "~/store/account";

interface Kept {
  form: Examined;
  stamps: Map<string, Stamp>;
}
/**
 * What was typed of each patient, in the memory of this page alone: it outlives another screen and a second sign-in by the same
 * person, and ends with the page, as nothing about patients stays on a shared machine.
 */
const kept = new Map<string, Kept>();

/** Without a draft of anybody who is not at work here any more. */
function keptOf(account: string, patient: string): Kept | undefined {
  for (const key of kept.keys()) if (!key.startsWith(`${account} `)) kept.delete(key);
  return kept.get(`${account} ${patient}`);
}

export function useExamined(patient: string, aid: Aid | null) {
  const account = storeNow();
  const [{ form, stamps }, set] = useState<Kept>(
    () => keptOf(account, patient) ?? { form: nothingExamined(aid), stamps: new Map() },
  );
  return {
    form,
    stamps,
    change: (part: Partial<Examined> | ((before: Examined) => Partial<Examined>)) =>
      set((before) => {
        const next = { ...before.form, ...(typeof part === "function" ? part(before.form) : part) };
        const now = { ...before, form: next };
        kept.set(`${account} ${patient}`, now);
        return now;
      }),
    forget: () => {
      kept.delete(`${account} ${patient}`);
      set({ form: nothingExamined(aid), stamps: new Map() });
    },
  };
}
