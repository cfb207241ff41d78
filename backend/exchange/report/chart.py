"""Pain of each side over the prescribed load, on one time axis, as SVG with the sizes of a printed page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from xml.sax.saxutils import escape

from backend.exchange.report.words import LABELS, MONTHS, day_words
from backend.guidance.texts.places import number
from backend.records.kinds.vocabulary import LOADS

WIDTH, LEFT, RIGHT = 520.0, 34.0, 514.0
PAIN_TOP, PAIN_BOTTOM = 16.0, 126.0
TRACK, GAP = 15.0, 5.0
INK, QUIET, LINE = "#1F2A2E", "#5A666A", "#DDD6CB"
# Side by colour and by pattern, as everywhere in the product.
HAND = {"left": ("#0F5C63", ""), "right": ("#7A2E5D", "5 3"), "": (QUIET, "1.5 2.5")}
WASH = {"left": "#0F5C63", "right": "#7A2E5D"}
FACE = "Atkinson Hyperlegible Next"
# A line across a longer silence would say something about days of which nobody knows anything.
SILENCE = 7

Place = Callable[[date], float]
Pains = Mapping[str, Mapping[date, float]]


@dataclass(frozen=True, slots=True)
class Step:
    """A prescription in force from `start` until, without it, `until` (None: still); `amount` as it was ordered."""

    side: str
    start: date
    status: str
    amount: str
    until: date | None


def chart(pains: Pains, steps: Sequence[Step], first: date, last: date, language: str) -> str:
    """The whole drawing; `pains` maps left, right and "" (nobody said the side) to the highest score of each day."""
    days = max(1, (last - first).days)

    def x(day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * min(max((day - first).days, 0), days) / days, 1)

    sides = [side for side in ("left", "right") if any(step.side == side for step in steps)]
    bottom = PAIN_BOTTOM + GAP + len(sides) * (TRACK + GAP)
    parts = [_grid(first, last, x, bottom, language)]
    for side in ("", "left", "right"):
        parts += _line(pains.get(side, {}), side, x, first, last)
    for number_, side in enumerate(sides):
        parts += _track(side, steps, PAIN_BOTTOM + GAP + number_ * (TRACK + GAP), x, first, last, language)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {bottom + 16:g}" font-family="{FACE}" '
        f'font-size="8">{"".join(parts)}</svg>'
    )


def _text(x: float, y: float, words: str, *, anchor: str = "start", fill: str = QUIET, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{fill}"{weight}>{escape(words)}</text>'


def _y(score: float) -> float:
    return round(PAIN_BOTTOM - (PAIN_BOTTOM - PAIN_TOP) * score / 10, 1)


def _grid(first: date, last: date, x: Place, bottom: float, language: str) -> str:
    parts = [_text(LEFT, 8, LABELS[language]["pain_axis"])]
    for score in (0, 2, 4, 6, 8, 10):
        parts.append(f'<path d="M{LEFT} {_y(score)}H{RIGHT}" stroke="{LINE}" stroke-width="0.6"/>')
        parts.append(_text(LEFT - 5, _y(score) + 2.8, str(score), anchor="end"))
    for day in _ticks(first, last):
        parts.append(f'<path d="M{x(day)} {PAIN_TOP}V{bottom}" stroke="{LINE}" stroke-width="0.6"/>')
        name = MONTHS[language][day.month - 1][:3]
        label = (
            f"{day.day}. {name}"
            if language == "de" and day.day != 1
            else f"{day.day} {name}"
            if day.day != 1
            else name
        )
        label = f"{label} {day.year}" if day.month == 1 and day.day == 1 else label
        if x(day) < RIGHT - 14:
            parts.append(_text(x(day) + 2, bottom + 9, label))
    return "".join(parts)


def _ticks(first: date, last: date) -> list[date]:
    """Weeks for a short time, months for a longer, every third for a long one: at most about fourteen."""
    days = (last - first).days
    if days <= 62:
        start = first + timedelta(days=(7 - first.weekday()) % 7)
        return [
            start + timedelta(weeks=week) for week in range(days // 7 + 1) if start + timedelta(weeks=week) <= last
        ]
    step = next(step for step in (1, 3, 6, 12, 24, 60, 120, 1200) if days / 30.4 / step <= 14)
    found, year, month = [], first.year, 1
    while (day := date(year, month, 1)) <= last:
        if day >= first:
            found.append(day)
        month += step
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return found


def _line(scores: Mapping[date, float], side: str, x: Place, first: date, last: date) -> list[str]:
    colour, dash = HAND[side]
    days = sorted(day for day in scores if first <= day <= last)
    path, dots, before = [], [], None
    for day in days:
        joined = before is not None and (day - before).days <= SILENCE
        path.append(f"{'L' if joined else 'M'}{x(day)} {_y(scores[day])}")
        before = day
    if len(days) <= 120:
        dots = [f'<circle cx="{x(day)}" cy="{_y(scores[day])}" r="1.4" fill="{colour}"/>' for day in days]
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    line = f'<path d="{"".join(path)}" fill="none" stroke="{colour}" stroke-width="1.4"{dashes} stroke-linejoin="round"/>'
    return [line, *dots] if days else []


def _track(
    side: str, steps: Sequence[Step], top: float, x: Place, first: date, last: date, language: str
) -> list[str]:
    """Bands of the prescribed load, the fuller the more may be borne; a name only where it has room."""
    own = sorted((step for step in steps if step.side == side), key=lambda step: step.start)
    parts = [_text(LEFT - 5, top + TRACK - 4.5, LABELS[language][side], anchor="end", fill=WASH[side], bold=True)]
    for step in own:
        end = min(step.until, last) if step.until else last
        if end < first or step.start > last:
            continue
        left, right = x(max(step.start, first)), x(end)
        fill = 0.08 + 0.1 * LOADS.index(step.status)
        parts.append(
            f'<rect x="{left:g}" y="{top:g}" width="{max(right - left, 0.8):g}" height="{TRACK:g}" fill="{WASH[side]}" '
            f'fill-opacity="{fill:g}" stroke="{WASH[side]}" stroke-width="0.5"/>'
        )
        name = f"{step.status} {step.amount}".strip()
        if right - left > 4.6 * len(name) + 4:
            parts.append(_text(left + 3, top + TRACK - 4.5, name, fill=INK))
    return parts


def lines_in_words(pains: Pains, today: date, language: str, *, plain: bool = False) -> list[str]:
    """What the chart shows, for those who read and do not look."""
    words = LABELS[language]
    found = []
    for side, name in (("left", words["Left"]), ("right", words["Right"]), ("", words["unsided"])):
        scores = pains.get(side, {})
        if not scores:
            continue
        lately = [score for day, score in scores.items() if 0 <= (today - day).days < 14]
        last = max(scores)
        found.append(
            words["pain_line_patient" if plain else "pain_line"].format(
                side=name, n=len(scores), last=f"{_score(scores[last], language)} ({day_words(last, language)})",
                median=_score(median(lately), language) if lately else words["median_none"],
                worst=_score(max(scores.values()), language),
            )
        )  # fmt: skip
    return found


def _score(value: float, language: str) -> str:
    return number(value, language, 0 if value == int(value) else 1)
