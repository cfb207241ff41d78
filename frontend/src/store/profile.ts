import { today } from "~/domain/days";
import { ownProfile } from "~/domain/own-profile";
import type { Profile } from "~/domain/records";
import { readMeta, type StoredRecord, type TohDatabase } from "./db";
import { currentOfKind } from "./entries";

const standing = async (db: TohDatabase, kinds: readonly string[]) =>
  (await Promise.all(kinds.map((kind) => currentOfKind(db, kind))))
    .flat()
    .filter((row) => row.sync !== "refused");

/** Who the patient is as this phone knows it: what the server told, and over it the phone's own entries. */
export async function readProfile(db: TohDatabase): Promise<Profile | null> {
  const told = await readMeta<Profile>(db, "profile");
  if (!told) return null;
  const rows = await standing(db, ["setting", "risk_factor"]);
  const births = await standing(db, ["pregnancy", "delivery", "breastfeeding"]);
  const profile = ownProfile(told, rows);
  if (births.length === 0) return profile;
  // after every reading, and only where somebody has said something of it: few need these rules
  const { isAhead, ownPregnancy } = await import("~/domain/own-pregnancy");
  return isAhead(told, births) ? { ...profile, pregnancy: ownPregnancy(told, births, today()) } : profile;
}

/** The entries that say this risk factor: taking them back takes it back, connection or not. */
export const riskEntries = async (db: TohDatabase, name: string): Promise<StoredRecord[]> =>
  (await currentOfKind(db, "risk_factor")).filter((row) => row.name === name);
