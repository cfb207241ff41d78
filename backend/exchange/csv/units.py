"""Units in headings: `stiffness_minutes (h)`. What is certain is converted into ours, anything else is refused by its column."""

import re
from collections.abc import Mapping

from backend.core.errors import Refused
from backend.records.kinds.base import Kind

# Our unit -> every other way of saying it, and by how much a number in it is multiplied. 1 µg of vitamin D is 40 IU
# (GUIDANCE §7); a pound is 0.45359237 kg by definition, a newton what 1/9.80665 kg weigh; a visual scale of 100 (mm) is ten times ours.
SAID: Mapping[str, Mapping[str, float]] = {
    "0-10": {"0-10": 1, "/10": 1, "0..10": 1, "nrs": 1, "nrs0-10": 1, "cm": 1, "0-100": 0.1, "/100": 0.1, "0..100": 0.1, "mm": 0.1,
             "vas0-100": 0.1, "0-100mm": 0.1, "vasmm": 0.1},
    "min": {"min": 1, "mins": 1, "minute": 1, "minutes": 1, "minuten": 1, "h": 60, "hr": 60, "hrs": 60, "hour": 60, "hours": 60,
            "std": 60, "std.": 60, "stunden": 60, "s": 1 / 60, "sec": 1 / 60, "seconds": 1 / 60, "sekunden": 1 / 60},
    "g/cm2": {"g/cm2": 1, "g/cm^2": 1, "gcm-2": 1, "mg/cm2": 0.001, "mg/cm^2": 0.001, "kg/m2": 0.1, "kg/m^2": 0.1},
    "sd": {"sd": 1, "1": 1, "t-score": 1, "z-score": 1, "t": 1, "z": 1},
    "weeks": {"weeks": 1, "week": 1, "wk": 1, "w": 1, "wochen": 1, "ssw": 1, "d": 1 / 7, "days": 1 / 7, "tage": 1 / 7},
    "mg": {"mg": 1, "g": 1000, "ug": 0.001, "mcg": 0.001},
    "iu": {"iu": 1, "i.u.": 1, "ie": 1, "i.e.": 1, "ug": 40, "mcg": 40},
    "years": {"years": 1, "year": 1, "y": 1, "a": 1, "jahre": 1, "months": 1 / 12, "monate": 1 / 12},
    "drinks/day": {"drinks/day": 1, "perday": 1, "/day": 1, "drinks/week": 1 / 7, "perweek": 1 / 7, "/week": 1 / 7},
    "%ofbodyweight": {"%ofbodyweight": 1, "%": 1, "%bw": 1, "percent": 1, "%kg": 1},
    "kg": {"kg": 1, "kilograms": 1, "lb": 0.45359237, "lbs": 0.45359237, "pounds": 0.45359237, "g": 0.001, "n": 1 / 9.80665,
           "newton": 1 / 9.80665, "newtons": 1 / 9.80665},
    "sharefrom0to1": {"1": 1, "%": 0.01, "percent": 0.01, "prozent": 0.01},
}  # fmt: skip
HEADING = re.compile(r"(?P<name>[^(\[]*)[(\[](?P<unit>[^)\]]*)[)\]]?.*", re.DOTALL)


def split(heading: str) -> tuple[str, str]:
    """(field, unit) of `Stiffness minutes (h)`: capitals and blanks make no other column."""
    match = HEADING.fullmatch(heading)
    name, unit = (match["name"], match["unit"]) if match else (heading, "")
    return re.sub(r"[\s-]+", "_", name.strip().lower()), unit.strip()


def _plain(unit: str) -> str:
    unit = re.sub(r"[‐‑‒–—−]", "-", unit.casefold()).replace("µ", "u").replace("μ", "u").replace("²", "2")
    return re.sub(r"\s+", "", unit)


def factor(kind: Kind, field: str, unit: str) -> float:
    """By how much a number of this column is multiplied; Refused where its unit is not certain."""
    ours = kind.units.get(field)
    if not unit or (ours is not None and _plain(unit) == _plain(ours)):
        return 1
    if ours is None:
        raise Refused(field, f"expected no unit in its heading, found {unit}")
    known = SAID.get(_plain(ours), {}).get(_plain(unit))
    if known is None:
        raise Refused(field, f"expected {ours} in its heading (or a unit that is certain to convert), found {unit}")
    return known
