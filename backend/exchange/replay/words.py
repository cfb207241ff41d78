"""The words of a printed replay, in both languages. Titles and texts of findings and reminders are the guidance's own."""

from datetime import date
from typing import Any

FRAME: dict[str, dict[str, Any]] = {
    "en": {
        "day": "Day", "told": "told", "opened": "opened", "closed": "closed", "sends": "sends",
        "source": "source", "ours": "ours", "no": "no ", "born": "born {year}", "open": "Open at the end",
        "planned": "Still planned", "nothing": "nothing", "head": "Rules {version}; day 0 is {zero}.",
        "female": "woman", "male": "man", "unknown": "person", "of_ten": "{value} of 10",
        "to": {"patient": "to the patient", "clinician": "to the clinician"},
    },
    "de": {
        "day": "Tag", "told": "Eintrag", "opened": "Hinweis", "closed": "beendet", "sends": "sendet",
        "source": "Quelle", "ours": "eigene", "no": "kein ", "born": "geboren {year}", "open": "Am Ende offen",
        "planned": "Noch geplant", "nothing": "nichts", "head": "Regeln {version}; Tag 0 ist der {zero}.",
        "female": "Frau", "male": "Mann", "unknown": "Person", "of_ten": "{value} von 10",
        "to": {"patient": "an Patientin oder Patient", "clinician": "an die Fachperson"},
    },
}  # fmt: skip
DAYS = {
    "en": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    "de": ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
}
MONTHS = {
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "de": [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
        "Dezember",
    ],
}  # fmt: skip
STATES = {
    "en": {"none": "nothing yet"},
    "de": {
        "none": "noch nichts", "suspected": "Verdacht", "active": "aktiv", "improving": "bessert sich",
        "resolved": "abgeschlossen",
    },
}  # fmt: skip
URGENCIES = {
    "en": {},
    "de": {"now": "heute", "soon": "bald", "routine": "beim nächsten Termin", "info": "zur Kenntnis"},
}
REASONS = {
    "en": {
        "condition-ended": "it no longer holds", "gone": "reported gone", "episode-resolved": "the episode was resolved",
        "mri-recorded": "an MRI was recorded", "entry-recorded": "the patient logged again",
        "prescription-signed": "a prescription was signed", "records-changed": "the entries were changed",
        "days": "{days} days after the last such entry",
    },
    "de": {
        "condition-ended": "es trifft nicht mehr zu", "gone": "als vergangen gemeldet",
        "episode-resolved": "die Episode wurde abgeschlossen", "mri-recorded": "eine MRT wurde eingetragen",
        "entry-recorded": "es gibt wieder Einträge", "prescription-signed": "eine Vorgabe wurde unterschrieben",
        "records-changed": "die Einträge wurden geändert", "days": "{days} Tage nach dem letzten solchen Eintrag",
    },
}  # fmt: skip
# Kinds, fields and values of the format. In English they are words already.
GERMAN = {
    "pain": "Schmerz", "change": "Veränderung", "weight_bearing": "Belastung", "exercise": "Übung", "intake": "Zufuhr",
    "habit": "Gewohnheit", "home_treatment": "Behandlung zu Hause", "pregnancy": "Schwangerschaft", "delivery": "Geburt",
    "breastfeeding": "Stillen", "diagnosis": "Diagnose", "prescription": "Belastungsvorgabe",
    "permission": "Erlaubnis für Übungen mit Belastung", "imaging": "Bildgebung", "dexa": "DEXA", "lab": "Labor",
    "medicine": "Arzneimittel", "fracture": "Fraktur", "avascular_necrosis": "Osteonekrose", "procedure": "Eingriff",
    "dexa_date": "DEXA-Termin", "resolution": "Abschluss", "previous_episode": "frühere Episode",
    "risk_factor": "Risikofaktor", "acknowledge": "zur Kenntnis genommen", "resolve_finding": "Hinweis geschlossen",
    "setting": "Einstellung", "programme": "Programm",
    "hip": "Hüfte", "groin": "Leiste", "buttock": "Gesäß", "thigh": "Oberschenkel", "low_back": "unterer Rücken",
    "knee": "Knie", "ankle": "Sprunggelenk", "foot": "Fuß", "left": "links", "right": "rechts", "both": "beidseits",
    "midline": "Mitte", "unknown": "unbekannt", "rest": "in Ruhe", "circumstance:weight_bearing": "bei Belastung", "walking": "beim Gehen", "night": "nachts",
    "carrying": "beim Tragen", "extreme_movement": "bei endgradiger Bewegung", "better": "besser", "same": "gleich",
    "worse": "schlechter", "returned": "wieder da", "gone": "vergangen", "none": "keine", "one_crutch": "eine Gehstütze",
    "two_crutches": "zwei Gehstützen", "cane": "Stock", "walker": "Rollator", "wheelchair": "Rollstuhl",
    "aquatic": "im Wasser", "range_of_motion": "Beweglichkeit", "strengthening": "Kräftigung", "balance": "Gleichgewicht",
    "gait": "Gehen", "aerobic": "Ausdauer", "other": "anderes", "yes": "ja", "no": "nein", "mri": "MRT",
    "xray": "Röntgen", "ct": "CT", "bone_scan": "Szintigrafie", "clinical": "klinisch", "normal": "unauffällig",
    "marrow_oedema": "Knochenmarködem", "demineralisation": "Entkalkung", "osteonecrosis_pattern": "Osteonekrose-Muster",
    "resolved": "abgeklungen", "total_hip": "Hüfte gesamt", "femoral_neck": "Schenkelhals",
    "lumbar_spine": "Lendenwirbelsäule", "forearm": "Unterarm", "heel": "Ferse", "femur": "Femur", "pelvis": "Becken",
    "vertebra": "Wirbel", "wrist": "Handgelenk", "vitamin_d_25oh": "25-OH-Vitamin-D", "bisphosphonate": "Bisphosphonat",
    "calcitonin": "Calcitonin", "teriparatide": "Teriparatid", "nsaid": "NSAR", "analgesic": "Schmerzmittel",
    "corticosteroid": "Kortikosteroid", "calcium": "Calcium", "vitamin_d": "Vitamin D", "start": "Beginn", "stop": "Ende",
    "day": "Tag", "week": "Woche", "month": "Monat", "tobacco": "Tabak", "corticosteroids": "Kortikosteroide",
    "alcohol": "Alkohol", "hypothyroidism": "Schilddrüsenunterfunktion",
    "previous_fragility_fracture": "frühere Fragilitätsfraktur", "osteogenesis_imperfecta": "Osteogenesis imperfecta",
    "hypophosphataemia": "Hypophosphatämie", "radiates_to": "strahlt aus:", "stiffness_minutes": "Steifigkeit in Minuten:",
    "sleep_affected": "Schlaf gestört", "daily_life_affected": "Alltag gestört", "limp": "Hinken", "percent": "Prozent:",
    "aid": "Hilfe:", "minutes": "Minuten:", "calcium_mg": "Calcium mg:", "vitamin_d_iu": "Vitamin D IE:",
    "alcohol_drinks_per_day": "Getränke mit Alkohol am Tag:", "gestation_week": "Woche", "ended": "beendet",
    "basis": "Grundlage:", "review_on": "Überprüfung am", "reason": "Grund:", "granted": "erteilt",
    "contrast": "Kontrastmittel", "bmd": "BMD", "t_score": "T-Score", "z_score": "Z-Score", "device": "Gerät:", "test": "",
    "value": "Wert:", "unit": "", "class": "Klasse:", "action": "", "every": "jeden/jede:", "implant": "Implantat",
    "due_on": "am", "years_ago": "vor Jahren:", "log_reminder_at": "Erinnerung um", "quiet_from": "Ruhe von",
    "quiet_to": "bis", "weekdays": "Wochentage:", "until_on": "bis", "circumstance": "",
    "mon": "Mo", "tue": "Di", "wed": "Mi", "thu": "Do", "fri": "Fr", "sat": "Sa", "sun": "So",
}  # fmt: skip
# Fields whose value says by itself what it is.
BARE = frozenset(
    {
        "site", "side", "status", "direction", "category", "modality", "result", "name", "factor", "finding",
        "circumstance", "test", "unit", "action",
    }
)  # fmt: skip
PLAIN_TEXT = frozenset({"name", "reason", "device", "unit", "finding"})


