/** The loads in force with the body weights that this phone knows, sent or not. */
import { type Day, today as todayOf } from "~/domain/days";
import { inOrder, loadToday, weightDays } from "~/domain/load-today";
import type { BodyWeightRecord, Profile } from "~/domain/records";
import { currentOfKind } from "~/store/current-rows";
import type { TohDatabase } from "~/store/db";
import { useLive, useProfile } from "~/sync/hooks";

export const bodyWeights = async (db: TohDatabase) =>
  inOrder((await currentOfKind(db, "body_weight")) as unknown as BodyWeightRecord[]);

export async function knownLoads<T extends Profile | null>(
  db: TohDatabase,
  profile: T,
  day: Day,
): Promise<T> {
  if (!profile?.load) return profile;
  const weights = await bodyWeights(db);
  const days = weightDays(profile);
  const { left, right } = profile.load;
  return {
    ...profile,
    load: { left: loadToday(left, weights, day, days), right: loadToday(right, weights, day, days) },
  };
}

/** The profile with its loads in kilograms as this phone knows them; `undefined` until it was read. */
export function useKnownProfile(): Profile | null | undefined {
  const profile = useProfile();
  return useLive(
    async (db) => (profile === undefined ? undefined : knownLoads(db, profile, todayOf())),
    [profile],
  );
}
