"""The short titles of rules and reminders, as the guidance words them."""

from typing import Any

from backend.guidance import FINDINGS, REMINDERS


def reason_line(reason: dict[str, Any], language: str) -> str:
    """Why a patient stands where they stand, in a few words; empty when nothing asks for anything."""
    if "finding" in reason and reason["finding"] in FINDINGS:
        return FINDINGS[reason["finding"]].title(language)
    if "reminder" in reason and reason["reminder"] in REMINDERS:
        return REMINDERS[reason["reminder"]].title(language)
    return ""
