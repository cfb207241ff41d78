"""A name is found as people type it: in small letters, and without the accents that their keyboard does not have."""

import re
import unicodedata
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import Lookup
from django.dispatch import receiver

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
