// Made by `python3 manage.py phone_copy` from the server's code. Not to be changed by hand.

/** By language. */
export const RED_FLAG_WORDS = {
  "en": {
    "texts": {
      "fall-or-stumble": {
        "seen": "You logged a fall, and pain at the hip on that day or the next.",
        "do": "Keep weight off this leg and contact your clinician today. If the pain is very strong, call the emergency number.",
        "why": "After a fall a weak bone can be broken, even if you can still walk.",
        "number": "The request to call today is a default of this software."
      },
      "fracture-reported": {
        "seen": "A broken bone in your leg was recorded.",
        "do": "Contact your clinician today, if they do not know yet. Keep weight off this leg.",
        "why": "A break near the hip needs quick care.",
        "number": ""
      },
      "loading-despite-worsening-pain": {
        "seen": "Your {where} hurts more, and in the same days this leg carried weight.",
        "do": "Take the weight off this leg, use your crutches, and contact your clinician today.",
        "why": "Weight on a hip that hurts more and more can lead to a broken bone.",
        "number": "What counts as more pain is a default of this software: {worsening_points} points higher than before, or your own word that it is worse."
      },
      "cannot-bear-weight": {
        "seen": "You logged that this leg cannot carry weight.",
        "do": "Contact your clinician today. If you fell, or the pain is very strong, call the emergency number. Keep off this leg.",
        "why": "A leg that cannot carry weight can have a broken bone.",
        "number": "Asking you to make contact today is a default of this software."
      },
      "pregnancy-hip-pain": {
        "seen": "You logged pain at your {where} while pregnant or after giving birth.",
        "do": "Contact your clinician today. Ask for an MRI soon. Until then keep weight off this leg.",
        "why": "This pain needs a closer look, because the bone of the hip can be weak at this time.",
        "number": "Looking from week 28 of pregnancy until one year after birth is a default of this software."
      },
      "pregnancy-back-pain-to-groin": {
        "seen": "You logged low back pain that goes into the groin while pregnant or after giving birth.",
        "do": "Contact your clinician today and tell them about it.",
        "why": "This kind of pain can come from the hip. It needs to be checked, not waited out.",
        "number": "Looking until one year after birth is a default of this software."
      }
    },
    "reads": {
      "fall-or-stumble": [],
      "fracture-reported": [],
      "loading-despite-worsening-pain": [
        "load_window_days",
        "worsening_points",
        "slow_rise_points",
        "slow_rise_recent_points",
        "change_report_days"
      ],
      "cannot-bear-weight": [],
      "pregnancy-hip-pain": [
        "postpartum_days",
        "third_trimester_days",
        "early_mri_days"
      ],
      "pregnancy-back-pain-to-groin": [
        "postpartum_days"
      ]
    },
    "labels": {
      "change_report_days": "How long your own word “worse” or “better” counts",
      "early_mri_days": "A normal MRI settles nothing when it comes this soon after the pain began",
      "load_window_days": "How close together more pain and weight on the leg must be",
      "postpartum_days": "How long the time after a birth counts",
      "slow_rise_points": "Or how much higher than a month ago",
      "slow_rise_recent_points": "If it is a month: how much higher it must also be than in the last two weeks",
      "third_trimester_days": "The last part of pregnancy starts after",
      "worsening_points": "How much higher your pain must be than in the two weeks before"
    },
    "units": {
      "change_report_days": {
        "one": "1 day",
        "many": "{} days"
      },
      "early_mri_days": {
        "one": "1 day",
        "many": "{} days"
      },
      "load_window_days": {
        "one": "1 day",
        "many": "{} days"
      },
      "postpartum_days": {
        "one": "1 day",
        "many": "{} days"
      },
      "slow_rise_points": {
        "one": "1 point",
        "many": "{} points"
      },
      "slow_rise_recent_points": {
        "one": "1 point",
        "many": "{} points"
      },
      "third_trimester_days": {
        "one": "1 day",
        "many": "{} days"
      },
      "worsening_points": {
        "one": "1 point",
        "many": "{} points"
      }
    },
    "chosen": [
      "Your clinic chose for you",
      "In brackets: the default of this software, not a guideline."
    ],
    "places": {
      "hip": "hip",
      "knee": "knee",
      "ankle": "ankle",
      "foot": "foot",
      "low_back": "lower back"
    },
    "sides": {
      "left": {
        "hip": "left hip",
        "knee": "left knee",
        "ankle": "left ankle",
        "foot": "left foot",
        "low_back": "left lower back"
      },
      "right": {
        "hip": "right hip",
        "knee": "right knee",
        "ankle": "right ankle",
        "foot": "right foot",
        "low_back": "right lower back"
      },
      "both": {
        "hip": "hip both sides",
        "knee": "knee both sides",
        "ankle": "ankle both sides",
        "foot": "foot both sides",
        "low_back": "lower back both sides"
      }
    }
  },
  "de": {
    "texts": {
      "fall-or-stumble": {
        "seen": "Sie haben einen Sturz eingetragen, und am selben oder am nächsten Tag Schmerzen an der Hüfte.",
        "do": "Belasten Sie dieses Bein nicht und melden Sie sich heute in Ihrer Praxis. Bei sehr starken Schmerzen rufen Sie den Notruf.",
        "why": "Nach einem Sturz kann ein geschwächter Knochen gebrochen sein, auch wenn Sie noch gehen können.",
        "number": "Die Bitte, sich heute zu melden, ist eine Voreinstellung dieser Software."
      },
      "fracture-reported": {
        "seen": "Ein Knochenbruch am Bein ist eingetragen.",
        "do": "Bitte melden Sie sich heute in Ihrer Praxis, falls man dort noch nichts davon weiß. Belasten Sie dieses Bein nicht.",
        "why": "Ein Bruch in der Nähe der Hüfte muss schnell behandelt werden.",
        "number": ""
      },
      "loading-despite-worsening-pain": {
        "seen": "Ihre Schmerzen werden stärker ({where}). In denselben Tagen hat dieses Bein Gewicht getragen.",
        "do": "Nehmen Sie das Gewicht von diesem Bein, benutzen Sie Ihre Gehhilfen und melden Sie sich heute in Ihrer Praxis.",
        "why": "Wer ein Bein belastet, das immer mehr schmerzt, kann sich den Knochen brechen.",
        "number": "Was als stärker zählt, ist eine Voreinstellung dieser Software: {worsening_points} Punkte mehr als vorher oder Ihr eigenes Wort, dass es schlechter ist."
      },
      "cannot-bear-weight": {
        "seen": "Sie haben eingetragen, dass dieses Bein kein Gewicht tragen kann.",
        "do": "Bitte melden Sie sich heute in Ihrer Praxis. Nach einem Sturz oder bei sehr starken Schmerzen rufen Sie den Notruf. Belasten Sie das Bein nicht.",
        "why": "Ein Bein, das kein Gewicht trägt, kann gebrochen sein.",
        "number": "Die Bitte, sich heute zu melden, ist eine Voreinstellung dieser Software."
      },
      "pregnancy-hip-pain": {
        "seen": "Sie haben in der Schwangerschaft oder nach der Geburt Schmerzen eingetragen ({where}).",
        "do": "Bitte melden Sie sich heute in Ihrer Praxis. Fragen Sie nach einer baldigen MRT. Belasten Sie dieses Bein bis dahin nicht.",
        "why": "Dieser Schmerz muss genauer angesehen werden, denn der Hüftknochen kann in dieser Zeit schwach sein.",
        "number": "Dass die Zeit von Woche 28 bis ein Jahr nach der Geburt zählt, ist eine Voreinstellung dieser Software."
      },
      "pregnancy-back-pain-to-groin": {
        "seen": "Sie haben in der Schwangerschaft oder nach der Geburt Schmerzen im unteren Rücken eingetragen, die in die Leiste ziehen.",
        "do": "Bitte melden Sie sich heute in Ihrer Praxis und erzählen Sie davon.",
        "why": "Solche Schmerzen können von der Hüfte kommen. Das muss jemand ansehen. Abwarten hilft hier nicht.",
        "number": "Dass ein Jahr nach der Geburt zählt, ist eine Voreinstellung dieser Software."
      }
    },
    "reads": {
      "fall-or-stumble": [],
      "fracture-reported": [],
      "loading-despite-worsening-pain": [
        "load_window_days",
        "worsening_points",
        "slow_rise_points",
        "slow_rise_recent_points",
        "change_report_days"
      ],
      "cannot-bear-weight": [],
      "pregnancy-hip-pain": [
        "postpartum_days",
        "third_trimester_days",
        "early_mri_days"
      ],
      "pregnancy-back-pain-to-groin": [
        "postpartum_days"
      ]
    },
    "labels": {
      "change_report_days": "So lange zählt Ihr eigenes Wort „schlechter“ oder „besser“",
      "early_mri_days": "So kurz nach Beginn der Schmerzen klärt eine unauffällige MRT noch nichts",
      "load_window_days": "So nah müssen mehr Schmerz und Gewicht auf dem Bein beieinanderliegen",
      "postpartum_days": "So lange zählt die Zeit nach einer Geburt",
      "slow_rise_points": "Oder so viel höher als vor einem Monat",
      "slow_rise_recent_points": "Beim Vergleich mit dem Monat: so viel höher auch als in den letzten zwei Wochen",
      "third_trimester_days": "Der letzte Teil der Schwangerschaft beginnt nach so vielen Tagen",
      "worsening_points": "So viel höher muss Ihr Schmerz sein als in den zwei Wochen davor"
    },
    "units": {
      "change_report_days": {
        "one": "1 Tag",
        "many": "{} Tage"
      },
      "early_mri_days": {
        "one": "1 Tag",
        "many": "{} Tage"
      },
      "load_window_days": {
        "one": "1 Tag",
        "many": "{} Tage"
      },
      "postpartum_days": {
        "one": "1 Tag",
        "many": "{} Tage"
      },
      "slow_rise_points": {
        "one": "1 Punkt",
        "many": "{} Punkte"
      },
      "slow_rise_recent_points": {
        "one": "1 Punkt",
        "many": "{} Punkte"
      },
      "third_trimester_days": {
        "one": "1 Tag",
        "many": "{} Tage"
      },
      "worsening_points": {
        "one": "1 Punkt",
        "many": "{} Punkte"
      }
    },
    "chosen": [
      "Ihre Praxis hat für Sie gewählt",
      "In Klammern: die Voreinstellung dieser Software, keine Leitlinie."
    ],
    "places": {
      "hip": "Hüfte",
      "knee": "Knie",
      "ankle": "Sprunggelenk",
      "foot": "Fuß",
      "low_back": "unterer Rücken"
    },
    "sides": {
      "left": {
        "hip": "Hüfte links",
        "knee": "Knie links",
        "ankle": "Sprunggelenk links",
        "foot": "Fuß links",
        "low_back": "unterer Rücken links"
      },
      "right": {
        "hip": "Hüfte rechts",
        "knee": "Knie rechts",
        "ankle": "Sprunggelenk rechts",
        "foot": "Fuß rechts",
        "low_back": "unterer Rücken rechts"
      },
      "both": {
        "hip": "Hüfte beidseits",
        "knee": "Knie beidseits",
        "ankle": "Sprunggelenk beidseits",
        "foot": "Fuß beidseits",
        "low_back": "unterer Rücken beidseits"
      }
    }
  }
} as const;
