import { setHomeZone, today } from "~/domain/days";
import { ownProfile } from "~/domain/own-profile";
import type { Profile } from "~/domain/records";
import { untilThere } from "~/domain/until-there";
import { currentOfKind } from "./current-rows";
import { readMeta, type StoredRecord, type TohDatabase } from "./db";

const BIRTHS = ["pregnancy", "delivery", "breastfeeding"];
const KINDS = ["setting", "risk_factor", ...BIRTHS];

/**
 * Who the patient is as this phone knows it: what the server told, and over it the phone's own entries. Live queries stand on
 * this: two plain reads one after the other, and whatever is not the database's only after them, so that they go on hearing.
 */
export async function readProfile(db: TohDatabase): Promise<Profile | null> {
  const told = await readMeta<Profile>(db, "profile");
  const current = KINDS.map((kind) => [kind, 1]);
  const rows = await db.records.where("[kind+current]").anyOf(current).toArray();
  if (!told) return null;
  setHomeZone(told.timezone);
  const stands = rows.filter((row) => row.sync !== "refused");
  const profile = ownProfile(told, stands);
  const births = stands.filter((row) => BIRTHS.includes(row.kind));
  if (births.length === 0) return profile;
  // only where somebody has said something of it: few need these rules
  const { isAhead, ownPregnancy } = await Promise.resolve(untilThere(() => import("~/domain/own-pregnancy")));
  return isAhead(told, births) ? { ...profile, pregnancy: ownPregnancy(told, births, today()) } : profile;
}

/** The entries that say this risk factor: taking them back takes it back, connection or not. */
export const riskEntries = async (db: TohDatabase, name: string): Promise<StoredRecord[]> =>
  (await currentOfKind(db, "risk_factor")).filter((row) => row.name === name);
