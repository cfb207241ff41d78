"""Where apps that must not know each other are joined."""

from backend.core import ready
from backend.reminders import lateness as reminders
from backend.reminders import messages
from backend.sync import pull
from backend.tracking import lateness as assessments


def connect() -> None:
    """Let a phone's pull carry its messages, and `/readyz` know what waits. Safe to call twice."""
    if messages.changes_after not in pull.message_sources:
        pull.message_sources.append(messages.changes_after)
    ready.oldest_due |= {"assessment": assessments.oldest_due, "reminder": reminders.oldest_due}
