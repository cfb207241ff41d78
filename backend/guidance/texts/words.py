"""Small words: places, sides, loads, risk factors, exercise categories, in both languages."""

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
        "nsaid": "NSAID",
    },
    "de": {
        "bisphosphonate": "Bisphosphonat",
        "calcitonin": "Calcitonin",
        "teriparatide": "Teriparatid",
        "nsaid": "NSAR",
    },
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
