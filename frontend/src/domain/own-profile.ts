/**
 * The profile as the server told it last, and over it what stands in this phone's own entries, sent or not: a setting that was
 * changed without a connection is seen changed, and stays so after a reload.
 */
import { byMoment } from "./moment";
import type { AnyRecord, Profile } from "./records";

const ENVELOPE = new Set(
  "id kind recorded_at timezone date supersedes group is_current author current sync seq received_at source".split(
    " ",
  ),
);
const fieldsOf = (row: AnyRecord) =>
  Object.fromEntries(Object.entries(row).filter(([key]) => !ENVELOPE.has(key)));

/** `rows`: the entries of kind setting and risk_factor that stand and that the server has not refused. */
export function ownProfile(profile: Profile, rows: readonly AnyRecord[]): Profile {
  // in the order in which they count: the day, then the moment, then the id
  const ordered = [...rows].sort((a, b) => (a.date === b.date ? byMoment(a, b) : a.date < b.date ? -1 : 1));
  const of = (kind: string) => ordered.filter((row) => row.kind === kind);
  // a phone that has not read the profile anew since an update knows only all of them together
  const held = profile.risk_factors_held ?? profile.risk_factors;
  return {
    ...profile,
    settings: Object.assign({}, profile.settings, ...of("setting").map(fieldsOf)),
    risk_factors: [...new Set([...held, ...of("risk_factor").map((row) => String(row.name))])],
  };
}
