"""The worklist's row of one patient, written with each assessment so that no list computes anything."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from backend.guidance import FINDINGS, Assessment, Facts, Limit, between
from backend.guidance.areas import at_hip
from backend.guidance.facts import PATIENT_ENTRIES
from backend.patients.models import Patient, PatientSummary
from backend.records.models import Record
from backend.tracking import adherence
from backend.tracking.models import Finding
from backend.tracking.standing import summary_of

# How soon somebody is needed, the worst first: the headings of the list. A patient stands under one of them.
URGENCIES = ("now", "soon", "routine", "on_course", "no_data")
# Why. Several may hold at once; the bits of `PatientSummary.reasons` count along this list.
CATEGORIES = (
    "contact_today",
    "pain_worse",
    "load_above_prescription",
    "possible_recurrence",
    "ready_for_load_review",
    "scan_or_review_due",
    "quiet",
    "on_course",
    "no_data",
)
# What is not `now` is told by this reason; `tests/dashboard/test_headings.py` asks for each rule by name.
CATEGORY_OF_RULE = {
    "pain-worse": "pain_worse",
    "relapse-after-load-increase": "pain_worse",
    "load-above-prescription": "load_above_prescription",
    "practice-above-limit": "load_above_prescription",
    "weight-bearing-undecided": "load_above_prescription",
    "pain-returned": "possible_recurrence",
    "opposite-hip-pain": "possible_recurrence",
    "new-joint-pain": "possible_recurrence",
    "migratory-pattern": "possible_recurrence",
    "mri-for-recurrence": "possible_recurrence",
    "ready-for-load-review": "ready_for_load_review",
    "no-recent-entries": "quiet",
    **dict.fromkeys(
        (
            "t-score-at-or-below-minus-1-5", "t-score-below-minus-2", "vitamin-d-low", "avascular-necrosis-reported",
            "mri-for-diagnosis", "not-resolved-six-months", "not-resolved-twelve-months", "not-improved-two-weeks",
            "morning-stiffness", "daily-life-or-sleep-affected", "fall-or-stumble",
        ),
        "scan_or_review_due",
    ),
}  # fmt: skip
_DATED_REVIEWS = {
    "dexa-baseline", "dexa-repeat", "mri-next", "weight-bearing-review", "recovery-review-six-months",
    "recovery-review-twelve-months",
}  # fmt: skip
TREND_DAYS = 28


def rules_by_category() -> dict[str, list[str]]:
    """Which rules lead to which reason, for those who ask why."""
    found: dict[str, list[str]] = {category: [] for category in CATEGORIES}
    for rule in FINDINGS.values():
        if "clinician" not in rule.audience or rule.urgency == "info":
            continue
        urgent = rule.urgency == "now"
        found["contact_today" if urgent else CATEGORY_OF_RULE.get(rule.id, "scan_or_review_due")].append(rule.id)
    found["scan_or_review_due"] += sorted(_DATED_REVIEWS)
    return found


def category_of(finding: Finding) -> str | None:
    """The reason that a standing finding is; None for what the clinician does not see or need not act on."""
    if not finding.for_clinician or finding.urgency == "info":
        return None
    if finding.urgency == "now":
        return "contact_today"
    return CATEGORY_OF_RULE.get(finding.rule, "scan_or_review_due")


def write_summary(patient: Patient, result: Assessment, facts: Facts, findings: Sequence[Finding]) -> bool:
    """Store the row; True when what the patient's own phone shows of it differs."""
    standing = [row for row in findings if row.state in (Finding.State.OPEN, Finding.State.ACKNOWLEDGED)]
    last_entry = _last_entry(facts)
    due = _due_now(result)
    placed = _placed(standing, due, result, last_entry)
    done, planned = adherence.exercises(facts, result.today)
    contacts = [fact.day for fact in facts.of("spoken_with") if fact.data.get("whom") == "clinic"]
    values: dict[str, Any] = {
        "clinic_id": patient.clinic_id,
        "state": result.episodes[-1].state if result.episodes else "",
        "category": placed.category,
        "rank": URGENCIES.index(placed.urgency),
        "reasons": placed.reasons,
        "since": placed.since,
        "reason": placed.reason,
        "findings": [
            {"id": str(row.pk), "finding": row.rule, "urgency": row.urgency, "side": row.side or None,
             "state": row.state, "since": row.opened_on.isoformat()}
            for row in sorted(standing, key=_order)
            if row.for_clinician
        ],
        "load": _load(result),
        "load_terms": _terms(result),
        "pain": _trend(facts, result),
        "pain_until": result.today,
        "pregnancy": _pregnancy(result),
        "gates": _gates(result),
        "last_entry_on": last_entry,
        "entry_days": adherence.entries(facts, result.today),
        "practice_days": adherence.days_logged(facts, ("scale_practice",), result.today),
        "exercises_done": done,
        "exercises_planned": planned,
        "next_review_on": _next_review(result),
        "spoken_on": date.fromordinal(max(contacts)) if contacts else None,
        "overdue": {reminder: day.isoformat() for day, reminder in reversed(due)},
    }  # fmt: skip
    row = summary_of(patient)
    if row is None:
        PatientSummary.objects.create(patient=patient, **values)  # the patient is locked: nobody else does
        return True
    shown = any(getattr(row, name) != values[name] for name in ("state", "load", "load_terms", "pregnancy", "gates"))
    if any(getattr(row, name) != value for name, value in values.items()):
        PatientSummary.objects.filter(pk=row.pk).update(**values, revision=row.revision + 1)
    return shown


