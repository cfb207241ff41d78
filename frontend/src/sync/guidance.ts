/** The guidance kept on the phone, in every language, so that "why am I seeing this?" has an answer without a connection. */
import { fetchGuidance, type Guidance } from "~/api/guidance";
import type { Profile } from "~/domain/records";
import { readMeta, type TohDatabase, writeMeta } from "~/store/db";

const LANGUAGES = ["en", "de"];
const FRESH_MS = 12 * 60 * 60_000;

interface Kept {
  /** what of the profile decides what is shown: when that changes, it is asked for again */
  about: string;
  at: number;
  guidance: Guidance;
}
const keyOf = (language: string) => `guidance:${language}`;
const aboutOf = ({ pregnancy, exercise_gate, numbers }: Profile) =>
  JSON.stringify([pregnancy.status, pregnancy.breastfeeding, exercise_gate.weight_bearing, numbers]);

/** Asks anew where what is kept is older than half a day, or was made for other circumstances. */
export async function keepGuidance(db: TohDatabase, now = Date.now()): Promise<void> {
  const profile = await readMeta<Profile>(db, "profile");
  if (!profile) return;
  const about = aboutOf(profile);
  for (const language of LANGUAGES) {
    const kept = await readMeta<Kept>(db, keyOf(language));
    if (kept && kept.about === about && now - kept.at < FRESH_MS) continue;
    const answer = await fetchGuidance(language, profile.id);
    if (answer.kind !== "ok") return;
    await writeMeta(db, keyOf(language), { about, at: now, guidance: answer.data } satisfies Kept);
  }
}

const PAUSE_MS = 60_000;
let lastAsked = 0;

/** Looks after what is kept, at most once a minute, outside whatever query is running. */
export function keepGuidanceSoon(db: TohDatabase): void {
  if (Date.now() - lastAsked < PAUSE_MS) return;
  lastAsked = Date.now();
  setTimeout(() => void keepGuidance(db).catch(() => undefined), 1_000);
}

export const readGuidance = async (db: TohDatabase, language: string): Promise<Guidance | null> =>
  (await readMeta<Kept>(db, keyOf(language)))?.guidance ?? null;
