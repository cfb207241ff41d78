"""Places of the body, with their side, and figures: as every text of the server writes them."""

from typing import Any

SIDE = {
    "en": {"left": "left", "right": "right", "both": "both", "midline": "", "unknown": "side not stated"},
    "de": {
        "left": "links",
        "right": "rechts",
        "both": "beidseits",
        "midline": "",
        "unknown": "Seite nicht angegeben",
    },
}
PLACE = {
    "en": {
        "total_hip": "total hip", "femoral_neck": "femoral neck", "lumbar_spine": "lumbar spine", "forearm": "forearm",
        "heel": "heel", "unknown": "site not stated", "hip": "hip", "groin": "groin", "buttock": "buttock",
        "thigh": "thigh", "low_back": "lower back", "knee": "knee", "ankle": "ankle", "foot": "foot", "femur": "femur",
        "pelvis": "pelvis", "vertebra": "vertebra", "wrist": "wrist", "other": "other site",
    },
    "de": {
        "total_hip": "Hüfte gesamt", "femoral_neck": "Schenkelhals", "lumbar_spine": "Lendenwirbelsäule",
        "forearm": "Unterarm", "heel": "Ferse", "unknown": "Ort nicht angegeben", "hip": "Hüfte", "groin": "Leiste",
        "buttock": "Gesäß", "thigh": "Oberschenkel", "low_back": "unterer Rücken", "knee": "Knie",
        "ankle": "Sprunggelenk", "foot": "Fuß", "femur": "Oberschenkelknochen", "pelvis": "Becken",
        "vertebra": "Wirbel", "wrist": "Handgelenk", "other": "andere Stelle",
    },
}  # fmt: skip


def number(value: Any, language: str, digits: int = 1, *, signed: bool = False) -> str:
    """A figure with the language's decimal sign and a real minus; an en dash where there is none."""
    if value is None:
        return "–"
    text = f"{value:+.{digits}f}" if signed else f"{value:.{digits}f}"
    text = text.replace("-", "−")
    return text.replace(".", ",") if language == "de" else text


def place_words(site: str | None, side: str | None, language: str) -> str:
    """`left hip`, `Hüfte links`; no side where none belongs."""
    place, where = PLACE[language].get(site or "", site or ""), SIDE[language].get(side or "", "")
    if side == "both" and language == "en":
        return f"{place}, both sides"
    parts = (where, place) if language == "en" and side in ("left", "right") else (place, where)
    return " ".join(part for part in parts if part)