def _last_entry(facts: Facts) -> date | None:
    """The last day of which the patient has logged anything."""
    days = [rows[-1].day for kind in PATIENT_ENTRIES if (rows := facts.of(kind))]
    return date.fromordinal(max(days)) if days else None


def _order(finding: Finding) -> tuple[int, date]:
    return ("now", "soon", "routine", "info").index(finding.urgency), finding.opened_on


def _due_now(result: Assessment) -> list[tuple[date, str]]:
    """The scans and reviews whose day has come, the longest due first; a notice of a day ahead is none."""
    return sorted(
        (item.due_on, item.reminder)
        for item in result.due
        if item.to == "clinician"
        and item.reminder in _DATED_REVIEWS
        and item.due_on <= result.today
        and not item.slot.startswith("before:")
    )


class Placed(NamedTuple):
    """Where a patient stands in the list: how soon, by which reason first, every reason as bits, since when."""

    urgency: str
    category: str
    reasons: int
    since: date | None
    reason: dict[str, Any]


def _placed(
    standing: Sequence[Finding], due: Sequence[tuple[date, str]], result: Assessment, last_entry: date | None
) -> Placed:
    """By the worst urgency, then by the order of the reasons, then by what has waited longest. A scan or review due is routine."""
    held: list[tuple[int, int, date, dict[str, Any]]] = []
    for row in standing:
        category = category_of(row)
        if category:
            told = {"finding": row.rule, "id": str(row.pk)}
            held.append((URGENCIES.index(row.urgency), CATEGORIES.index(category), row.opened_on, told))
    routine, scan = URGENCIES.index("routine"), CATEGORIES.index("scan_or_review_due")
    held += [(routine, scan, day, {"reminder": reminder}) for day, reminder in due]
    if held:
        urgency, category_, since, reason = min(held, key=lambda one: one[:3])
        bits = 0
        for one in held:
            bits |= 1 << one[1]
        return Placed(URGENCIES[urgency], CATEGORIES[category_], bits, since, reason)
    name = "no_data" if last_entry is None and not result.episodes else "on_course"
    return Placed(name, name, 1 << CATEGORIES.index(name), last_entry, {})


def reasons_in(rows: QuerySet[PatientSummary]) -> dict[str, int]:
    """How many patients have each reason; one with three counts three times. One query."""
    counts = dict.fromkeys(CATEGORIES, 0)
    for bits, n in rows.values_list("reasons").annotate(n=Count("pk")).values_list("reasons", "n"):
        for place, name in enumerate(CATEGORIES):
            if bits >> place & 1:
                counts[name] += n
    return counts


def reasons_of(bits: int) -> list[str]:
    """The names of the reasons, the most pressing first."""
    return [name for place, name in enumerate(CATEGORIES) if bits >> place & 1]


def _next_review(result: Assessment) -> date | None:
    """The day for which whoever decided a load in force wants to look at it again, the earlier of two sides."""
    days = [state.review_on for state in result.load.values() if state and state.review_on]
    return min(days, default=None)


