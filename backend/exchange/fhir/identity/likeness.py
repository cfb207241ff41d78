"""What speaks against two descriptions being of one person. Names, days of birth and sex never speak for it."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "æ": "ae", "å": "aa"})
# Titles and what stands before a surname in its place do not tell people apart.
TITLES = frozenset({"dr", "prof", "med", "mr", "mrs", "ms", "miss", "herr", "frau", "sir", "jr", "sr"})


@dataclass(frozen=True, slots=True)
class Likeness:
    """Every name that somebody is given, the day of birth as far as it is known, and the sex."""

    names: tuple[str, ...] = ()
    born: str = ""
    sex: str = "unknown"


def against(one: Likeness, other: Likeness, *, same_resource: bool = False) -> tuple[str, str] | None:
    """(element of Patient, what was expected there) where the two cannot be taken for one person.

    With the same whole day of birth somebody may have taken another family name; and any other name where a server says
    so of its own resource (`same_resource`). Twins have the day and the family in common, not the given name.
    """
    length = min(len(one.born), len(other.born))
    if length and one.born[:length] != other.born[:length]:
        return "birthDate", f"expected {other.born}, as who has this number or id was born"
    if "unknown" not in (one.sex, other.sex) and one.sex != other.sex:
        return "gender", f"expected {other.sex}, as who has this number or id is"
    if one.names and other.names and not names_agree(one.names, other.names):
        renamed = length == 10 and (same_resource or _given_agree(one.names, other.names))
        if not renamed:
            return "name", "expected the name of who has this number or id; somebody else's stands here"
    return None


def numbers_against(some: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]]) -> bool:
    """Whether both have numbers of one system, and none in common: two people of one register."""
    mine, theirs = set(some), set(others)
    systems = {system for system, _ in mine} & {system for system, _ in theirs}
    return any(
        not {value for where, value in mine if where == system}
        & {value for where, value in theirs if where == system}
        for system in systems
    )


def _given_agree(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return bool({_given(name) for name in some} & {_given(name) for name in others} - {""})


def _given(name: str) -> str:
    """The first given name: the first word, or the first after a comma (`Nord, Anna`)."""
    words = _words(name.partition(",")[2] or name, _as_written)
    return words[0] if words else ""


def names_agree(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether any of the names may be another one's: the same words, or all of the shorter in the longer."""
    return any(
        _within(first, second) or _within(second, first)
        for fold in (_as_written, _as_typed)
        for first in (_words(one, fold) for one in some)
        for second in (_words(other, fold) for other in others)
    )


def _within(shorter: list[str], longer: list[str]) -> bool:
    left = list(longer)
    for word in shorter:
        # An initial stands for any name that it begins.
        fitting = next((one for one in left if one == word or (len(word) == 1 and one.startswith(word))), None)
        if fitting is None:
            return False
        left.remove(fitting)
    return bool(shorter)


def _words(name: str, fold: Callable[[str], str]) -> list[str]:
    return [word for word in re.findall(r"\w+", fold(name)) if word not in TITLES]


def _as_written(name: str) -> str:
    """`Süd` as `sud`, as systems write it that know no umlauts."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _as_typed(name: str) -> str:
    """`Süd` as `sued`, as people type it."""
    return _as_written(unicodedata.normalize("NFC", name.lower()).translate(UMLAUTS))
