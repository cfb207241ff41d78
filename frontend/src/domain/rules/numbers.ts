/**
 * The numbers of the rules that this phone works out. A clinic or a clinician may set others: the profile brings those in force.
 * The same names and defaults as backend/guidance/thresholds.py, where the sources stand; tests/vectors/numbers.json holds both to it.
 */
export const DEFAULTS = {
  third_trimester_days: 196,
  postpartum_days: 365,
  worsening_points: 2,
  slow_rise_points: 2,
  slow_rise_recent_points: 0.5,
  change_report_days: 7,
  load_window_days: 7,
  early_mri_days: 2,
};
export type Numbers = typeof DEFAULTS;

/** The defaults, and over them what was set for this patient. */
export const numbersOf = (chosen: Partial<Numbers> | null | undefined): Numbers => ({
  ...DEFAULTS,
  ...chosen,
});
