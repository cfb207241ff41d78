// Made by `python3 manage.py phone_copy` from the server's code. Not to be changed by hand.

/** By how much a measure varies by itself; sources stand in guidance/errors.py. */
export const ERRORS = {
  "pain": 3.3,
  "activity": 1.3,
  "lefs": 9,
  "hoos": 24.4,
  "timed_up_and_go": 44.6,
  "walk_6min": 81.5,
  "chair_stand_30s": 2.6,
  "hip_motion": 13.0
} as const;
