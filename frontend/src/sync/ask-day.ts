import { clocksToAskAbout, type Trusted, trustClock } from "~/domain/clock";
import { dayOf, deviceZone } from "~/domain/days";
import type { NewEntry } from "~/store/entries";

/** By both clocks, in ms; answers by which one the person goes, or null: nothing is to be kept now. */
export type AskDay = (clocks: { device: number; server: number }) => Promise<Trusted | null>;

let ask: AskDay | null = null;

/** The screen that can ask; while there is none, the device is believed. */
export function onAskDay(asker: AskDay): () => void {
  ask = asker;
  return () => {
    if (ask === asker) ask = null;
  };
}

/**
 * The entries on the day that is meant. A clock that is more than a day off is asked about first; null where the person did
 * not say. What was entered for the device's today is then meant for the server's.
 */
export async function onTheDayMeant(entries: readonly NewEntry[]): Promise<readonly NewEntry[] | null> {
  const clocks = clocksToAskAbout();
  if (!clocks || !ask) return entries;
  const trusted = await ask(clocks);
  if (!trusted) return null;
  trustClock(trusted);
  dispatchEvent(new Event("toh:day"));
  if (trusted === "device") return entries;
  const zone = deviceZone();
  const [wrong, right] = [dayOf(clocks.device, zone), dayOf(clocks.server, zone)];
  return entries.map((entry) => ({ ...entry, date: (entry.date ?? wrong) === wrong ? right : entry.date }));
}
