// Made by `python3 manage.py phone_copy` from the server's code. Not to be changed by hand.

/** How many activities of a person's own are asked for, and how often (guidance/goals.py). */
export const GOALS = {
  "at_once": 3,
  "every_days": 7
} as const;
