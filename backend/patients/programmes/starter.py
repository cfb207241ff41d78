"""Two examples to start from, until a clinic has programmes of its own.

What they name comes from the sources (004: breathing, water, range of motion; 000: walking, stairs, dancing, gardening;
002: 30 minutes of weight-bearing and resistance exercise a day). How often, and for how many weeks, no source says:
so they leave it to the clinician, and call themselves examples of this software.
"""

from typing import Any
from uuid import UUID, uuid5

from backend.patients.programmes.actions import RELEASED, RESTRICTED, WEIGHT_BEARING

_NAMESPACE = UUID("3f6f6a0d-9d07-4a0c-8a9a-7d2f5f0c9f11")

_BREATHING = {
    "en": "Lying or sitting, with the leg unloaded: breathe in slowly through the nose, out slowly through the mouth.",
    "de": "Im Liegen oder Sitzen, das Bein entlastet: langsam durch die Nase ein- und durch den Mund ausatmen.",
}
_MOVING = {
    "en": "Lying down, without weight on the leg: bend and stretch hip, knee and ankle as far as it goes without pain.",
    "de": "Im Liegen, ohne Gewicht auf dem Bein: Hüfte, Knie und Fuß beugen und strecken, so weit es ohne Schmerz geht.",
}
_WATER = {
    "en": "In water that carries you: move the leg slowly forwards, sideways and back.",
    "de": "Im tragenden Wasser: das Bein langsam nach vorn, zur Seite und zurück bewegen.",
}
_STRENGTH = {
    "en": "With the load that is allowed: tighten thigh and buttock, hold, let go. Stop when pain rises.",
    "de": "Mit der erlaubten Belastung: Oberschenkel und Gesäß anspannen, halten, lösen. Aufhören, wenn Schmerz zunimmt.",
}
_BALANCE = {
    "en": "Standing at a rail with the load that is allowed: shift the weight slowly from side to side.",
    "de": "Im Stehen am Geländer mit der erlaubten Belastung: das Gewicht langsam von Seite zu Seite verlagern.",
}
_BEARING = {
    "en": "Walking, stairs, dancing or gardening, as agreed with your physiotherapist.",
    "de": "Gehen, Treppen, Tanzen oder Gartenarbeit, wie mit der Physiotherapie besprochen.",
}
_EXAMPLES: dict[str, dict[str, Any]] = {
    "land": {
        "name": {
            "en": "On land (example of this software)",
            "de": "An Land (Beispiel dieser Software)",
        },
        RESTRICTED: [("other", None, _BREATHING), ("range_of_motion", None, _MOVING)],
        RELEASED: [
            ("range_of_motion", None, _MOVING),
            ("strengthening", None, _STRENGTH),
            ("balance", None, _BALANCE),
        ],
        WEIGHT_BEARING: [("weight_bearing", 30, _BEARING), ("strengthening", None, _STRENGTH)],
    },
    "water": {
        "name": {
            "en": "In water (example of this software)",
            "de": "Im Wasser (Beispiel dieser Software)",
        },
        RESTRICTED: [("aquatic", None, _WATER), ("other", None, _BREATHING)],
        RELEASED: [("aquatic", None, _WATER), ("strengthening", None, _STRENGTH)],
        WEIGHT_BEARING: [("weight_bearing", 30, _BEARING), ("aquatic", None, _WATER)],
    },
}
_DESCRIPTION = {
    "en": "Not a recommendation: how often and how long is for the clinician to say. Save a copy to change it.",
    "de": "Keine Empfehlung: wie oft und wie lange, sagt die Fachperson. Zum Ändern eine Kopie speichern.",
}


def examples(language: str) -> list[dict[str, Any]]:
    """The examples in the shape of a template, in `language`; their ids never change."""
    return [
        {
            "id": str(uuid5(_NAMESPACE, key)),
            "origin": "example",
            "name": example["name"][language],
            "description": _DESCRIPTION[language],
            "phases": [
                {
                    "phase": phase,
                    "items": [
                        {"category": category, "instructions": words[language]}
                        | ({"minutes": minutes} if minutes else {})
                        for category, minutes, words in example[phase]
                    ],
                }
                for phase in (RESTRICTED, RELEASED, WEIGHT_BEARING)
            ],
            "version": 1,
            "changed_at": None,
            "changed_by": "",
        }
        for key, example in _EXAMPLES.items()
    ]
