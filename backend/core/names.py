"""Names: one line of letters that show as they are; and found as people type them.

A name is found as people type it: in small letters, and without the accents that their keyboard does not have.
"""

import re
import unicodedata
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import Lookup
from django.dispatch import receiver

from backend.core.errors import Refused

# Line breaks and other controls (Cc, U+2028, U+2029), and the signs that turn the direction of what follows: with those
# a name could look like another, or like a line of a letter of ours. Joiners (U+200C, U+200D) belong to some languages' words.
_NOT_IN_NAMES = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)


def is_one_line(text: str) -> bool:
    return not _NOT_IN_NAMES.search(text)


def one_line(field: str, text: str) -> str:
    """`text` when it may stand as a name, with plain spaces around it taken off; Refused names the field."""
    if not is_one_line(text):
        raise Refused(field, "expected one line of letters, without line breaks or signs that turn its direction")
    return text.strip()


# What is left of Latin, Greek and Cyrillic letters when their accents are taken apart from them.
_ACCENTS = r"[\u0300-\u036f]"
# Letters that carry no accent to take away: each is sought as what people write instead.
_ONE_FOR_ONE = ("øłđðıς", "olddiσ")
_TWO_FOR_ONE = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
_PLAIN = str.maketrans(dict(zip(*_ONE_FOR_ONE, strict=True)) | _TWO_FOR_ONE)


def folded(text: str | None) -> str:
    """Without case and accents: "Größmann" is "grossmann", "Żółć" is "zolc"."""
    plain = re.sub(_ACCENTS, "", unicodedata.normalize("NFKD", text or "")).lower()
    return plain.translate(_PLAIN)


def _folded_by_postgresql(name: str) -> str:
    """The same as `folded`, letter by letter; a test holds the two together."""
    sql = f"lower(regexp_replace(normalize({name}, NFKD), '{_ACCENTS}', '', 'g'))"
    sql = "translate({}, '{}', '{}')".format(sql, *_ONE_FOR_ONE)
    for sign, letters in _TWO_FOR_ONE.items():
        sql = f"replace({sql}, '{sign}', '{letters}')"
    return sql


class AsTyped(Lookup[str]):
    """`name__icontains` that finds "Größmann" by "GROSS" and "Inês" by "ines", on both databases alike.

    Nothing of what is typed is a pattern: a per cent sign is a per cent sign.
    """

    lookup_name = "icontains"

    def get_prep_lookup(self) -> str:
        return folded(str(self.rhs))

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        name, params = self.process_lhs(compiler, connection)
        wanted, more = self.process_rhs(compiler, connection)
        return f"instr(toh_folded({name}), {wanted}) > 0", (*params, *more)

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        name, params = self.process_lhs(compiler, connection)
        wanted, more = self.process_rhs(compiler, connection)
        return f"strpos({_folded_by_postgresql(name)}, {wanted}) > 0", (*params, *more)


@receiver(connection_created)
def _teach_sqlite(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function("toh_folded", 1, folded, deterministic=True)
