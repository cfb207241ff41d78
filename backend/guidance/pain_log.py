"""The pain entries of one area, and what is read from them by the day; each reading is made once, when first asked."""

from __future__ import annotations

from functools import cached_property

from .facts import Fact, between


class Log:
    """Pain entries of one area, oldest first."""

    def __init__(self, entries: list[Fact] | None = None) -> None:
        self.entries: list[Fact] = entries if entries is not None else []

    @cached_property
    def _by_day(self) -> tuple[dict[int, float | None], set[int]]:
        tops: dict[int, float | None] = {}
        nameless: set[int] = set()
        for fact in self.entries:
            day, value = fact.day, fact.data.get("intensity")
            if value is None:
                nameless.add(day)
            before = tops.get(day)
            if before is None or (value is not None and value > before):
                tops[day] = value
        return tops, nameless

    @property
    def tops(self) -> dict[int, float | None]:
        """Each day with an entry, oldest first, and its highest value; None where no entry of the day has a number."""
        return self._by_day[0]

    @property
    def nameless(self) -> set[int]:
        """Days on which an entry has no number."""
        return self._by_day[1]

    @cached_property
    def days(self) -> list[int]:
        """Days with an entry, oldest first."""
        return list(self.tops)

    @cached_property
    def scored(self) -> tuple[list[int], list[float]]:
        """Days that have a value, and their values."""
        pairs = [(day, top) for day, top in self.tops.items() if top is not None]
        return [day for day, _ in pairs], [top for _, top in pairs]

    @cached_property
    def hurt_days(self) -> list[int]:
        """Days on which it hurt: an entry above 0, or of no stated intensity."""
        return [day for day, top in self.tops.items() if top is None or top > 0 or day in self.nameless]

    def of(self, day: int) -> list[Fact]:
        """The entries of a day."""
        return list(between(self.entries, [(day, day + 1)]))

    def keys(self, day: int) -> list[str]:
        """The ids of a day's entries."""
        return [fact.key for fact in between(self.entries, [(day, day + 1)])]


NOTHING = Log()


def hurts(fact: Fact) -> bool:
    """Whether a pain entry tells of pain: 0 does not, no stated intensity does."""
    value = fact.data.get("intensity")
    return value is None or value > 0
