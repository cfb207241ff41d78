// Made by `python3 manage.py phone_copy` from the server's code. Not to be changed by hand.

/** What the red flags and the load in force read; their sources stand in guidance/thresholds.py. */
export const NUMBERS = {
  "third_trimester_days": 196,
  "postpartum_days": 365,
  "worsening_points": 2,
  "slow_rise_points": 2,
  "slow_rise_recent_points": 0.5,
  "change_report_days": 7,
  "load_window_days": 7,
  "returned_points": 3,
  "returned_window_days": 7,
  "early_mri_days": 2
} as const;
