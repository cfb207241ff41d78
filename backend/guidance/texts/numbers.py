"""The numbers of the rules as patients read them: a plain label for each, and the number with its unit.

Clinicians read the exact labels that stand beside the numbers in `thresholds`.
"""

from __future__ import annotations

from typing import Any

from ..kilograms import POUND, pounds
from ..registry import FINDINGS
from ..thresholds import LABELS, Thresholds
from ..types import SET, FindingState
from . import words

PLAIN = {
    "en": {
        "third_trimester_days": "The last part of pregnancy starts after",
        "postpartum_days": "How long the time after a birth counts",
        "dexa_hold_days": "How long after a birth you are not reminded of a bone density scan",
        "worsening_points": "How much higher your pain must be than in the two weeks before",
        "slow_rise_points": "Or how much higher than a month ago",
        "slow_rise_recent_points": "If it is a month: how much higher it must also be than in the last two weeks",
        "change_report_days": "How long your own word “worse” or “better” counts",
        "load_window_days": "How close together more pain and weight on the leg must be",
        "returned_points": "Pain counts as back from a score of",
        "returned_window_days": "How close together the two days with pain must be",
        "mri_after_days": "How long the pain must last before you are told to ask for an MRI",
        "home_treatment_days": "How long you treat the pain at home before somebody should see you",
        "early_mri_days": "A normal MRI settles nothing when it comes this soon after the pain began",
        "stiffness_minutes": "You were stiff for longer than",
        "single_entry_days": "How long this note stays after your last such entry",
        "six_months_days": "From the start of the pain to this review",
        "twelve_months_days": "From the start of the pain, or from a later birth, to this review",
        "recent_symptom_days": "How far back we look for pain that you logged",
        "calcium_mg": "Calcium that your body should get, at least",
        "vitamin_d_iu": "Vitamin D that your body should get, at least",
        "intake_logged_days": "Of the last seven days, you must have logged at least",
        "alcohol_drinks": "Alcohol, at most",
        "log_stable_days": "How many days lie between two requests to log while your leg may carry all your weight",
        "log_resolved_days": "How many days lie between two requests to log after the illness is over",
        "review_prescription_days": "How long your plan must have been the same",
        "review_logged_days": "How many days you must have logged your pain",
        "review_window_days": "How far back we look for these days",
        "review_pain": "Highest pain on these days",
        "review_after_fracture_days": "How long after a broken bone we wait",
        "relapse_days": "How long we watch your pain after the plan allowed more weight",
        "baseline_again_days": "We remind you once more after",
        "repeat_days": "From one scan to the next",
        "repeat_risk_days": "From one scan to the next, if something else makes your bones weak",
        "repeat_notice_days": "How long before the scan the first reminder comes",
        "mri_notice_days": "How long before the MRI the first reminder comes",
        "practice_above_percent": "How far above your limit the scale must show",
        "weight_days": "How long your body weight counts as known",
        "weight_days_pregnant": "How long it counts as known while pregnant",
        "weight_change_percent": "How much your weight must have changed before your clinician looks at the load again",
        "ttwb_ceiling_kg": "When only your toes may touch the floor: most weight on the foot (0: none set)",
    },
    "de": {
        "third_trimester_days": "Der letzte Teil der Schwangerschaft beginnt nach so vielen Tagen",
        "postpartum_days": "So lange zählt die Zeit nach einer Geburt",
        "dexa_hold_days": "So lange nach einer Geburt erinnern wir Sie nicht an eine Messung der Knochendichte",
        "worsening_points": "So viel höher muss Ihr Schmerz sein als in den zwei Wochen davor",
        "slow_rise_points": "Oder so viel höher als vor einem Monat",
        "slow_rise_recent_points": "Beim Vergleich mit dem Monat: so viel höher auch als in den letzten zwei Wochen",
        "change_report_days": "So lange zählt Ihr eigenes Wort „schlechter“ oder „besser“",
        "load_window_days": "So nah müssen mehr Schmerz und Gewicht auf dem Bein beieinanderliegen",
        "returned_points": "Ab diesem Wert zählt der Schmerz als wieder da",
        "returned_window_days": "So nah müssen die zwei Tage mit Schmerz beieinanderliegen",
        "mri_after_days": "So lange dauert der Schmerz, bevor wir Ihnen raten, nach einer MRT zu fragen",
        "home_treatment_days": "So lange behandeln Sie den Schmerz zu Hause, bevor ihn jemand ansehen soll",
        "early_mri_days": "So kurz nach Beginn der Schmerzen klärt eine unauffällige MRT noch nichts",
        "stiffness_minutes": "Sie waren länger steif als",
        "single_entry_days": "So lange bleibt dieser Hinweis nach dem letzten solchen Eintrag",
        "six_months_days": "Vom Beginn der Schmerzen bis zu dieser Überprüfung",
        "twelve_months_days": "Vom Beginn der Schmerzen oder von einer späteren Geburt bis zu dieser Überprüfung",
        "recent_symptom_days": "So weit zurück zählen Schmerzen, die Sie eingetragen haben",
        "calcium_mg": "So viel Calcium soll Ihr Körper mindestens bekommen",
        "vitamin_d_iu": "So viel Vitamin D soll Ihr Körper mindestens bekommen",
        "intake_logged_days": "So viele der letzten sieben Tage müssen Sie mindestens eingetragen haben",
        "alcohol_drinks": "Alkohol, höchstens",
        "log_stable_days": "So viele Tage liegen zwischen zwei Bitten um einen Eintrag, solange Ihr Bein das ganze Gewicht tragen darf",
        "log_resolved_days": "So viele Tage liegen zwischen zwei Bitten um einen Eintrag, wenn die Krankheit vorbei ist",
        "review_prescription_days": "So lange muss Ihr Plan schon gelten",
        "review_logged_days": "An so vielen Tagen müssen Sie Ihren Schmerz eingetragen haben",
        "review_window_days": "So weit zurück zählen diese Tage",
        "review_pain": "Höchster Schmerz an diesen Tagen",
        "review_after_fracture_days": "So lange warten wir nach einem Knochenbruch",
        "relapse_days": "So lange achten wir auf Ihren Schmerz, nachdem der Plan mehr Gewicht erlaubt hat",
        "baseline_again_days": "So lange dauert es, bis wir Sie noch einmal erinnern",
        "repeat_days": "Von einer Messung bis zur nächsten",
        "repeat_risk_days": "Von einer Messung bis zur nächsten, wenn noch etwas Ihre Knochen schwächt",
        "repeat_notice_days": "So lange vor der Messung kommt die erste Erinnerung",
        "mri_notice_days": "So lange vor der MRT kommt die erste Erinnerung",
        "practice_above_percent": "So weit über Ihrer Grenze muss die Waage anzeigen",
        "weight_days": "So lange gilt Ihr Körpergewicht als bekannt",
        "weight_days_pregnant": "So lange gilt es in der Schwangerschaft als bekannt",
        "weight_change_percent": "So weit muss sich Ihr Gewicht ändern, bis Ihre Fachperson die Belastung wieder ansieht",
        "ttwb_ceiling_kg": "Wenn nur Ihre Zehen den Boden berühren dürfen: höchstes Gewicht auf dem Fuß (0: keines festgelegt)",
    },
}
UNITS = {
    "en": {
        "d": "{} days",
        "min": "{} minutes",
        "%": "{} %",
        "kg": "{} kg",
        "{score}": "{} points",
        "mg/d": "{} mg a day",
        "[iU]/d": "{} IU a day",
        "{drinks}/d": "{} drinks a day",
    },
    "de": {
        "d": "{} Tage",
        "min": "{} Minuten",
        "%": "{} %",
        "kg": "{} kg",
        "{score}": "{} Punkte",
        "mg/d": "{} mg am Tag",
        "[iU]/d": "{} IE am Tag",
        "{drinks}/d": "{} Getränke am Tag",
    },
}
ONE = {
    "en": {"d": "1 day", "min": "1 minute", "{score}": "1 point", "{drinks}/d": "1 drink a day"},
    "de": {"d": "1 Tag", "min": "1 Minute", "{score}": "1 Punkt", "{drinks}/d": "1 Getränk am Tag"},
}
CHOSEN = {
    "patient": {
        "en": ("Your clinic chose for you", "In brackets: the default of this software, not a guideline."),
        "de": (
            "Ihre Praxis hat für Sie gewählt",
            "In Klammern: die Voreinstellung dieser Software, keine Leitlinie.",
        ),
    },
    "clinician": {
        "en": ("Numbers set here by the clinic", "In brackets: the default of this software, not a guideline."),
        "de": (
            "Hier von der Praxis gesetzte Werte",
            "In Klammern: der Vorgabewert dieser Software, keine Leitlinie.",
        ),
    },
}


