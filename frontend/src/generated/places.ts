// Made by `python3 manage.py phone_copy` from the server's code. Not to be changed by hand.

/** Pain in one of them is pain of the hip. */
export const HIP_AREA = [
  "hip",
  "groin",
  "buttock",
  "thigh"
] as const;

/** The other joints of a leg. */
export const JOINTS = [
  "knee",
  "ankle",
  "foot"
] as const;
