"""The short titles of rules and reminders, as the guidance words them."""

from backend.guidance import FINDINGS, REMINDERS, finding_title, reminder_title


def reason_line(finding: str | None, reminder: str | None, language: str) -> str:
    """Why a patient stands where they stand, in a few words; empty when nothing asks for anything."""
    if finding in FINDINGS:
        return finding_title(finding, language)
    if reminder in REMINDERS:
        return reminder_title(reminder, language)
    return ""
