"""Is it getting better: the sentence of `guidance.progress`, word for word as the phone says it."""

from collections.abc import Sequence
from datetime import date
from math import ceil

from backend import languages
from backend.exchange.report.loads import Reader
from backend.exchange.report.words import number, place_words
from backend.guidance import Facts, Thresholds
from backend.guidance.progress import Progress, progress_of


def progress_lines(facts: Facts, today: date, thresholds: Thresholds, reader: Reader, language: str) -> list[str]:
    """One sentence for each place."""
    return said(progress_of(facts, today, thresholds), reader, language)


def said(answers: Sequence[Progress], reader: Reader, language: str) -> list[str]:
    return [_sentence(one, reader, language) for one in answers]


def _sentence(one: Progress, reader: Reader, language: str) -> str:
    words = languages.table("progress", "sentence")[language]
    name = "lately_worse" if one.lately_worse and one.verdict != "too_few" else one.verdict
    text = str(words["too_few_one" if name == "too_few" and one.missing == 1 else name]).format(
        place=_place(one.place, reader, language), logged=one.logged, missing=one.missing,
        now=_figure(one.now, language), before=_figure(one.before, language), least=_up(one.least, language),
    )  # fmt: skip
    return f"{text} {words['newest_worse']}" if one.lately_worse and one.verdict == "too_few" else text


def _place(place: str, reader: Reader, language: str) -> str:
    site, side = place.split(":")
    if reader == "patient" and site == "hip":
        return str(languages.table("progress", "hip")[language][side])
    words = place_words(site, side, language)
    return words[:1].upper() + words[1:]


def _figure(value: float | None, language: str) -> str:
    return "–" if value is None else number(value, language, 0 if value == int(value) else 1)


def _up(value: float | None, language: str) -> str:
    """Rounded up, so that a difference that counts never reads as less than the least that does."""
    return _figure(None if value is None else ceil(value * 10 - 1e-9) / 10, language)
