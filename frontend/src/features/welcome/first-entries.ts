import type { NewEntry } from "~/store/entries";

export const PREGNANCY = ["no", "pregnant", "delivered"] as const;

/** What somebody chose and typed among the first questions; whatever was left out is empty or null. */
export interface FirstAnswers {
  side: string | null;
  onset: string;
  pregnancy: (typeof PREGNANCY)[number] | null;
  week: string;
  born: string;
  risks: readonly string[];
}

/** The entries that the answers make, or the field that has to be looked at again: nothing said is left out silently.

  Which hip it is says nothing of any day: it is kept as that, and a pain is made of it only where it is said when it began.
  Pregnant without a week is kept as that: the rules then take it that the last third may have begun. */
export function firstEntries(answers: FirstAnswers): { entries: NewEntry[] } | { wrong: "week" | "born" } {
  const { side, onset, pregnancy, week, born, risks } = answers;
  const entries: NewEntry[] = [];
  if (side) entries.push({ kind: "setting", hip_side: side });
  if (side && onset) entries.push({ kind: "pain", site: "hip", side, date: onset });
  if (pregnancy === "pregnant") {
    const weeks = Number(week.trim().replace(",", "."));
    if (week.trim() && !(weeks > 0 && weeks <= 45)) return { wrong: "week" };
    entries.push(week.trim() ? { kind: "pregnancy", gestation_week: weeks } : { kind: "pregnancy" });
  }
  if (pregnancy === "delivered") {
    if (!born) return { wrong: "born" };
    entries.push({ kind: "delivery", date: born });
  }
  for (const name of risks) entries.push({ kind: "risk_factor", name });
  return { entries };
}
