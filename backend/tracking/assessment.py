"""Asking the rules, and keeping what they answer: findings, episodes, the worklist's row, the next moment."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.dispatch import Signal

from backend.core import clock
from backend.core.actor import Actor
from backend.core.statements import together, update
from backend.guidance import GUIDANCE_VERSION, Assessment, assess
from backend.guidance import FindingState as Said
from backend.patients.models import Episode, EpisodeSite, Patient
from backend.records.log.append import bump
from backend.tracking.facts import facts_of, thresholds_of
from backend.tracking.history import keep_history
from backend.tracking.models import Finding
from backend.tracking.standing import episodes_of, findings_of, locked
from backend.tracking.summary import write_summary

# Sent inside the transaction with `patient`, `facts`, `assessment`, `now` and `findings`: the layer above plans its
# reminders from it.
assessed = Signal()


@transaction.atomic
def reassess(patient_id: UUID, *, now: datetime | None = None, by: Actor | None = None) -> Assessment:
    """Assess one patient from all that the log holds, and settle what follows, in one transaction.

    Doing it again with the same log writes nothing but the time of the assessment. `by` is who acted on a
    finding just now, for the finding's history.
    """
    now = now or clock.now()
    patient = locked(patient_id)
    facts = facts_of(patient)
    result = assess(facts, now, thresholds_of(patient))
    seq_before = patient.seq
    openings = _settle_findings(patient, result, now, by)
    episodes_changed = _settle_episodes(patient, result)
    summary_changed = write_summary(patient, result, facts, openings)
    if episodes_changed or summary_changed:
        patient.seq += 1
        patient.profile_seq = patient.seq
    assessed.send(Patient, patient=patient, facts=facts, assessment=result, now=now, findings=openings)
    patient.assessed_at = now
    patient.reassess_at = result.next_change_at
    patient.rules_version = GUIDANCE_VERSION
    fields = ["assessed_at", "reassess_at", "rules_version"]
    if patient.seq != seq_before:
        fields += ["seq", "profile_seq"]
    together(update(patient, *fields))
    return result


def _values(said: Said) -> dict[str, Any]:
    return {
        "rule_version": said.rule_version,
        "side": said.side or "",
        "site": said.site or "",
        "urgency": said.urgency,
        "for_patient": "patient" in said.audience,
        "for_clinician": "clinician" in said.audience,
        "state": said.state,
        "opened_on": said.opened_on,
        "acknowledged_on": said.acknowledged_on,
        "acknowledged_by": UUID(said.acknowledged_key) if said.acknowledged_key else None,
        "resolved_on": said.resolved_on,
        "resolved_reason": said.resolved_reason or "",
        "resolved_note": said.resolved_note or "",
        "evidence": list(said.evidence),
        "sources": list(said.sources),
        "params": {name: _plain(value) for name, value in said.params.items()},
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value


def _settle_findings(patient: Patient, result: Assessment, now: datetime, by: Actor | None) -> list[Finding]:
    """Make the stored findings say what the rules say, keeping each row's identity where it can be kept.

    Openings of one rule about one subject are matched by their first day, then in order; a stored opening
    that the records no longer give is withdrawn, not deleted.
    """
    stored: dict[tuple[str, str], list[Finding]] = {}
    before: dict[UUID, str] = {}
    for row in findings_of(patient):
        stored.setdefault((row.rule, row.subject), []).append(row)
        before[row.pk] = row.state
    wanted: dict[tuple[str, str], list[Said]] = {}
    for said in result.findings:
        wanted.setdefault((said.id, said.subject), []).append(said)
    create: list[Finding] = []
    changed: list[Finding] = []
    kept: list[Finding] = []
    for key in {**wanted, **stored}:
        for said_, row_ in _pairs(wanted.get(key, []), stored.get(key, [])):
            if said_ is None:
                if row_ and row_.state != Finding.State.WITHDRAWN:
                    row_.state = Finding.State.WITHDRAWN
                    row_.resolved_on = result.today
                    row_.resolved_reason = _withdrawn_by(patient)
                    changed.append(row_)
                continue
            values = _values(said_)
            if row_ is None:
                row_ = Finding(patient=patient, rule=said_.id, subject=said_.subject, opened_at=now, **values)
                create.append(row_)
            elif row_.take(values):
                changed.append(row_)
            kept.append(row_)
    bump(patient, [*create, *changed])
    if create:
        Finding.objects.bulk_create(create)
    if changed:
        Finding.objects.bulk_update(changed, [*Finding.SETTLED, "seq"])
    stepped = [row for row in [*create, *changed] if before.get(row.pk) != row.state]
    if stepped:
        keep_history(stepped, patient, now=now, by=by)
    return kept


def _withdrawn_by(patient: Patient) -> str:
    """Why an opening is there no more: another version of the rules says so, or the entries are others."""
    new_rules = patient.rules_version and patient.rules_version != GUIDANCE_VERSION
    return f"rule:guidance-{GUIDANCE_VERSION}" if new_rules else "rule:records-changed"


def _pairs(said: list[Said], rows: list[Finding]) -> list[tuple[Said | None, Finding | None]]:
    by_day: dict[date, list[Finding]] = {}
    for row in rows:
        by_day.setdefault(row.opened_on, []).append(row)
    pairs: list[tuple[Said | None, Finding | None]] = []
    rest: list[Said] = []
    for one in said:
        same_day = by_day.get(one.opened_on)
        if same_day:
            pairs.append((one, same_day.pop(0)))
        else:
            rest.append(one)
    left = [row for same_day in by_day.values() for row in same_day]
    left.sort(key=lambda row: (row.state == Finding.State.WITHDRAWN, row.opened_on))
    for index in range(max(len(rest), len(left))):
        pairs.append((rest[index] if index < len(rest) else None, left[index] if index < len(left) else None))
    return pairs


def _settle_episodes(patient: Patient, result: Assessment) -> bool:
    """Make the projection of episodes and sites say what the rules say; True when anything differed."""
    stored = episodes_of(patient)
    changed = False
    for said in result.episodes:
        values = {
            "state": said.state,
            "onset": said.onset,
            "diagnosed_on": said.diagnosed_on,
            "resolved_on": said.resolved_on,
            "resolved_basis": said.resolved_basis or "",
        }
        row = stored.pop(said.number, None)
        sites = {(site.site, site.side, site.onset, site.resolved_on) for site in said.sites}
        if row is None:
            key = Episode.objects.create(patient=patient, number=said.number, **values).pk
            there: set[tuple[Any, ...]] = set()
            changed = True
        else:
            key, there = row.pk, row.sites
            if row.values != values:
                Episode.objects.filter(pk=row.pk).update(**values)
                changed = True
        if there != sites:
            EpisodeSite.objects.filter(episode_id=key).delete()
            EpisodeSite.objects.bulk_create(
                EpisodeSite(episode_id=key, site=site, side=side, onset=onset, resolved_on=resolved)
                for site, side, onset, resolved in sorted(sites, key=str)
            )
            changed = True
    if stored:
        Episode.objects.filter(pk__in=[row.pk for row in stored.values()]).delete()
        changed = True
    return changed


def claim_due(
    *, now: datetime | None = None, limit: int = 200, lease: timedelta = timedelta(minutes=2)
) -> list[UUID]:
    """Take the patients whose clock has struck, longest overdue first, and put each clock a lease ahead.

    Of two workers only one gets a patient: PostgreSQL passes over rows that the other has locked, SQLite lets one
    write at a time. A worker that dies leaves the patient to be claimed again when the lease is over.
    """
    now = now or clock.now()
    with transaction.atomic():
        due = Patient.objects.due_for_assessment(now).select_for_update(skip_locked=True)
        claimed = list(due.values_list("pk", flat=True)[:limit])
        if claimed:
            Patient.objects.filter(pk__in=claimed).update(reassess_at=now + lease)
    return claimed


def ask_all_for_new_rules() -> int:
    """A new version of the rules re-assesses everybody, a batch at a time as the workers come to it."""
    stale = Patient.objects.exclude(rules_version=GUIDANCE_VERSION).filter(closed_at=None)
    return stale.update(reassess_at=clock.now())
