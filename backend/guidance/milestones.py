"""Half a year, a year, and a quiet week: when is it time for someone to look?"""

from collections.abc import Iterator

from backend.guidance.days import FAR, Spans, complement, intersect, union
from backend.guidance.episodes import Episode
from backend.guidance.facts import ENTRIES
from backend.guidance.history import History
from backend.guidance.registry import C, Claim, P, Span, due, finding, reminder
from backend.guidance.types import DueItem, Row
from backend.guidance.words import hurts, pain_joints


def symptoms(history: History) -> list[Row]:
    """Entries that say that something is still wrong: pain at a leg, worse or returned, no weight possible."""
    rows = [row for row in history.of("pain") if hurts(row.data) and pain_joints(row.data)]
    rows += [row for row in history.of("change") if row.data.get("direction") in ("worse", "returned")]
    rows += [row for row in history.of("weight_bearing") if row.data.get("status") == "UNABLE"]
    rows.sort(key=lambda row: (row[0], row[1], row[2]))
    return rows


def _twelve_months(history: History, episode: Episode) -> Spans:
    """Days from day 365 after onset, or after a delivery of this episode where that is later, as known then."""
    days = int(history.th.twelve_months_days)
    spans: Spans = []
    since, counted = episode.founded_on, episode.onset
    for delivery in [day for day in history.expecting.deliveries() if day > episode.onset] + [FAR]:
        spans.append((max(since, counted + days), delivery))
        since = counted = delivery
    return intersect(union(spans), [episode.open_days])


def _unresolved(history: History, episode: Episode, late: Spans) -> Claim:
    rows = symptoms(history)
    recent = union((row.day, row.day + int(history.th.symptom_days)) for row in rows)
    spans = intersect(late, recent)

    def span(a: int, b: int) -> Span:
        seen = [row.key for row in rows if row.day <= a]
        return Span(a, b, tuple(seen[-1:]), {"onset": history.iso(episode.onset), "days": a - episode.onset})

    return Claim("condition", f"episode:{episode.number}", None, None, tuple(span(a, b) for a, b in spans))


@finding(
    "not-resolved-six-months", (P, C), "routine", "000 001",
    en="From day 183 after onset, not resolved, symptoms logged in the last 30 days.",
    de="Ab Tag 183 nach Beginn, nicht abgeklungen, Beschwerden in den letzten 30 Tagen eingetragen.",
)  # fmt: skip
def not_resolved_six_months(history: History) -> Iterator[Claim]:
    for episode in history.story.episodes:
        start = max(episode.founded_on, episode.onset + int(history.th.six_months_days))
        yield _unresolved(history, episode, intersect([(start, FAR)], [episode.open_days]))


@finding(
    "not-resolved-twelve-months", (C, P), "soon", "000 001 003",
    en="From day 365 after onset, or after delivery where that is later, not resolved, symptoms logged in the last 30 days.",
    de="Ab Tag 365 nach Beginn, oder nach der Geburt, wenn das später ist, nicht abgeklungen, Beschwerden in den letzten 30 Tagen eingetragen.",
)  # fmt: skip
def not_resolved_twelve_months(history: History) -> Iterator[Claim]:
    for episode in history.story.episodes:
        yield _unresolved(history, episode, _twelve_months(history, episode))


@reminder(
    "recovery-review-six-months", (C, P), "000 001 003",
    en="Day 183 after onset while not resolved, whether or not symptoms were logged.",
    de="Tag 183 nach Beginn, solange nicht abgeklungen, mit oder ohne eingetragene Beschwerden.",
)  # fmt: skip
@reminder(
    "recovery-review-twelve-months", (C, P), "000 001 003",
    en="Day 365 after onset, or after delivery where that is later, while not resolved.",
    de="Tag 365 nach Beginn, oder nach der Geburt, wenn das später ist, solange nicht abgeklungen.",
)  # fmt: skip
def recovery_reviews(history: History) -> Iterator[DueItem]:
    episode = history.story.current
    if episode is None or episode.resolved_on is not None:
        return
    deliveries = [day for day in history.expecting.deliveries() if day > episode.onset]
    year = max([episode.onset, *deliveries]) + int(history.th.twelve_months_days)
    half = episode.onset + int(history.th.six_months_days)
    for id, day in (("recovery-review-six-months", half), ("recovery-review-twelve-months", year)):
        for to in (C, P):
            params = {"onset": history.iso(episode.onset)}
            yield due(id, to, max(day, episode.founded_on), f"episode:{episode.number}", "once", "not-resolved", params=params)


@finding(
    "no-recent-entries", (C,), "routine", "", about_hip=False,
    en="No entry by the patient for 7 days in an active episode (a default of this software).",
    de="Seit 7 Tagen kein Eintrag in einer aktiven Episode (eine Voreinstellung dieser Software).",
)  # fmt: skip
def no_recent_entries(history: History) -> Iterator[Claim]:
    quiet = int(history.th.quiet_days)
    logged = union((day, day + quiet) for day in history.entry_days)
    last = {row.day: row.key for kind in ENTRIES for row in history.of(kind)}
    for episode in history.story.episodes:
        start, end = episode.active_days
        # The seven days lie in the active episode (case preg_24f: day 14, not 13).
        spans = intersect(complement(logged), [(start + quiet, end)]) if start < FAR else []
        made = []
        for a, b in spans:
            seen = [day for day in history.entry_days if day <= a]
            keys = (last[seen[-1]],) if seen else tuple(episode.evidence[-1:])
            made.append(Span(a, b, keys, {"days": quiet}))
        yield Claim("condition", f"episode:{episode.number}", None, None, tuple(made))
