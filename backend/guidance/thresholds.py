"""Every number that a clinic may change, with its unit and source beside it.

`ours` marks a number that no source gives: the interface calls it a default of this software.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any


def _number(default: float, unit: str, ours: bool, source: str, en: str, de: str) -> Any:
    return field(
        default=default,
        metadata={"default": default, "unit": unit, "ours": ours, "source": source, "en": en, "de": de},
    )


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits of the rules. Lengths are whole days; each number's metadata says its unit and where it comes from."""

    third_trimester_days: int = _number(
        196,
        "d",
        True,
        "",
        "third trimester begins, days of gestation (28+0)",
        "Beginn des dritten Trimenons, Tage der Schwangerschaft (28+0)",
    )
    postpartum_days: int = _number(
        365,
        "d",
        True,
        "003",
        "days after delivery that count as postpartum",
        "Tage nach der Geburt, die als Zeit nach der Geburt gelten",
    )
    dexa_hold_days: int = _number(
        60,
        "d",
        True,
        "003",
        "days after delivery in which DEXA is held from the patient",
        "Tage nach der Geburt, in denen die Messung zurückgehalten wird",
    )
    worsening_points: float = _number(
        2,
        "{score}",
        True,
        "",
        "rise of the 3-day median that counts as worse",
        "Anstieg des 3-Tage-Medians, der als schlechter gilt",
    )
    slow_rise_points: float = _number(
        2,
        "{score}",
        True,
        "",
        "rise over the days 28 to 41 days ago that counts as worse",
        "Anstieg gegenüber den Tagen vor 28 bis 41 Tagen, der als schlechter gilt",
    )
    slow_rise_recent_points: float = _number(
        0.5,
        "{score}",
        True,
        "",
        "slow rise: least rise over the 14-day median",
        "langsamer Anstieg: Mindestanstieg über den 14-Tage-Median",
    )
    change_report_days: int = _number(
        7,
        "d",
        True,
        "",
        "days for which a report of worse or better counts",
        "Tage, die eine Meldung „schlechter“ oder „besser“ zählt",
    )
    load_window_days: int = _number(
        7,
        "d",
        False,
        "002",
        "days in which load counts together with worsening pain",
        "Tage, in denen Belastung zusammen mit stärkeren Schmerzen zählt",
    )
    returned_points: float = _number(
        3,
        "{score}",
        True,
        "",
        "pain that counts as returned",
        "Schmerzwert, der als wiedergekehrt gilt",
    )
    returned_window_days: int = _number(
        7,
        "d",
        True,
        "",
        "days within which two painful days count as returned",
        "Tage, innerhalb derer zwei Schmerztage als wiedergekehrt gelten",
    )
    further_sites: int = _number(
        2,
        "1",
        True,
        "",
        "further sites that make a migratory pattern",
        "weitere Stellen, ab denen ein wanderndes Muster vorliegt",
    )
    mri_after_days: int = _number(
        14,
        "d",
        False,
        "001",
        "days of pain before MRI is asked for in a suspected episode",
        "Tage mit Schmerzen, nach denen bei Verdacht eine MRT angeregt wird",
    )
    home_treatment_days: int = _number(
        14,
        "d",
        False,
        "001",
        "days of home treatment without improvement",
        "Tage Behandlung zu Hause ohne Besserung",
    )
    early_xray_days: int = _number(
        42,
        "d",
        False,
        "000 001",
        "days after onset in which a normal X-ray is early",
        "Tage nach Beginn, in denen ein unauffälliges Röntgenbild früh ist",
    )
    early_mri_days: int = _number(
        2,
        "d",
        False,
        "000 001",
        "days after onset in which a negative MRI is early",
        "Tage nach Beginn, in denen eine unauffällige MRT früh ist",
    )
    stiffness_minutes: float = _number(
        30,
        "min",
        False,
        "001",
        "stiffness after waking, more than",
        "Steifigkeit nach dem Aufwachen, mehr als",
    )
    single_entry_days: int = _number(
        14,
        "d",
        True,
        "",
        "days that a finding of a single entry stays open",
        "Tage, die ein Hinweis aus einem einzelnen Eintrag offen bleibt",
    )
    six_months_days: int = _number(
        183,
        "d",
        False,
        "000 001",
        "days after onset of the six-month review",
        "Tage nach Beginn bis zur Überprüfung nach sechs Monaten",
    )
    twelve_months_days: int = _number(
        365,
        "d",
        False,
        "000 001 003",
        "days after onset or delivery of the twelve-month review",
        "Tage nach Beginn oder Geburt bis zur Überprüfung nach zwölf Monaten",
    )
    recent_symptom_days: int = _number(
        30,
        "d",
        True,
        "",
        "days in which a logged symptom is recent",
        "Tage, in denen eine eingetragene Beschwerde als aktuell gilt",
    )
    t_score_consider: float = _number(
        -1.5,
        "{T-score}",
        False,
        "002",
        "T-score at or below which treatment can be considered",
        "T-Score, ab dem oder darunter eine Behandlung erwogen werden kann",
    )
    t_score_intervene: float = _number(
        -2.0,
        "{T-score}",
        False,
        "002",
        "T-score below which intervention is strongly considered",
        "T-Score, unter dem eine Behandlung dringend erwogen wird",
    )
    vitamin_d_ng_ml: float = _number(
        20,
        "ng/mL",
        False,
        "002",
        "25-OH vitamin D, low below",
        "25-OH-Vitamin-D, niedrig unter",
    )
    calcium_mg: float = _number(
        1000,
        "mg/d",
        False,
        "002",
        "calcium intake a day, low below",
        "Calcium am Tag, niedrig unter",
    )
    vitamin_d_iu: float = _number(
        600,
        "[iU]/d",
        False,
        "002",
        "vitamin D intake a day, low below",
        "Vitamin D am Tag, niedrig unter",
    )
    intake_logged_days: int = _number(
        4,
        "d",
        True,
        "",
        "days of the last 7 that must be logged",
        "Tage der letzten 7, die eingetragen sein müssen",
    )
    alcohol_drinks: float = _number(
        2,
        "{drinks}/d",
        False,
        "002",
        "alcoholic drinks a day, above the limit if more than",
        "alkoholische Getränke am Tag, über der Grenze ab mehr als",
    )
    quiet_days: int = _number(
        7,
        "d",
        True,
        "",
        "days without an entry in an active episode",
        "Tage ohne Eintrag in einer aktiven Episode",
    )
    review_prescription_days: int = _number(
        14,
        "d",
        True,
        "",
        "age of the prescription before a load review",
        "Alter der Belastungsvorgabe vor einer Überprüfung",
    )
    review_logged_days: int = _number(
        10,
        "d",
        True,
        "",
        "pain-logged days before a load review",
        "Tage mit Schmerzeintrag vor einer Überprüfung",
    )
    review_window_days: int = _number(
        14,
        "d",
        True,
        "",
        "days looked at for a load review",
        "Tage, die für eine Überprüfung betrachtet werden",
    )
    review_pain: float = _number(
        2,
        "{score}",
        True,
        "",
        "highest pain for a load review",
        "höchster Schmerzwert für eine Überprüfung",
    )
    review_after_fracture_days: int = _number(
        42,
        "d",
        True,
        "",
        "days after a fracture without a load review",
        "Tage nach einem Bruch ohne Überprüfung",
    )
    relapse_days: int = _number(
        14,
        "d",
        True,
        "",
        "days after a raised load in which worsening is a relapse",
        "Tage nach einer Steigerung, in denen eine Verschlechterung ein Rückfall ist",
    )
    weight_days: int = _number(
        90,
        "d",
        True,
        "",
        "days for which a body weight counts as known",
        "Tage, die ein Körpergewicht als bekannt gilt",
    )
    weight_days_pregnant: int = _number(
        28,
        "d",
        True,
        "",
        "days for which a body weight counts as known while pregnant",
        "Tage, die ein Körpergewicht in der Schwangerschaft als bekannt gilt",
    )
    weight_change_percent: float = _number(
        5,
        "%",
        True,
        "",
        "change of body weight since signing that asks for a review of the load, more than",
        "Änderung des Körpergewichts seit der Unterschrift, ab der die Belastung überprüft wird, mehr als",
    )
    practice_above_percent: float = _number(
        10,
        "%",
        True,
        "",
        "practice on a scale above the limit, more than",
        "Üben auf der Waage über der Grenze, mehr als",
    )
    ttwb_ceiling_kg: float = _number(
        0,
        "kg",
        True,
        "",
        "toe touch: most kilograms on the foot (0: none set)",
        "Zehenkontakt: höchstens so viele Kilogramm auf dem Fuß (0: keine festgelegt)",
    )
    baseline_again_days: int = _number(
        30,
        "d",
        True,
        "",
        "days until the baseline DEXA is asked for again",
        "Tage bis zur erneuten Erinnerung an die erste Knochendichtemessung",
    )
    repeat_days: int = _number(
        730,
        "d",
        False,
        "002",
        "days to the next DEXA",
        "Tage bis zur nächsten Knochendichtemessung",
    )
    repeat_risk_days: int = _number(
        365,
        "d",
        False,
        "002",
        "days to the next DEXA with an additional risk factor",
        "Tage bis zur nächsten Knochendichtemessung bei weiterem Risikofaktor",
    )
    repeat_notice_days: int = _number(
        30,
        "d",
        True,
        "",
        "days of notice before the next DEXA",
        "Tage Vorlauf vor der nächsten Knochendichtemessung",
    )
    mri_notice_days: int = _number(
        14,
        "d",
        True,
        "",
        "days of notice before the next MRI, whose day a clinician sets",
        "Tage Vorlauf vor der nächsten MRT, deren Tag eine Fachperson festlegt",
    )
    log_stable_days: int = _number(
        3,
        "d",
        True,
        "",
        "days between two requests to log while full weight is decided and nothing is worse",
        "Tage zwischen zwei Bitten um einen Eintrag bei Vollbelastung, wenn nichts schlechter wird",
    )
    log_resolved_days: int = _number(
        7,
        "d",
        True,
        "",
        "days between two requests to log after resolution",
        "Tage zwischen zwei Bitten um einen Eintrag nach dem Abschluss",
    )
    child_bearing_from: int = _number(
        12,
        "a",
        True,
        "",
        "child-bearing age from",
        "gebärfähiges Alter ab",
    )
    child_bearing_to: int = _number(
        55,
        "a",
        True,
        "",
        "child-bearing age to",
        "gebärfähiges Alter bis",
    )


LABELS = {one.name: one.metadata for one in fields(Thresholds)}


def describe_thresholds() -> tuple[dict[str, Any], ...]:
    """Name and metadata (default, unit, ours, source, en, de) of every threshold, in order."""
    return tuple({"name": f.name, **f.metadata} for f in fields(Thresholds))
