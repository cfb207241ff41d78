"""Is it getting better: the sentence of `guidance.progress`, word for word as the phone says it."""

from collections.abc import Sequence
from math import ceil

from backend import languages

from ..progress import Progress
from .places import number, place_words


def progress_sentences(answers: Sequence[Progress], reader: str, language: str) -> list[str]:
    """One sentence for each place. `reader`: a `patient` is spoken to of "your" hip."""
    return [_sentence(one, reader, language) for one in answers]


def _sentence(one: Progress, reader: str, language: str) -> str:
    words = languages.table("progress", "sentence")[language]
    name = "lately_worse" if one.lately_worse and one.verdict != "too_few" else one.verdict
    text = str(words["too_few_one" if name == "too_few" and one.missing == 1 else name]).format(
        place=_place(one.place, reader, language), logged=one.logged, missing=one.missing,
        now=_figure(one.now, language), before=_figure(one.before, language), least=_up(one.least, language),
    )  # fmt: skip
    return f"{text} {words['newest_worse']}" if one.lately_worse and one.verdict == "too_few" else text


def _place(place: str, reader: str, language: str) -> str:
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
