"""Reminders that belong to no clinical question: log today, and call when nobody has answered."""

from collections.abc import Iterator

from backend.guidance.history import History
from backend.guidance.registry import RULES, P, due, reminder
from backend.guidance.types import DueItem


@reminder(
    "log-today", (P,), "",
    en="At the patient's chosen local time, on days with no entry.",
    de="Zur gewählten Uhrzeit, an Tagen ohne Eintrag.",
)  # fmt: skip
def log_today(history: History) -> Iterator[DueItem]:
    chosen = history.settings().get("log_reminder_at")
    if not chosen or not chosen[0]:
        return
    entered = bool(history.entry_days) and history.entry_days[-1] == history.today
    for day in range(history.today + entered, history.today + max(1, history.horizon) + 1):
        params = {"time": str(chosen[0])}
        yield due("log-today", P, day, "", history.iso(day), "no-entry", at="log_time", params=params)


@reminder(
    "contact-clinician", (P,), "",
    en="24 hours after a finding of urgency now that the patient sees and nobody has acknowledged, and again at 72 hours (defaults of this software).",
    de="24 Stunden nach einem dringenden Hinweis, den die Patientin oder der Patient sieht und den niemand bestätigt hat, und noch einmal nach 72 Stunden (Voreinstellungen dieser Software).",
)  # fmt: skip
def contact_clinician(history: History) -> Iterator[DueItem]:
    """One message for all findings that opened on one day and still wait."""
    waiting: dict[int, list[str]] = {}
    for life in history.lives:
        rule = RULES[life.rule]
        if rule.urgency == "now" and P in rule.who and life.acknowledged is None:
            if life.opened <= history.today < life.closed:
                waiting.setdefault(life.opened, []).append(rule.id)
    for opened, ids in sorted(waiting.items()):
        for slot, after in (("24h", 1), ("72h", int(history.th.contact_again_days))):
            yield due(
                "contact-clinician", P, opened + after, f"opened:{history.iso(opened)}", slot, "not-acknowledged",
                at="after_finding", params={"findings": ", ".join(sorted(set(ids)))},
            )  # fmt: skip
