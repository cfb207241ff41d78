"""Second part of the second reading: is it worse, is it better, is she pregnant (§1). Nothing shared with `backend/guidance`."""

from __future__ import annotations

from statistics import median
from typing import Any

from tests.rules.oracle_story import NEVER, Event, Tale, hurts

CLOSE = 1e-9


def tops(tale: Tale, area: str, until: int) -> dict[int, float]:
    """Pain-logged days of the last 42 that have a value, with the day's highest."""
    out: dict[int, float] = {}
    for entry in reversed(tale.entries.get(area, [])):
        value = entry.data.get("intensity")
        if entry.day < until - 41:
            break
        if entry.day <= until and value is not None:
            out[entry.day] = max(out.get(entry.day, 0), value)
    return out


def moved(tale: Tale, area: str, day: int) -> int:
    """1: the scores rose, -1: they fell, 0: neither, as of a day."""
    known = tops(tale, area, day)
    last = sorted(known)[-3:]
    if len(last) < 3 or last[0] < day - 6:
        return 0
    now = median(known[d] for d in last)
    fortnight = [known[d] for d in known if last[0] - 14 <= d < last[0]]
    month = [known[d] for d in known if day - 41 <= d <= day - 28]
    if len(fortnight) < 3:
        return 0
    before = median(fortnight)
    for sign in (1, -1):
        if sign * (now - before) >= 2 - CLOSE:
            return sign
        slow = len(month) >= 3 and sign * (now - median(month)) >= 2 - CLOSE
        if slow and sign * (now - before) >= 0.5 - CLOSE:
            return sign
    return 0


def said(tale: Tale, area: str, day: int, word: str, ends: tuple[str, ...]) -> bool:
    """Was the word said in these seven days, and nothing that ends it since?"""
    words = [w for w in tale.words.get(area, []) if w.day <= day]
    for i, one in enumerate(words):
        ended = any(later.data["direction"] in ends for later in words[i + 1 :])
        if one.data["direction"] == word and day - 6 <= one.day and not ended:
            return True
    return False


def worse(tale: Tale, area: str, day: int) -> bool:
    return moved(tale, area, day) == 1 or said(tale, area, day, "worse", ("same", "better", "gone"))


def better(tale: Tale, area: str, day: int) -> bool:
    return moved(tale, area, day) == -1 or said(tale, area, day, "better", ("same", "worse", "returned"))


def better_when_asked(tale: Tale, area: str, day: int) -> bool:
    """Better on the day, or when the last entry came, where none came since."""
    if better(tale, area, day):
        return True
    days = [e.day for e in tale.entries.get(area, []) + tale.words.get(area, []) if e.day <= day]
    return bool(days) and better(tale, area, max(days))


class Carrying:
    """Pregnancies, births and breastfeeding, from all that was said until the evening."""

    def __init__(self, events: list[Event], postpartum: int = 365) -> None:
        self.spells: list[dict[str, Any]] = []
        now: dict[str, Any] | None = None
        birth: int | None = None
        fed: list[tuple[int, int, str, int]] = []
        births = {e.day for e in events if e.kind == "delivery"}
        told = [e for e in events if e.kind in ("pregnancy", "delivery")]
        for event in sorted(told, key=lambda e: (e.day, e.kind == "delivery", e.order)):
            day = event.day
            if event.kind == "delivery":
                if now is None and birth is not None and day - birth < 150:
                    continue
                if now is not None:
                    now["end"] = min(now["limit"], day)
                lmp = now["lmp"] if now is not None and now["lmp"] is not None else day - 280
                self.spells.append(
                    {"kind": "after", "start": day, "lmp": lmp, "born": day, "end": day + postpartum + 1}
                )
                fed.append((day, 0, "born", day))
                now, birth = None, day
            elif event.data.get("ended"):
                if now is not None and day not in births:
                    now["end"] = min(now["limit"], day)
                    now = None
            else:
                lmp = None
                if event.data.get("due_on") is not None:
                    lmp = event.data["due_on"] - 280
                elif event.data.get("gestation_week") is not None:
                    lmp = day - int(event.data["gestation_week"] * 7 + 0.05)
                if now is None and birth is not None and (birth == day or (lmp is not None and lmp < birth - 14)):
                    continue
                if now is not None:
                    if lmp is None:
                        continue
                    now["end"] = min(now["limit"], day)
                limit = (day if lmp is None else lmp) + 308
                now = {"kind": "with", "start": day, "lmp": lmp, "born": None, "end": NEVER, "limit": limit}
                self.spells.append(now)
        for spell in list(self.spells):
            if spell["kind"] == "with" and spell["end"] >= spell["limit"]:
                spell["end"] = spell["limit"]
                if spell["lmp"] is not None:
                    born = spell["lmp"] + 280
                    self.spells.append(
                        {
                            "kind": "after",
                            "start": spell["end"],
                            "lmp": spell["lmp"],
                            "born": born,
                            "end": born + postpartum + 1,
                        }
                    )
                    fed.append((spell["end"], 0, "born", born))
        self.spells = [s for s in self.spells if s["start"] < s["end"]]
        for event in events:
            if event.kind == "breastfeeding":
                fed.append((event.day, 1 + event.order, event.data.get("status") or "unknown", 0))
        self.fed = sorted(fed)

    def within(self, day: int, kind: str) -> bool:
        return any(s["kind"] == kind and s["start"] <= day < s["end"] for s in self.spells)

    def third(self, day: int) -> bool:
        return any(
            s["kind"] == "with" and s["start"] <= day < s["end"] and (s["lmp"] is None or day >= s["lmp"] + 196)
            for s in self.spells
        )

    def watched(self, day: int) -> bool:
        return self.third(day) or self.within(day, "after")

    def held(self, day: int) -> bool:
        """DEXA is held from her."""
        soon = any(
            s["kind"] == "after" and s["start"] <= day < s["end"] and day <= s["born"] + 60 for s in self.spells
        )
        return self.within(day, "with") or soon

    def feeding(self, day: int) -> bool:
        word, born = "", None
        for on, _, said_, birth in self.fed:
            if on <= day:
                word = "unknown" if said_ == "born" else said_
                born = birth if said_ == "born" else born
        return word == "yes" or (word == "unknown" and born is not None and day <= born + 365)

    def no_drugs(self, day: int) -> bool:
        return self.within(day, "with") or self.feeding(day)


def hurt_on(tale: Tale, area: str, day: int) -> bool:
    return any(e.day == day and hurts(e) for e in tale.entries.get(area, []))
