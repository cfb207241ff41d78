"""The contract of a channel: one letter in, one of three answers out.

`Sent`: the other side has taken it. `Permanent`: it never will; do not ask again. `Transient`: ask later, not before
`wait` if that is given. `detail` is a machine code for the attempt's row: never an address, never words.
A letter carries no clinical words: others see lock screens and subject lines.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from backend.reminders.channels.words import news
from backend.reminders.models import PushSubscription


@dataclass(frozen=True, slots=True)
class Letter:
    """What one recipient is told outside the application: that something waits for them inside it.

    `key` and `round` stay the same when the same letter is sent again, so that a second copy replaces the first.
    """

    recipient: str
    key: UUID
    round: int
    count: int
    kinds: tuple[str, ...]
    language: str
    line: str = ""
    desk: bool = False
    patient: UUID | None = None
    urgent: bool = False
    address: str = ""
    phone: str = ""
    subscriptions: tuple[PushSubscription, ...] = field(default=(), repr=False)

    @property
    def says(self) -> str:
        """The one sentence that others may see."""
        return self.line or news(self.count, self.language)

    @property
    def path(self) -> str:
        """Where a tap leads: a clinician to the one patient it is about, else to the list."""
        if not self.desk:
            return "/more/messages"
        return f"/patients/{self.patient}" if self.patient else "/"

    @property
    def topic(self) -> str:
        """32 letters of the URL-safe alphabet: as long as a push topic may be (RFC 8030 §5.4)."""
        return f"{self.key.int ^ self.round:032x}"


@dataclass(frozen=True, slots=True)
class Sent:
    detail: str = ""
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Permanent:
    detail: str


@dataclass(frozen=True, slots=True)
class Transient:
    detail: str
    wait: timedelta | None = None


Answer = Sent | Permanent | Transient
