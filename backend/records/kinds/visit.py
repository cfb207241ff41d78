"""A visit to a doctor or physiotherapist, planned or past."""

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import KindModel, register


@register(
    "visit",
    action="note_visit",
    replay=None,
    example={"visit_on": "2026-06-01", "time": "10:30", "whom": "Dr Reis"},
    left_out={
        "rules": "a date in somebody's own calendar: no rule waits for it",
        "pdf": "it stands on the page for the appointment",
        "demo": "left for whoever tries the app",
    },
)
class Visit(KindModel):
    """`visit_on`: the day of the visit, which may lie ahead; `whom`: who is visited, in the person's own words."""

    visit_on: v.Day
    time: v.TimeOfDay | None = None
    whom: v.Name | None = None
