// Made by `python3 manage.py phone_copy` from the server's code. Not to be changed by hand.

/** By how much each measure varies by itself, with its source (guidance/errors.py). */
export const MEASURES = {
  "pain": {
    "amount": 3.3,
    "unit": "{score}",
    "source": "BMC Musculoskelet Disord 2014;15:235",
    "ours": false,
    "matters": false
  },
  "activity": {
    "amount": 1.3,
    "unit": "{score}",
    "source": "JMIR Rehabil 2022",
    "ours": false,
    "matters": true
  },
  "lefs": {
    "amount": 9,
    "unit": "{score}",
    "source": "Binkley 1999",
    "ours": false,
    "matters": false
  },
  "hoos": {
    "amount": 24.4,
    "unit": "{score}",
    "source": "hip osteoarthritis cohorts",
    "ours": false,
    "matters": false
  },
  "timed_up_and_go": {
    "amount": 44.6,
    "unit": "%",
    "source": "BMC Musculoskelet Disord 2014;15:235",
    "ours": false,
    "matters": false
  },
  "walk_6min": {
    "amount": 81.5,
    "unit": "m",
    "source": "BMC Musculoskelet Disord 2014;15:235",
    "ours": false,
    "matters": false
  },
  "chair_stand_30s": {
    "amount": 2.6,
    "unit": "{repetitions}",
    "source": "Wright 2011",
    "ours": false,
    "matters": true
  },
  "hip_motion": {
    "amount": 13.0,
    "unit": "deg",
    "source": "Pua 2008",
    "ours": false,
    "matters": false
  }
} as const;

/** What has to be the same before two figures are compared. */
export const HOW = [
  "rater",
  "tool",
  "device",
  "aid",
  "mode",
  "unit"
] as const;

/** What of it has to be known. */
export const NEEDS = {
  "hip_motion": [
    "rater",
    "tool",
    "mode"
  ],
  "strength_grade": [
    "rater"
  ],
  "strength_newtons": [
    "rater",
    "tool"
  ],
  "timed_up_and_go": [
    "rater",
    "aid"
  ],
  "walk_10m": [
    "rater",
    "aid"
  ],
  "walk_6min": [
    "rater",
    "aid"
  ],
  "stairs_up": [
    "rater",
    "aid"
  ],
  "stairs_down": [
    "rater",
    "aid"
  ],
  "sit_to_stand_5": [
    "rater"
  ],
  "chair_stand_30s": [
    "rater"
  ],
  "single_leg_stance": [
    "rater"
  ],
  "bmd": [
    "device"
  ]
} as const;

/** The figures of an examination, in the order of its form. */
export const EXAMINED = [
  [
    "movement",
    "flexion"
  ],
  [
    "movement",
    "extension"
  ],
  [
    "movement",
    "abduction"
  ],
  [
    "movement",
    "adduction"
  ],
  [
    "movement",
    "internal_rotation"
  ],
  [
    "movement",
    "external_rotation"
  ],
  [
    "muscle",
    "flexors"
  ],
  [
    "muscle",
    "extensors"
  ],
  [
    "muscle",
    "abductors"
  ],
  [
    "muscle",
    "adductors"
  ],
  [
    "muscle",
    "quadriceps"
  ],
  [
    "muscle",
    "hamstrings"
  ],
  [
    "test",
    "timed_up_and_go"
  ],
  [
    "test",
    "sit_to_stand_5"
  ],
  [
    "test",
    "chair_stand_30s"
  ],
  [
    "test",
    "single_leg_stance"
  ],
  [
    "test",
    "walk_10m"
  ],
  [
    "test",
    "walk_6min"
  ],
  [
    "test",
    "stairs_up"
  ],
  [
    "test",
    "stairs_down"
  ]
] as const;
