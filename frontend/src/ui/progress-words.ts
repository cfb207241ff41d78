/** "Am I getting better?" in one sentence for each place; the answer itself comes from domain/progress. */
import type { Progress } from "~/domain/progress";
import * as m from "~/paraglide/messages";
import { placeName, sayNumber } from "./words";

/** Figures are rounded up here, so that a difference that counts never reads as less than the least that does. */
const up = (value: number) => sayNumber(Math.ceil(value * 10 - 1e-9) / 10);

/** "Your left hip" to its owner, "Left hip" at the desk. */
export function progressPlace(place: string, own: boolean): string {
  const [site, side] = place.split(":");
  if (!own || site !== "hip") return placeName(site!, side);
  return side === "left"
    ? m.progress_hip_left()
    : side === "right"
      ? m.progress_hip_right()
      : m.progress_hip_unknown();
}

export function progressSentence(one: Progress, own: boolean): string {
  const { now, before, least, logged } = one;
  const place = progressPlace(one.place, own);
  if (now === null || before === null || least === null) {
    const few = m.progress_too_few({ place, logged, count: one.missing });
    return one.lately_worse ? `${few} ${m.progress_newest_worse()}` : few;
  }
  const said = { place, logged, now: sayNumber(now), before: sayNumber(before) };
  if (one.lately_worse) return m.progress_lately_worse(said);
  if (one.verdict === "better") return m.progress_better(said);
  if (one.verdict === "worse") return m.progress_worse(said);
  return m.progress_unclear({ ...said, least: up(least) });
}
