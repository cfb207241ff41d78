import type { Profile } from "./records";

/** Pregnant, breastfeeding, or within a year of birth; unknown counts as yes where it is the careful answer. */
export function carefulOf(profile: Profile | null): boolean {
  if (profile?.sex === "male") return false;
  const { status, breastfeeding } = profile?.pregnancy ?? { status: "unknown", breastfeeding: "unknown" };
  return status !== "none" || (breastfeeding ?? "no") !== "no";
}
