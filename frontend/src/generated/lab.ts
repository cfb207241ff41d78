// Made by `python3 manage.py phone_copy` from the server's code. Not to be changed by hand.

/** Blood tests, and in which units each is said. */
export const LAB_UNITS = {
  "vitamin_d_25oh": [
    "ng/mL",
    "nmol/L"
  ],
  "pth": [
    "pg/mL",
    "ng/L",
    "pmol/L"
  ],
  "alkaline_phosphatase": [
    "U/L",
    "ukat/L"
  ],
  "calcium": [
    "mmol/L",
    "mg/dL"
  ],
  "phosphate": [
    "mmol/L",
    "mg/dL"
  ],
  "tsh": [
    "mIU/L",
    "mU/L",
    "uIU/mL"
  ]
} as const;
