"""Running a history day by day through the actions, the rules and the planning that serve the live system.

This is the one place outside `reminders` that drives it. Nothing is sent and nothing stays: all
happens in one transaction that is rolled back.

Most days of a diary change nothing. So each day that has entries, or that the rules named as their next, is asked in
memory first; the stored patient is assessed, by the live code, only on the days whose answer is another one.
"""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Min, QuerySet

from backend.core import clock
from backend.exchange.replay.reader import BY, History
from backend.guidance import GUIDANCE_VERSION, Assessment, DueItem, PatientFacts, assess, build_facts
from backend.patients.actions import register_patient
from backend.records.log.append import append
from backend.records.log.rows import Draft
from backend.reminders.models import Reminder
from backend.reminders.plan import plan
from backend.reminders.present import text_of
from backend.tracking.assessment import reassess
from backend.tracking.facts import thresholds_of
from backend.tracking.models import Finding
from backend.tracking.present import words_for

RESULT = "toh-replay-result/1"


def run(history: History, *, language: str = "en") -> dict[str, Any]:
    """The course of `history` as `toh-replay-result/1`; the database is left as it was."""
    with transaction.atomic():
        result = _Run(history, language).result()
        transaction.set_rollback(True)
    return result


class _Run:
    def __init__(self, history: History, language: str) -> None:
        self.history, self.language = history, language
        self.drafts: dict[int, list[Draft]] = {}
        for day, draft in history.drafts:
            self.drafts.setdefault(day, []).append(draft)
        self.zone = clock.zone(history.timezone)
        self.standing: dict[UUID, Finding] = {}
        self.told: list[Draft] = []
        self.case: tuple[Any, ...] | None = None
        self.due: tuple[DueItem, ...] = ()
        self.next_change: datetime | None = None
        self.next_due: datetime | None = None
        with clock.moved_to(self._noon(history.first_day)):
            self.patient = register_patient(
                by=BY,
                name=history.id[:150],
                sex=history.sex,
                birth_year=history.birth_year,
                timezone=history.timezone,
                risk_factors=history.risk_factors,
            )

    def _noon(self, day: int) -> datetime:
        return datetime.combine(self.history.date_of(day), time(12), self.zone).astimezone(UTC)

    def result(self) -> dict[str, Any]:
        days = []
        for day in range(self.history.first_day, self.history.until + 1):
            listed = self._day(day)
            if listed:
                days.append(listed)
        planned = self._planned().order_by("due_on", "kind", "to", "slot")
        return {
            "format": RESULT,
            "id": self.history.id,
            "guidance_version": GUIDANCE_VERSION,
            "days": days,
            "open_at_end": sorted({row.rule for row in self.standing.values()}),
            "scheduled_at_end": [
                {"reminder": row.kind, "due": row.due_on.isoformat(), "to": row.to} for row in planned
            ],
        }

    def _day(self, day: int) -> dict[str, Any] | None:
        """What happened on one day, or None when nothing did."""
        now = self._noon(day)
        with clock.moved_to(now):
            drafts = [one for draft in self.drafts.get(day, []) for one in self._applied(draft)]
            if drafts:
                append(patient_id=self.patient.pk, drafts=drafts, by=BY, source="replay")
                self.told += drafts
            opened: list[Finding] = []
            resolved: list[Finding] = []
            due = self.next_change is not None and self.next_change <= now
            if drafts or due:
                opened, resolved = self._settle(now, drafts)
            sent = self._would_send(day, now)
        if not (opened or resolved or sent):
            return None
        episodes = list(self.patient.episodes.order_by("number"))
        return {
            "day": day,
            "date": self.history.date_of(day).isoformat(),
            "state": episodes[-1].state if episodes else "none",
            "opened": [self._opened(row) for row in sorted(opened, key=_place)],
            "resolved": [
                {
                    "finding": row.rule,
                    "side": row.side or None,
                    "reason": row.resolved_note or row.resolved_reason,
                }
                for row in sorted(resolved, key=_place)
            ],
            "reminders": [
                {
                    "reminder": row.kind,
                    "to": row.to,
                    "due": row.due_on.isoformat(),
                    "text": text_of(row, language=self.language),
                }
                for row in sorted(sent, key=lambda row: (row.kind, row.to, row.subject, row.slot))
            ],
        }

    def _settle(self, now: datetime, drafts: list[Draft]) -> tuple[list[Finding], list[Finding]]:
        """Do what the live system would write on this day; what it opened, and what it resolved.

        Where only the due items are others, planning alone follows. The entries that an episode rests on are not
        stored with it, so they make no difference.
        """
        said = self._ask(now)
        self.next_change = said.next_change_at
        case = (said.findings, [replace(one, evidence=()) for one in said.episodes])
        if case != self.case:
            self.case, self.due = case, said.due
            reassess(self.patient.pk, now=now)
            self._look_ahead()
            return self._changes()
        if said.due != self.due or any(draft.kind == "setting" for draft in drafts):
            self.due = said.due
            plan(self.patient, said, now, list(self.standing.values()))
            self._look_ahead()
        return [], []

    def _ask(self, now: datetime) -> Assessment:
        about = PatientFacts(
            self.history.sex, self.history.birth_year, self.history.timezone, self.history.risk_factors
        )
        rows = [(str(draft.id), draft.kind, draft.day, draft.recorded_at, draft.data) for draft in self.told]
        return assess(build_facts(about, rows), now, thresholds_of(self.patient))

    def _planned(self) -> QuerySet[Reminder]:
        return Reminder.objects.guided().filter(patient=self.patient, state=Reminder.State.PLANNED)

    def _look_ahead(self) -> None:
        """Note when the next of the planned reminders is due: until then there is none to look for."""
        self.next_due = self._planned().aggregate(first=Min("due_at"))["first"]

    def _would_send(self, day: int, now: datetime) -> list[Reminder]:
        """Everything planned for this local day, marked as told; no channel is touched.

        The day's assessment has just withdrawn what is no longer wanted, so nothing is checked a second time.
        """
        midnight = datetime.combine(self.history.date_of(day) + timedelta(days=1), time(0), self.zone).astimezone(UTC)
        if self.next_due is None or self.next_due >= midnight:
            return []
        due = list(self._planned().filter(due_at__lt=midnight))
        if due:
            Reminder.objects.filter(pk__in=[row.pk for row in due]).update(
                state=Reminder.State.SENT, sent_at=now, next_at=None
            )
            self._look_ahead()
        return due

    def _applied(self, draft: Draft) -> list[Draft]:
        """The draft itself; an act on a finding as one for each of its subjects that is open (docs/replay-format.md).

        One that is not open is ignored, and so is a subject that opens on this day only: it was not there to be meant.
        """
        if draft.kind not in ("acknowledge", "resolve_finding"):
            return [draft]
        subjects = sorted(row.subject for row in self.standing.values() if row.rule == draft.data["finding"])
        return [
            replace(
                draft, id=uuid5(draft.id, subject) if index else draft.id, data={**draft.data, "subject": subject}
            )
            for index, subject in enumerate(subjects)
        ]

    def _changes(self) -> tuple[list[Finding], list[Finding]]:
        rows = {row.pk: row for row in Finding.objects.filter(patient=self.patient)}
        standing = {
            pk: row for pk, row in rows.items() if row.state in (Finding.State.OPEN, Finding.State.ACKNOWLEDGED)
        }
        opened = [row for pk, row in standing.items() if pk not in self.standing]
        resolved = [rows[pk] for pk in self.standing if pk not in standing]
        self.standing = standing
        return opened, resolved

    def _opened(self, row: Finding) -> dict[str, Any]:
        index_of = self.history.index_of
        audience = [name for name, shown in (("patient", row.for_patient), ("clinician", row.for_clinician)) if shown]
        return {
            "finding": row.rule,
            "urgency": row.urgency,
            "audience": audience,
            "side": row.side or None,
            "site": row.site or None,
            "evidence": sorted(index_of[key] for key in row.evidence if key in index_of),
            "sources": row.sources,
            "patient_text": words_for(row, "patient", self.language) if row.for_patient else "",
            "clinician_text": words_for(row, "clinician", self.language) if row.for_clinician else "",
        }


def _place(row: Finding) -> tuple[int, str, str]:
    return ("now", "soon", "routine", "info").index(row.urgency), row.rule, row.subject
