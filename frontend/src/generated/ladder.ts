// Made by `python3 manage.py phone_copy` from the server's code. Not to be changed by hand.

/** The steps of weight bearing, from none to full. */
export const LADDER = [
  "NWB",
  "TTWB",
  "PWB",
  "WBAT",
  "FWB"
] as const;
