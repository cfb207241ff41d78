"""A replay as a page that a clinician reads: what was told, what was raised, what would have been sent."""

from collections.abc import Iterator
from datetime import date
from textwrap import fill
from typing import Any

from backend.exchange.replay.reader import History
from backend.exchange.replay.words import FRAME, STATES, URGENCIES, entry, reason, word
from backend.guidance import finding_title, reminder_title
from backend.languages.formats import date_in

WIDTH = 96
_MARK = {"now": "!!", "soon": "! ", "routine": "· ", "info": "  "}


def as_text(history: History, result: dict[str, Any], language: str = "en") -> str:
    """Day by day: entries, findings opened and closed, reminders; then what stands at the end."""
    return "\n".join(_Page(history, result, language).lines())


class _Page:
    def __init__(self, history: History, result: dict[str, Any], language: str) -> None:
        self.history, self.result, self.language = history, result, language
        self.frame: dict[str, Any] = FRAME[language]
        self.told: dict[int, list[str]] = {}
        for day, draft in history.drafts:
            self.told.setdefault(day, []).append(entry(draft.kind, draft.data, language))
        self.days = {day["day"]: day for day in result["days"]}

    def _on(self, day: date) -> str:
        return date_in(day, self.language, "with_weekday")

    def lines(self) -> Iterator[str]:
        yield from self._head()
        state = None
        for day in sorted({*self.told, *self.days}):
            if day > self.history.until:
                break
            seen = self.days.get(day)
            head = (
                f"{self.frame['day']} {day:>4}  {date_in(self.history.date_of(day), self.language, 'with_weekday')}"
            )
            if seen and seen["state"] != state:
                state = seen["state"]
                head += f"   [{STATES[self.language].get(state, state)}]"
            yield head
            for one in self.told.get(day, []):
                yield self._line("told", one)
            if seen:
                yield from self._happened(seen)
            yield ""
        yield from self._end()

    def _head(self) -> Iterator[str]:
        history = self.history
        born = f", {self.frame['born'].format(year=history.birth_year)}" if history.birth_year else ""
        yield f"{history.id} — {self.frame[history.sex]}{born}, {history.timezone}"
        if history.source:
            yield fill(history.source, WIDTH)
        yield self.frame["head"].format(version=self.result["guidance_version"], zero=self._on(history.day_zero))
        yield ""

    def _happened(self, seen: dict[str, Any]) -> Iterator[str]:
        for one in seen["opened"]:
            side = f", {word(one['side'], self.language)}" if one["side"] else ""
            urgency = URGENCIES[self.language].get(one["urgency"], one["urgency"])
            yield self._line(
                "opened",
                f"{finding_title(one['finding'], self.language)} ({one['finding']}{side}) — {urgency}, "
                f"{self.frame['source']} {' '.join(one['sources']) or self.frame['ours']}",
                _MARK[one["urgency"]],
            )
            words = one["clinician_text"] or one["patient_text"]
            yield fill(words, WIDTH, initial_indent=" " * 14, subsequent_indent=" " * 14)
        for one in seen["resolved"]:
            title = finding_title(one["finding"], self.language)
            yield self._line("closed", f"{title} ({one['finding']}) — {reason(one['reason'], self.language)}")
        for one in seen["reminders"]:
            title = reminder_title(one["reminder"], self.language)
            yield self._line("sends", f"{self.frame['to'][one['to']]}: {title} ({one['reminder']})")

    def _end(self) -> Iterator[str]:
        nothing = [self.frame["nothing"]]
        yield f"{self.frame['open']}:"
        for one in [f"{finding_title(f, self.language)} ({f})" for f in self.result["open_at_end"]] or nothing:
            yield "     " + one
        yield f"{self.frame['planned']}:"
        rows = self.result["scheduled_at_end"]
        for one in [self._planned(row) for row in rows] or nothing:
            yield "     " + one

    def _planned(self, row: dict[str, Any]) -> str:
        due = self._on(date.fromisoformat(row["due"]))
        title = reminder_title(row["reminder"], self.language)
        return f"{due}, {self.frame['to'][row['to']]}: {title} ({row['reminder']})"

    def _line(self, label: str, words: str, mark: str = "  ") -> str:
        return fill(
            words,
            WIDTH,
            initial_indent=f"  {mark} {self.frame[label]:<8} ",
            subsequent_indent=" " * 14,
            break_on_hyphens=False,
        )
