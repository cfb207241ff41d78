"""In what the kinds of reminders differ when they are told, and the reasons for which a row is taken back."""

from backend.reminders import alarms

# Told on their day or not at all.
DAILY = frozenset({"log-today", "exercise-today", "weight-bearing-exercise"})
# Not held back by the quiet hours if the patient allows that.
URGENT = frozenset({"contact-clinician", alarms.KIND})

GONE = "reason-gone"
# It was told, in one line with others that came late; planning again does not bring it back.
FOLDED = "folded"
