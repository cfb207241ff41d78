// Made by `python3 manage.py phone_copy` from the server's code. Not to be changed by hand.

/** What a patient logs of a day: the last of them is the last entry. */
export const PATIENT_ENTRIES = [
  "pain",
  "change",
  "weight_bearing",
  "exercise",
  "intake",
  "habit",
  "home_treatment",
  "fall",
  "load_measurement",
  "spoken_with",
  "pause",
  "body_weight",
  "scale_practice"
] as const;
