"""What comes more than two days after its reason asked for it comes as one line, not one by one.

Late is counted from the reason, so that a history that is entered afterwards does not ring for each of its dates.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from backend.reminders.alarms import overtaken
from backend.reminders.kinds import FOLDED, URGENT
from backend.reminders.models import Reminder

STALE = timedelta(hours=48)


def fold(rows: Sequence[Reminder], now: datetime) -> list[Reminder]:
    """The rows to tell, of those of one patient that are wanted now; the others are withdrawn as folded into one.

    The line keeps what it stands for, so that the inbox still names each. A row that was told before stays as it is.
    """
    fresh = [row for row in rows if row.state not in Reminder.SHOWN]
    gone = overtaken(fresh)
    for to in ("patient", "clinician"):
        late = [row for row in fresh if row.to == to and row.kind not in URGENT and now - row.nominal_at > STALE]
        if len(late) < 2:
            continue
        *older, last = sorted(late, key=lambda row: (row.nominal_at, row.pk))
        last.params = last.params | {"older": [{"reminder": row.kind, "params": row.params} for row in older]}
        gone += older
    for row in gone:
        row.state, row.withdrawn_reason = Reminder.State.WITHDRAWN, FOLDED
        row.next_at = row.claim = None
    return [row for row in rows if row not in gone]
