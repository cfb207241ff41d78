// Made by `python3 manage.py phone_copy` from the server's code. Not to be changed by hand.

/** The least and the most of a number, by kind and field. */
export const LIMITS = {
  "body_weight": {
    "kg": [
      20,
      400
    ]
  },
  "dexa": {
    "bmd": [
      0.1,
      3
    ],
    "t_score": [
      -8,
      6
    ],
    "z_score": [
      -8,
      6
    ]
  },
  "examination": {
    "degrees": [
      -30,
      180
    ],
    "grade": [
      0,
      5
    ],
    "newtons": [
      0,
      2000
    ],
    "value": [
      0,
      5000
    ],
    "leg_length_difference_mm": [
      -100,
      100
    ]
  },
  "exercise": {
    "minutes": [
      0,
      1440
    ],
    "pain": [
      0,
      10
    ]
  },
  "goal": {
    "score": [
      0,
      10
    ]
  },
  "habit": {
    "alcohol_drinks_per_day": [
      0,
      100
    ]
  },
  "intake": {
    "calcium_mg": [
      0,
      10000
    ],
    "vitamin_d_iu": [
      0,
      100000
    ]
  },
  "lab": {
    "value": [
      0,
      1000000
    ]
  },
  "load_measurement": {
    "peak_kg": [
      0,
      400
    ],
    "mean_kg": [
      0,
      400
    ],
    "steps": [
      0,
      200000
    ],
    "share_above_limit": [
      0,
      1
    ]
  },
  "pain": {
    "intensity": [
      0,
      10
    ],
    "stiffness_minutes": [
      0,
      1440
    ]
  },
  "pregnancy": {
    "gestation_week": [
      0,
      45
    ]
  },
  "prescription": {
    "percent": [
      1,
      99
    ],
    "limit_kg": [
      1,
      400
    ],
    "body_weight_kg": [
      20,
      400
    ],
    "ceiling_kg": [
      1,
      400
    ]
  },
  "previous_episode": {
    "years_ago": [
      0,
      120
    ]
  },
  "programme": {
    "minutes": [
      0,
      1440
    ]
  },
  "weight_bearing": {
    "percent": [
      1,
      99
    ],
    "kg": [
      0,
      400
    ]
  }
} as const;
