/**
 * How far this device's clock is off, as the server's last answer told, and by which of the two the person goes. A clock that
 * is more than a day off is asked about before an entry is kept; what the device showed is kept with the entry all the same.
 */
export type Trusted = "server" | "device";

const WRONG_MS = 86_400_000;
/** A clock that was set anew is another clock. */
const SAME_MS = 3_600_000;

interface Known {
  /** server minus device, in ms */
  off: number;
  /** what the person said when the clock was as far off as this */
  answer?: { trusted: Trusted; off: number };
}

let known: Known | null = null;
let changed = (_: Known): void => undefined;

/** What an earlier visit knew, and who wants to keep what this one learns. */
export function rememberClock(before: Known | null, keep: (known: Known) => void): void {
  known = before;
  changed = keep;
}

export function hearServerTime(server: number, device: number = Date.now()): void {
  const off = server - device;
  if (!Number.isFinite(off) || (known && Math.abs(known.off - off) < 60_000)) return;
  known = { ...known, off };
  changed(known);
}

const isWrong = () => known !== null && Math.abs(known.off) > WRONG_MS;
const answered = (): Trusted | null =>
  known?.answer && Math.abs(known.answer.off - known.off) < SAME_MS ? known.answer.trusted : null;

/** Has the person to be asked which day it is? Then by both clocks, in ms; else null. */
export const clocksToAskAbout = (): { device: number; server: number } | null =>
  isWrong() && !answered() ? { device: Date.now(), server: Date.now() + known!.off } : null;

export function trustClock(trusted: Trusted): void {
  if (!known) return;
  known = { ...known, answer: { trusted, off: known.off } };
  changed(known);
}

/** Now, by the clock that the person goes by. What an entry says of its own moment is always the device's. */
export const nowTrusted = (device: number = Date.now()): number =>
  device + (isWrong() && answered() === "server" ? known!.off : 0);
