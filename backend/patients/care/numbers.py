"""Telephone numbers as people write them: a clinic's, and a patient's."""

import re
from typing import Any

from backend.core.errors import Refused

# As people write numbers: digits with what groups them. Extensions and words could not be dialled.
SHAPE = re.compile(r"^\+?[\d ()/.\-]+$")
FEWEST, MOST_DIGITS, LONGEST = 3, 15, 40


def telephone_number(wanted: Any) -> str:
    """The number as it was written, or nothing for none; Refused where it could not be dialled."""
    if not isinstance(wanted, str):
        raise Refused("phone", "expected a telephone number as text, or an empty text for none")
    number = " ".join(wanted.split())
    if not number:
        return ""
    digits = sum(character.isdigit() for character in number)
    if not SHAPE.match(number) or not FEWEST <= digits <= MOST_DIGITS or len(number) > LONGEST:
        raise Refused("phone", "expected a telephone number such as +351 258 000 000")
    return number
