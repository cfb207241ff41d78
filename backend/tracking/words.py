"""The short titles of rules and reminders, as the guidance words them."""

from typing import Any

from backend.guidance import FINDINGS, REMINDERS, finding_title, reminder_title


def reason_line(reason: dict[str, Any], language: str) -> str:
    """Why a patient stands where they stand, in a few words; empty when nothing asks for anything."""
    if reason.get("finding") in FINDINGS:
        return finding_title(reason["finding"], language)
    if reason.get("reminder") in REMINDERS:
        return reminder_title(reason["reminder"], language)
    return ""
