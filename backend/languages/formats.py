"""Numbers and dates as a language writes them: the one place, from each language's `formats.toml`."""

from datetime import date
from typing import Any

from backend.languages import part


def written(text: str, language: str) -> str:
    """A number that Python wrote (`1,234.5`, `-1.5`) with the language's own signs and a real minus.

    >>> written("1,234.5", "de"), written("-1.5", "en")
    ('1.234,5', '−1.5')
    """
    signs = _of(language)
    return text.replace("-", "−").translate(str.maketrans(",.", signs["thousands"] + signs["decimal"]))


def date_in(day: date, language: str, form: str = "long") -> str:
    """`12 March 2026`, `12. März 2026`; `form` is `long`, `short` or `with_weekday`."""
    words = _of(language)
    return str(words[form]).format(
        day=day.day,
        number=day.month,
        month=words["months"][day.month - 1],
        month_short=words["months_short"][day.month - 1],
        weekday=words["weekdays"][day.weekday()],
        year=day.year,
    )


def _of(language: str) -> dict[str, Any]:
    return part("formats")[language]
