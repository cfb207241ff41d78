"""Where apps that must not know each other are joined."""

from backend.reminders import messages
from backend.sync import pull


def connect() -> None:
    """Let a phone's pull carry its messages. Safe to call twice."""
    if messages.changes_after not in pull.message_sources:
        pull.message_sources.append(messages.changes_after)
