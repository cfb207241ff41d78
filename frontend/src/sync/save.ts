import type { AnyRecord } from "~/domain/records";
import { makeEntry, type NewEntry, putStatements } from "~/store/entries";
import { onTheDayMeant } from "./ask-day";
import type { Session } from "./session";

/** Saves on the phone and asks for sending. Resolves when it is safely on the phone. */
export async function save(
  { account, db, engine, through }: Session,
  entries: readonly NewEntry[],
  instead?: string,
): Promise<AnyRecord[]> {
  if (account.subject && !account.subject.may_log) {
    // the server would refuse it: said at once, and nothing is kept that could never be sent
    dispatchEvent(new Event("toh:look-only"));
    return [];
  }
  const meant = await onTheDayMeant(entries);
  if (!meant) return [];
  const items = meant.map((entry) => makeEntry(entry));
  const written = await through(() => putStatements(db, items, instead));
  void engine.nudge();
  return written;
}
