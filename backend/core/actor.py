"""Who does something. Every action takes one as `by=`; none can be written without."""

from dataclasses import dataclass
from typing import Literal

# A recipient opened a link that a patient gave away: nobody here knows who that is.
Role = Literal["patient", "caregiver", "clinician", "administrator", "system", "recipient"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in the role in which they act now, or the system under a name.

    `address` is where the request came from; it is stored in the audit row and nowhere else.
    """

    role: Role
    user_id: int | None = None
    name: str = ""
    address: str | None = None
    token_id: int | None = None

    @classmethod
    def system(cls, name: str) -> "Actor":
        return cls(role="system", name=name)

    @property
    def is_clinical(self) -> bool:
        """May decide on loads and findings (a replay or an import acts for the clinician it quotes)."""
        return self.role in ("clinician", "system")