def _load(result: Assessment) -> dict[str, Any]:
    """Which load is in force, as `guidance.load_in_force` answers it; every screen, export and print shows this and no other.

    `left`, `right`: what may be borne, in kilograms where they are known, and by whom and when that was decided; null where
    nobody has decided, or what was decided has ended. `ended`: per side those that ended by themselves, oldest first, each
    with `ended_on` and `why` (`pain-returned`, `opposite-hip-pain`, `diagnosis`): history, of the earlier episode. `weight`: the
    newest body weight.
    """
    keys = {one.key for terms in result.load_terms.values() for one in terms if one.ended_by_itself}
    keys |= {state.key for state in result.load.values() if state}
    rows = {str(row.pk): row for row in Record.objects.filter(pk__in=keys)} if keys else {}
    load: dict[str, Any] = {
        side: _decided(rows[state.key]) | _in_kilograms(state.limit) if state else None
        for side, state in result.load.items()
    }
    load["ended"] = {
        side: [
            {**_decided(rows[one.key]), "ended_on": one.until.isoformat() if one.until else None, "why": one.end}
            for one in terms
            if one.ended_by_itself
        ]
        for side, terms in result.load_terms.items()
    }
    load["weight"] = (
        {"date": date.fromordinal(result.weight.day).isoformat(), "kg": result.weight.kg} if result.weight else None
    )
    return load


def _terms(result: Assessment) -> dict[str, Any]:
    """Per side the days of every prescription: `from` <= day < `until` (null: still), and why it ended."""
    return {
        side: [
            {"record": one.key, "from": one.since.isoformat(), "until": one.until.isoformat() if one.until else None,
             "end": one.end}
            for one in terms
        ]
        for side, terms in result.load_terms.items()
    }  # fmt: skip


# What a clinician signed; null where the decision does not say it.
SIGNED = (
    "status", "percent", "limit_kg", "ceiling_kg", "body_weight_kg", "body_weight_on", "aid", "review_on", "for_patient",
    "plan",
)  # fmt: skip


def _decided(row: Record) -> dict[str, Any]:
    return {name: row.data.get(name) for name in SIGNED} | {
        "decided_by": row.author_name,
        "decided_on": row.day.isoformat(),
        "decided_at": row.recorded_at.isoformat(),
        "record": str(row.pk),
    }


def _in_kilograms(limit: Limit) -> dict[str, Any]:
    """What it is in kilograms today, and whether the person should be weighed to know them."""
    return {
        "kg": limit.kg,
        "share": limit.percent,
        "weight_kg": limit.weight_kg,
        "weighed_on": date.fromordinal(limit.weighed_on).isoformat() if limit.weighed_on else None,
        "weigh": limit.asks,
    }


def _trend(facts: Facts, result: Assessment) -> dict[str, list[float | None]]:
    """For each side the highest hip-area pain of each of the last 28 days; null where nothing was logged."""
    first = result.today - timedelta(days=TREND_DAYS - 1)
    trend: dict[str, list[float | None]] = {side: [None] * TREND_DAYS for side in ("left", "right")}
    held = {site.side for episode in result.episodes[-1:] for site in episode.sites} & {"left", "right"}
    for pain in between(facts.of("pain"), [(first.toordinal(), result.today.toordinal() + 1)]):
        data = pain.data
        value = data.get("intensity")
        if value is None or not at_hip(data):
            continue
        side = data.get("side", "unknown")
        sides = (side,) if side in trend else ("left", "right") if side == "both" else tuple(held)
        place = pain.day - first.toordinal()
        for one in sides:
            before = trend[one][place]
            trend[one][place] = value if before is None else max(before, value)
    return trend


def _pregnancy(result: Assessment) -> dict[str, Any]:
    state = result.pregnancy
    return {
        "status": state.status,
        "gestation_weeks": state.gestation_weeks,
        "delivered_on": state.delivered_on.isoformat() if state.delivered_on else None,
        "breastfeeding": state.breastfeeding,
    }


def _gates(result: Assessment) -> dict[str, Any]:
    gates = result.exercise_gates
    return {
        "weight_bearing": gates.weight_bearing,
        "strengthening": gates.strengthening,
        "balance": gates.balance,
        "locked_why": list(gates.why_not),
    }
