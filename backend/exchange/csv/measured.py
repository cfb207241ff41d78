"""A sheet from an insole or a crutch tip: its own names for columns, and one line for each walk or for each step.

What is not about the load (battery, firmware) is left out. A column whose unit is not certain is refused as in any sheet.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from backend.core.errors import Refused
from backend.exchange.csv.cells import value_of
from backend.records.kinds.base import kind_named

KIND = "load_measurement"
# Our name -> what devices and people call it, as `units.split` writes a heading.
_CALLED = {
    "date": "date day datum tag date_time datetime timestamp zeitstempel",
    "time": "time zeit uhrzeit",
    "step": "step schritt stride step_no schritt_nr",
    "side": "side leg foot seite bein fuß fuss",
    "peak_kg": "peak_kg peak peak_load peak_force max max_load max_force maximum spitze spitzenwert spitzenlast höchstwert maximalkraft",
    "mean_kg": "mean_kg mean mean_load mean_force average average_load average_force mittelwert mittel",
    "steps": "steps step_count number_of_steps schritte schrittzahl",
    "share_above_limit": "share_above_limit above_limit share_above über_grenze anteil_über_grenze",
    "limit": "limit limit_kg target target_load grenze grenzwert zielwert",
}
NAMES = {said: ours for ours, words in _CALLED.items() for said in words.split()}
SIDES = {
    "l": "left", "left": "left", "links": "left", "r": "right", "right": "right", "rechts": "right",
    "both": "both", "beide": "both", "beidseits": "both",
}  # fmt: skip
# Ours: nobody takes twenty measured walks in a day.
MANY = 20
_GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]|$)")

Line = tuple[int, dict[str, str]]


def name_of(heading: str) -> str:
    """What a column of a device is here; nothing for one that says nothing of the load."""
    return NAMES.get(heading, "")


def walks(lines: Iterable[Line], units: Mapping[str, str], device: str) -> list[Line]:
    """One line for each walk. Lines that are steps become one of their day and side: highest peak, mean of the peaks, their
    number, and the share above the limit where each names one. A line that cannot be read stays, and is refused by its number.
    """
    told = [(number, _told(cells)) for number, cells in lines]
    if {"steps", "mean_kg", "share_above_limit"} & set(units) or not _are_steps(told, units):
        return [(number, _kept(cells, device)) for number, cells in told]
    days: dict[tuple[str, str], list[tuple[int, float, float | None]]] = {}
    out: list[Line] = []
    for number, cells in told:
        try:
            peak, limit = _kg(cells, "peak_kg", units), _kg(cells, "limit", units)
        except Refused:
            peak = limit = None
        if peak is None:
            out.append((number, _kept(cells, device)))
        else:
            days.setdefault((cells.get("date", ""), cells.get("side", "")), []).append((number, peak, limit))
    for (day, side), steps in days.items():
        peaks, limits = [peak for _, peak, _ in steps], [limit for _, _, limit in steps]
        one = {
            "date": day, "side": side, "device": device, "steps": str(len(steps)),
            "peak_kg": f"{max(peaks):.1f}", "mean_kg": f"{sum(peaks) / len(peaks):.1f}",
        }  # fmt: skip
        if all(limit is not None for limit in limits):
            above = sum(peak > limit for _, peak, limit in steps if limit is not None)
            one["share_above_limit"] = f"{above / len(steps):.3f}"
        out.append((steps[0][0], {name: value for name, value in one.items() if value}))
    return sorted(out, key=lambda line: line[0])


def _are_steps(lines: Iterable[Line], units: Mapping[str, str]) -> bool:
    """A column counts them, or a day has so many lines with a time that they are no walks."""
    if "step" in units:
        return True
    timed = Counter((cells.get("date"), cells.get("side")) for _, cells in lines if "time" in cells)
    return any(count >= MANY for count in timed.values())


def in_kilograms(units: Mapping[str, str], lines: Iterable[Line]) -> dict[str, str]:
    """The units of the columns that are left; what was made of steps is in kilograms already."""
    made = any("steps" in cells for _, cells in lines) and "steps" not in units
    return {} if made else {name: unit for name, unit in units.items() if name not in ("", "limit", "time", "step")}


def _told(cells: Mapping[str, str]) -> dict[str, str]:
    said = {name: text for name, text in cells.items() if name and text}
    day = said.get("date", "")
    if german := _GERMAN.match(day):
        said["date"] = f"{german[3]}-{int(german[2]):02}-{int(german[1]):02}"
    elif iso := _ISO.match(day):
        said["date"] = iso[1]
        if len(day) > len(iso[1]):
            said["time"] = day[len(iso[1]) :]
    if (side := said.get("side", "").lower()) in SIDES:
        said["side"] = SIDES[side]
    return said


def _kept(cells: Mapping[str, str], device: str) -> dict[str, str]:
    return {name: text for name, text in cells.items() if name not in ("time", "step", "limit")} | {"device": device}


def _kg(cells: Mapping[str, str], name: str, units: Mapping[str, str]) -> float | None:
    value: Any = value_of(kind_named(KIND), "peak_kg", cells[name], units.get(name, "")) if cells.get(name) else None
    return float(value) if isinstance(value, (int, float)) else None