def word(name: str, language: str) -> str:
    """A kind, field or value of the format.

    >>> word("low_back", "en"), word("low_back", "de")
    ('low back', 'unterer Rücken')
    """
    return GERMAN.get(name, name) if language == "de" else name.replace("_", " ")


def long_date(day: date, language: str) -> str:
    """`Mon 4 Mar 2024`, `Mo 4. März 2024`."""
    name, month = DAYS[language][day.weekday()], MONTHS[language][day.month - 1]
    return f"{name} {day.day}{'.' if language == 'de' else ''} {month} {day.year}"


def reason(said: str, language: str) -> str:
    """Why a finding closed: a rule's reason in words, a clinician's as it was written."""
    if not said.startswith("rule:"):
        return said
    code = said.removeprefix("rule:")
    words = REASONS[language]
    days = code.removesuffix("-days")
    return words["days"].format(days=days) if days.isdecimal() else words.get(code, code.replace("-", " "))


def entry(kind: str, data: dict[str, Any], language: str) -> str:
    """An entry in a few words: values first, flags by name."""
    own = {"name": "factor"} if kind == "risk_factor" else {}
    parts = [_field(own.get(name, name), value, language) for name, value in data.items()]
    return word(kind, language) + (": " + ", ".join(parts) if parts else "")


def _field(name: str, value: Any, language: str) -> str:
    frame = FRAME[language]
    if name == "intensity" and value is not None:
        return str(frame["of_ten"]).format(value=_value(name, value, language))
    if value is True:
        return word(name, language)
    if value is False:
        return f"{frame['no']}{word(name, language)}"
    said = _value(name, value, language)
    return said if name in BARE else f"{word(name, language)} {said}".strip()


def _value(name: str, value: Any, language: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, list):
        return ", ".join(_value(name, one, language) for one in value)
    if isinstance(value, (int, float)):
        text = f"{value:g}".replace("-", "−")
        return text.replace(".", ",") if language == "de" else text
    if name.endswith("_on"):
        return long_date(date.fromisoformat(value), language)
    if name in PLAIN_TEXT:
        return str(value)
    own = f"{name}:{value}"
    return word(own if language == "de" and own in GERMAN else str(value), language)
