/** What each leg may bear on this phone now: what was decided, and no more than an open finding allows. */
import { type Allowed, allowedLoad } from "~/domain/allowed";
import { type Day, today as todayOf } from "~/domain/days";
import type { PrescriptionRecord, Profile } from "~/domain/records";
import type { Leg } from "~/domain/vocabulary";
import { currentOfKind } from "~/store/current-rows";
import { useLive } from "~/sync/hooks";
import { bodyWeights, useKnownProfile } from "./known-loads";
import { openFindings } from "./local-findings";

const NOTHING = { left: null, right: null };

/** `undefined` until everything that counts was read. A day gone by is held only by findings that were open on it. */
export function useAllowedLoads(
  of?: Day,
): { profile: Profile | null; allowed: Record<Leg, Allowed> } | undefined {
  const profile = useKnownProfile();
  return useLive(
    async (db) => {
      if (profile === undefined) return undefined;
      const day = todayOf();
      const signed = (await currentOfKind(db, "prescription")) as unknown as PrescriptionRecord[];
      const findings = (await openFindings(db, day)).filter((one) => !of || one.opened_on <= of);
      const weights = await bodyWeights(db);
      return {
        profile,
        allowed: allowedLoad(profile?.load ?? NOTHING, findings, signed, profile, weights, day),
      };
    },
    [profile, of],
  );
}