def label(name: str, audience: str, language: str) -> str:
    """What a number means. KeyError for a patient where no text of theirs has to do with it."""
    return PLAIN[language][name] if audience == "patient" else LABELS[name][language]


def amount(name: str, value: float, language: str) -> str:
    """The number with its unit, as people say it.

    >>> amount("relapse_days", 1, "de"), amount("worsening_points", 2.5, "de"), amount("further_sites", 2, "en")
    ('1 Tag', '2,5 Punkte', '2')
    """
    unit = LABELS[name]["unit"]
    if value == 1 and unit in ONE[language]:
        return ONE[language][unit]
    return UNITS[language].get(unit, "{}").format(plain(value, language))


def plain(value: Any, language: str) -> str:
    """A number without a needless zero."""
    text = f"{value:g}".replace("-", "−")
    return text.replace(".", ",") if language == "de" else text


def limit_weight(kg: float, language: str, unit: str) -> str:
    """A limit with its unit; pounds weigh no more than the kilograms.

    >>> limit_weight(21, "en", "kg"), limit_weight(21, "en", "lb")
    ('21 kg', '46 lb')
    """
    return f"{pounds(kg)} lb" if unit == "lb" else f"{plain(kg, language)} kg"


def reading(kg: float, language: str, unit: str) -> str:
    """What a scale showed; whole pounds, as nobody was told more than "about".

    >>> reading(26.5, "de", "kg"), reading(26.5, "de", "lb")
    ('26,5 kg', '58 lb')
    """
    return f"{round(kg / float(POUND))} lb" if unit == "lb" else f"{plain(kg, language)} kg"


def in_force(finding: FindingState) -> dict[str, Any]:
    """The numbers that the finding's rule reads, as they were when it was assessed."""
    return {name: finding.params.get(f"{SET}{name}", LABELS[name]["default"]) for name in FINDINGS[finding.id].limits}


def chosen(finding: FindingState, audience: str, language: str) -> str:
    """What is said in the place of "a default of this software" where a clinic or clinician chose other numbers."""
    said = [
        f"{label(name, audience, language)}: {amount(name, value, language)} "
        f"({plain(LABELS[name]['default'], language)})"
        for name, value in in_force(finding).items()
        if f"{SET}{name}" in finding.params
    ]
    if not said:
        return ""
    head, usual = CHOSEN[audience][language]
    return f"{head}: {'; '.join(said)}. {usual}"


def filled(limits: Thresholds, names: tuple[str, ...], language: str) -> dict[str, str]:
    """The numbers in force by name, ready to stand in a text."""
    return {name: words.number(getattr(limits, name), language) for name in names}
