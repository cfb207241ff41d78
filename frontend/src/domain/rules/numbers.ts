import { NUMBERS } from "~/generated/numbers";

/** The numbers of the rules that this phone works out. A clinic or a clinician may set others: the profile brings those in force. */
export const DEFAULTS: Record<keyof typeof NUMBERS, number> = NUMBERS;
export type Numbers = typeof DEFAULTS;

/** The defaults, and over them what was set for this patient. */
export const numbersOf = (chosen: Partial<Numbers> | null | undefined): Numbers => ({
  ...DEFAULTS,
  ...chosen,
});
