"""Taking a device's entries: one validation pass, one transaction, one answer for each item in order."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.core import clock
from backend.core.actor import Actor
from backend.core.errors import Refused
from backend.patients.models import Patient
from backend.records.decisions import check_aid, check_decision
from backend.records.drafts import draft_of
from backend.records.log.append import append
from backend.records.log.rows import Draft, Outcome, refusal


def push(*, patient: Patient, items: Sequence[Any], by: Actor, sent_at: datetime | None = None) -> list[Outcome]:
    """Validate each item by itself and store the good ones; a refused one holds up none of the others.

    `sent_at`: what the device's clock showed on sending; it tells how far that clock is off.
    """
    outcomes: list[Outcome | None] = []
    drafts: list[Draft] = []
    places: list[int] = []
    seen: dict[UUID, Draft] = {}
    now = clock.now()
    off = round((sent_at - now).total_seconds()) if sent_at else None
    for place, item in enumerate(items):
        outcomes.append(None)
        try:
            if isinstance(item, dict):
                for name in ("id", "recorded_at"):
                    if item.get(name) is None:
                        raise Refused(name, "missing: an entry of a device names it")
            draft = draft_of(item, by=by, default_zone=patient.timezone, now=now, clock_off=off)
            check_decision(patient.pk, draft, drafts)
            check_aid(draft)
        except Refused as error:
            outcomes[place] = refusal(_id_of(item), error)
            continue
        if draft.id in seen:
            same = seen[draft.id] == draft
            outcomes[place] = (
                Outcome(draft.id, "identical")
                if same
                else Outcome(draft.id, "refused", "id", "expected a new id: this one names another entry")
            )
            continue
        seen[draft.id] = draft
        drafts.append(draft)
        places.append(place)
    for place, outcome in zip(
        places, append(patient_id=patient.pk, drafts=drafts, by=by) if drafts else [], strict=True
    ):
        outcomes[place] = outcome
    return [outcome for outcome in outcomes if outcome is not None]


def _id_of(item: Any) -> Any:
    return item.get("id") if isinstance(item, dict) else None
