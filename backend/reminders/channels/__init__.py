"""Ways out of the application. Each module: `NAME`, `ready(letter)`, `send(letter)`; see `base`."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from types import ModuleType

from backend.reminders.channels import email, sms, webpush

# Tried in this order, unless somebody chose another, until one has taken the letter. The inbox has it in any case.
# The names are those that people choose by.
WAYS: dict[str, ModuleType] = {"push": webpush, "email": email, "sms": sms}


def in_order(chosen: Sequence[str] = ()) -> list[ModuleType]:
    """The ways as somebody wants them tried; what they left out comes after."""
    return [WAYS[name] for name in dict.fromkeys([*chosen, *WAYS])]


def together() -> AbstractContextManager[None]:
    """Letters that are sent inside share what can be shared."""
    return email.together()
