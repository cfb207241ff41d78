"""The shapes of what patients report and what clinics measure; importing this registers them."""

from backend.tracking.kinds import entries, results

__all__ = ["entries", "results"]
