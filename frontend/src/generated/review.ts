// Made by `python3 manage.py phone_copy` from the server's code. Not to be changed by hand.

/** What a load review reads: defaults of this software. */
export const REVIEW = {
  "review_prescription_days": 14,
  "review_logged_days": 10,
  "review_window_days": 14,
  "review_pain": 2,
  "review_after_fracture_days": 42
} as const;
