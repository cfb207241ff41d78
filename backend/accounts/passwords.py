"""How easily a password is guessed: by the lists of those that were found in breaches and by how people build theirs.

Nobody outside is asked: the lists (30,000 and 20,000 common passwords, names, words) come with zxcvbn and Django. What zxcvbn
does not know are German words; and a word with a year or some signs behind it is refused however the count ends.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from zxcvbn import zxcvbn
from zxcvbn.frequency_lists import FREQUENCY_LISTS

READ = 72  # zxcvbn reads no more, and a longer one is not easier to guess
ENOUGH = 3
# Of words that people begin a password with and English lists do not have; the product's own among them.
WORDS = frozenset(
    [
        "fruehling",
        "frühling",
        "sommer",
        "herbst",
        "winter",
        "januar",
        "februar",
        "maerz",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
        "passwort",
        "kennwort",
        "geheim",
        "hallo",
        "willkommen",
        "schatz",
        "liebling",
        "ficken",
        "arschloch",
        "fussball",
        "fußball",
        "bayern",
        "schalke",
        "berlin",
        "hamburg",
        "muenchen",
        "münchen",
        "koeln",
        "köln",
        "deutschland",
        "oesterreich",
        "österreich",
        "schweiz",
        "krankenhaus",
        "klinik",
        "praxis",
        "physio",
        "physiotherapie",
        "therapie",
        "therapeut",
        "patient",
        "patientin",
        "doktor",
        "huefte",
        "hüfte",
        "hueftschmerz",
        "hüftschmerz",
        "schmerz",
        "schmerzen",
        "knochen",
        "gesundheit",
        "computer",
        "laptop",
        "internet",
        "testtest",
        "blume",
        "sonne",
        "clinic",
        "hospital",
        "physiotherapy",
        "physiotherapist",
        "doctor",
        "nurse",
        "health",
        "recovery",
        "osteoporosis",
        "crutch",
        "crutches",
        "spring",
        "summer",
        "autumn",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "october",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "tohtracker",
        "toh",
        "tracker",
    ]
)
_LEET = str.maketrans("@4301!5$7", "aaeoiisst")
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
# So many digits and signs around a word are no more than a year and an exclamation mark.
FEW_SIGNS = 8
SAY = {
    "listed": {
        "en": "This is a common word with a few digits or signs. Use several words that do not belong together.",
        "de": "Das ist ein häufiges Wort mit ein paar Ziffern oder Zeichen. Nehmen Sie mehrere Wörter, die nicht "
        "zusammengehören.",
    },
    "weak": {
        "en": "This password is too easily guessed. Use several words that do not belong together.",
        "de": "Dieses Passwort lässt sich zu leicht erraten. Nehmen Sie mehrere Wörter, die nicht zusammengehören.",
    },
}


@dataclass(frozen=True, slots=True)
class Strength:
    """`score` from 0 to 4, as zxcvbn counts; `why` names what is wrong, and is empty for one that may be used."""

    score: int
    why: str = ""

    @property
    def enough(self) -> bool:
        return not self.why

    def says(self) -> str:
        language = "de" if (get_language() or "en").startswith("de") else "en"
        return SAY[self.why][language] if self.why else ""


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    common = CommonPasswordValidator().passwords
    return frozenset(common) | frozenset(FREQUENCY_LISTS["passwords"]) | WORDS


def strength_of(password: str, *, about: tuple[str, ...] = ()) -> Strength:
    """`about`: what others know of the person, an address or a name: no part of it helps."""
    given = password[:READ]
    own = [part for one in about for part in re.split(r"[\W_]+", one.lower()) if len(part) > 2]
    score = int(zxcvbn(given, user_inputs=[*own, *WORDS])["score"]) if given else 0
    plain = given.lower()
    for read in {plain, plain.translate(_LEET)}:
        word = _AROUND.sub("", read)
        if len(plain) - len(word) <= FEW_SIGNS and (word in _listed() or word in own):
            return Strength(min(score, 1), "listed")
    return Strength(score, "" if score >= ENOUGH else "weak")


class StrengthValidator:
    """For `AUTH_PASSWORD_VALIDATORS`."""

    def validate(self, password: str, user: Any = None) -> None:
        about = (getattr(user, "email", "") or "", getattr(user, "name", "") or "")
        found = strength_of(password, about=about)
        if not found.enough:
            raise ValidationError(found.says(), code=f"password_{found.why}")

    def get_help_text(self) -> str:
        return SAY["weak"]["en"]
