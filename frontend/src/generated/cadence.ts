// Made by `python3 manage.py phone_copy` from the server's code. Not to be changed by hand.

/** Days between two requests to log: defaults of this software. */
export const CADENCE = {
  "log_stable_days": 3,
  "log_resolved_days": 7
} as const;
