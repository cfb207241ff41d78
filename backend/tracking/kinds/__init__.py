"""The shapes of what patients report and what clinics measure; importing this registers them."""

from backend.tracking.kinds import entries, questionnaires, results

__all__ = ["entries", "questionnaires", "results"]
