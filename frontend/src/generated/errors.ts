// Made by `python3 manage.py phone_copy` from the server's code. Not to be changed by hand.

/** By how much a measure varies by itself; sources stand in guidance/errors.py. */
export const ERRORS = {
  "pain": 3.3
} as const;
