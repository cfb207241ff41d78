"""Ways out of the application. Each module: `NAME`, `ready(letter)`, `send(letter)`; see `base`."""

from contextlib import AbstractContextManager
from types import ModuleType

from backend.reminders.channels import email, sms, webpush

# Tried in this order for one recipient, until one has taken the letter. The inbox has it in any case.
ORDER: tuple[ModuleType, ...] = (webpush, email, sms)


def together() -> AbstractContextManager[None]:
    """Letters that are sent inside share what can be shared."""
    return email.together()
