"""Small words: places, sides, loads, risk factors, exercise categories, in both languages."""

import re

# The five source documents in a word or two; their full names are in `sources.py`.
SOURCE_NAMES = {
    "en": {
        "000": "monograph", "001": "patient article", "002": "recurrence guidance", "003": "Soares 2024",
        "004": "physiotherapy page",
    },
    "de": {
        "000": "Monografie", "001": "Patientenartikel", "002": "Rezidivleitfaden", "003": "Soares 2024",
        "004": "Physiotherapie-Seite",
    },
}  # fmt: skip
_SOURCES = re.compile(r"\((\d{3}(?:, \d{3})*)\)")


def named_sources(text: str, language: str) -> str:
    """`(000, 002)`, as the texts name their sources, in words.

    >>> named_sources("An MRI is the test of choice (000, 002).", "en")
    'An MRI is the test of choice (monograph; recurrence guidance).'
    """
    names = SOURCE_NAMES[language]
    return _SOURCES.sub(
        lambda found: "(" + "; ".join(names.get(one, one) for one in found[1].split(", ")) + ")", text
    )


SITES = {
    "en": {"hip": "hip", "knee": "knee", "ankle": "ankle", "foot": "foot", "low_back": "lower back"},
    "de": {"hip": "Hüfte", "knee": "Knie", "ankle": "Sprunggelenk", "foot": "Fuß", "low_back": "unterer Rücken"},
}
SIDES = {
    "en": {"left": "left", "right": "right", "both": "both sides"},
    "de": {"left": "links", "right": "rechts", "both": "beidseits"},
}
SCANS = {
    "en": {"total_hip": "total hip", "femoral_neck": "femoral neck", "lumbar_spine": "lumbar spine"},
    "de": {"total_hip": "Hüfte gesamt", "femoral_neck": "Schenkelhals", "lumbar_spine": "Lendenwirbelsäule"},
}
RISKS = {
    "en": {
        "tobacco": "tobacco",
        "corticosteroids": "cortisone treatment",
        "alcohol": "alcohol",
        "hypothyroidism": "underactive thyroid",
        "previous_fragility_fracture": "an earlier fracture",
        "osteogenesis_imperfecta": "brittle bone disease",
        "hypophosphataemia": "low phosphate",
        "other": "another risk factor",
    },
    "de": {
        "tobacco": "Tabak",
        "corticosteroids": "Kortison-Behandlung",
        "alcohol": "Alkohol",
        "hypothyroidism": "Schilddrüsenunterfunktion",
        "previous_fragility_fracture": "ein früherer Knochenbruch",
        "osteogenesis_imperfecta": "Glasknochenkrankheit",
        "hypophosphataemia": "niedriges Phosphat",
        "other": "ein weiterer Risikofaktor",
    },
}
EXERCISES = {
    "en": {
        "aquatic": "exercises in water",
        "range_of_motion": "gentle movement exercises",
        "strengthening": "strengthening exercises",
        "balance": "balance exercises",
        "gait": "walking exercises",
        "weight_bearing": "weight-bearing exercises",
        "aerobic": "endurance exercises",
        "other": "exercises",
        "": "exercises",
    },
    "de": {
        "aquatic": "Übungen im Wasser",
        "range_of_motion": "sanfte Bewegungsübungen",
        "strengthening": "Kräftigungsübungen",
        "balance": "Gleichgewichtsübungen",
        "gait": "Gehübungen",
        "weight_bearing": "Übungen mit Belastung",
        "aerobic": "Ausdauerübungen",
        "other": "Übungen",
        "": "Übungen",
    },
}
CLASSES = {
    "en": {
        "bisphosphonate": "bisphosphonate",
        "calcitonin": "calcitonin",
        "teriparatide": "teriparatide",
        "denosumab": "denosumab",
        "prostacyclin": "iloprost",
        "nsaid": "NSAID",
    },
    "de": {
        "bisphosphonate": "Bisphosphonat",
        "calcitonin": "Calcitonin",
        "teriparatide": "Teriparatid",
        "denosumab": "Denosumab",
        "prostacyclin": "Iloprost",
        "nsaid": "NSAR",
    },
}
LOADS = {
    "en": {
        "NWB": "no weight",
        "TTWB": "the toes only, for balance",
        "PWB": "part of your weight",
        "WBAT": "as much weight as you tolerate",
        "FWB": "full weight",
    },
    "de": {
        "NWB": "kein Gewicht",
        "TTWB": "nur die Zehen, für das Gleichgewicht",
        "PWB": "ein Teil Ihres Gewichts",
        "WBAT": "so viel Gewicht, wie Sie vertragen",
        "FWB": "volles Gewicht",
    },
}
# What a clinician reads after a finding that was decided upon.
SIGNED_SINCE = {"en": "Signed since", "de": "Seither unterschrieben"}
FALLS = {
    "en": {"fall": "a fall", "near_fall": "a near-fall", "stumble": "a stumble", "": "a fall"},
    "de": {"fall": "ein Sturz", "near_fall": "ein Beinahe-Sturz", "stumble": "ein Stolpern", "": "ein Sturz"},
}
CAVEATS = {
    "en": (
        "Before menopause and under 50, Z-scores are usually preferred (ISCD).",
        "Lactation itself lowers trabecular density 5–10 % in the first 3–6 months, and a published patient at T −1.8 recovered "
        "without such drugs (003). Many such drugs are not approved in pregnancy or breastfeeding (000).",
    ),
    "de": (
        "Vor der Menopause und unter 50 werden meist Z-Scores bevorzugt (ISCD).",
        "Stillen allein senkt die trabekuläre Dichte in den ersten 3–6 Monaten um 5–10 %, und eine veröffentlichte Patientin mit "
        "T −1,8 erholte sich ohne solche Mittel (003). Viele dieser Mittel sind in Schwangerschaft oder Stillzeit nicht "
        "zugelassen (000).",
    ),
}


def where(site: str | None, side: str | None, language: str) -> str:
    """`left hip`, `Hüfte links`.

    >>> where("hip", "left", "en"), where("knee", None, "de")
    ('left hip', 'Knie')
    """
    place = SITES[language].get(site or "hip", SITES[language]["hip"])
    name = SIDES[language].get(side or "")
    if not name:
        return place
    return f"{name} {place}" if language == "en" and side != "both" else f"{place} {name}"


def risk_line(risks: str, language: str) -> str:
    """Names of risk factors, readable, from their ids."""
    names = [RISKS[language].get(r.strip(), r.strip()) for r in risks.split(",") if r.strip()]
    return ", ".join(names)


def number(value: float, language: str) -> str:
    """A threshold as people write it.

    >>> number(1000, "en"), number(-1.5, "de"), number(-2.0, "en")
    ('1,000', '−1,5', '−2.0')
    """
    whole = float(value).is_integer() and value >= 0
    text = f"{value:,.0f}" if whole else f"{value:,.1f}".replace("-", "−")
    return text.translate(str.maketrans(",.", ".,")) if language == "de" else text
