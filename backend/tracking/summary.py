"""The worklist's row of one patient, written with each assessment so that no list computes anything."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from backend.guidance import FINDINGS, Assessment, Facts, between
from backend.patients.models import Patient, PatientSummary, Record
from backend.tracking.models import Finding

# Worst first; a patient stands once, under the first that holds.
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
_CATEGORY_OF_RULE = {
    "pain-worse": "pain_worse",
    "relapse-after-load-increase": "pain_worse",
    "load-above-prescription": "load_above_prescription",
    "weight-bearing-undecided": "load_above_prescription",
    "pain-returned": "possible_recurrence",
    "opposite-hip-pain": "possible_recurrence",
    "new-joint-pain": "possible_recurrence",
    "migratory-pattern": "possible_recurrence",
    "mri-for-recurrence": "possible_recurrence",
    "ready-for-load-review": "ready_for_load_review",
    "no-recent-entries": "quiet",
}
_DATED_REVIEWS = {
    "dexa-baseline", "dexa-repeat", "weight-bearing-review", "recovery-review-six-months",
    "recovery-review-twelve-months",
}  # fmt: skip
# What a patient logs of a day; results and decisions are no sign of daily logging.
ENTRY_KINDS = ("pain", "change", "weight_bearing", "exercise", "intake", "habit")
TREND_DAYS = 28
HIP_AREA = ("hip", "groin", "buttock", "thigh")


def rules_by_category() -> dict[str, list[str]]:
    """Which rules put a patient under which heading, for those who ask why."""
    found: dict[str, list[str]] = {category: [] for category in CATEGORIES}
    for rule in FINDINGS.values():
        if "clinician" not in rule.audience or rule.urgency == "info":
            continue
        urgent = rule.urgency == "now"
        found["contact_today" if urgent else _CATEGORY_OF_RULE.get(rule.id, "scan_or_review_due")].append(rule.id)
    found["scan_or_review_due"] += sorted(_DATED_REVIEWS)
    return found


def category_of(finding: Finding) -> str | None:
    """Where a standing finding puts its patient; None for what the clinician does not see or need not act on."""
    if not finding.for_clinician or finding.urgency == "info":
        return None
    if finding.urgency == "now":
        return "contact_today"
    return _CATEGORY_OF_RULE.get(finding.rule, "scan_or_review_due")


def write_summary(patient: Patient, result: Assessment, facts: Facts, findings: Sequence[Finding]) -> bool:
    """Store the row; True when what the patient's own phone shows of it differs."""
    standing = [row for row in findings if row.state in (Finding.State.OPEN, Finding.State.ACKNOWLEDGED)]
    last_entry = _last_entry(facts)
    due = _due_now(result)
    category, since, reason = _placed(standing, due, result, last_entry)
    values: dict[str, Any] = {
        "clinic_id": patient.clinic_id,
        "state": result.episodes[-1].state if result.episodes else "",
        "category": category,
        "rank": CATEGORIES.index(category),
        "since": since,
        "reason": reason,
        "findings": [
            {"id": str(row.pk), "finding": row.rule, "urgency": row.urgency, "side": row.side or None,
             "state": row.state, "since": row.opened_on.isoformat()}
            for row in sorted(standing, key=_order)
            if row.for_clinician
        ],
        "load": _load(patient, result),
        "pain": _trend(facts, result),
        "pain_until": result.today,
        "pregnancy": _pregnancy(result),
        "gates": _gates(result),
        "last_entry_on": last_entry,
        "overdue": {reminder: day.isoformat() for day, reminder in reversed(due)},
    }  # fmt: skip
    row, created = PatientSummary.objects.get_or_create(patient=patient, defaults=values)
    if created:
        return True
    shown = any(getattr(row, name) != values[name] for name in ("state", "load", "pregnancy", "gates"))
    if any(getattr(row, name) != value for name, value in values.items()):
        PatientSummary.objects.filter(pk=row.pk).update(**values, revision=row.revision + 1)
    return shown


def _last_entry(facts: Facts) -> date | None:
    """The last day of which the patient has logged anything."""
    days = [rows[-1].day for kind in ENTRY_KINDS if (rows := facts.of(kind))]
    return date.fromordinal(max(days)) if days else None


def _order(finding: Finding) -> tuple[int, date]:
    return ("now", "soon", "routine", "info").index(finding.urgency), finding.opened_on


def _due_now(result: Assessment) -> list[tuple[date, str]]:
    """The scans and reviews whose day has come, the longest due first."""
    return sorted(
        (item.due_on, item.reminder)
        for item in result.due
        if item.to == "clinician" and item.reminder in _DATED_REVIEWS and item.due_on <= result.today
    )


def _placed(
    standing: Sequence[Finding], due: Sequence[tuple[date, str]], result: Assessment, last_entry: date | None
) -> tuple[str, date | None, dict[str, Any]]:
    """Category, since when, and what the reason line is made of."""
    best: tuple[int, date, Finding] | None = None
    for row in standing:
        category = category_of(row)
        if category is None:
            continue
        candidate = (CATEGORIES.index(category), row.opened_on, row)
        if best is None or candidate[:2] < best[:2]:
            best = candidate
    if due and (best is None or best[0] > CATEGORIES.index("scan_or_review_due")):
        return "scan_or_review_due", due[0][0], {"reminder": due[0][1]}
    if best:
        return CATEGORIES[best[0]], best[1], {"finding": best[2].rule, "id": str(best[2].pk)}
    if last_entry is None and not result.episodes:
        return "no_data", None, {}
    return "on_course", last_entry, {}


def _load(patient: Patient, result: Assessment) -> dict[str, Any]:
    """Per side what may be borne, and by whom and when that was decided; null where nobody has."""
    states = {side: result.load.get(side) for side in ("left", "right")}
    keys = {state.key for state in states.values() if state}
    rows = {str(row.pk): row for row in Record.objects.filter(pk__in=keys)}
    load: dict[str, Any] = {}
    for side, state in states.items():
        row = rows.get(state.key) if state else None
        load[side] = (
            {
                "status": row.data["status"],
                "percent": row.data.get("percent"),
                "aid": row.data.get("aid"),
                "review_on": row.data.get("review_on"),
                "decided_by": row.author_name,
                "decided_on": row.day.isoformat(),
                "record": str(row.pk),
            }
            if row
            else None
        )
    return load


def _trend(facts: Facts, result: Assessment) -> dict[str, list[float | None]]:
    """For each side the highest hip-area pain of each of the last 28 days; null where nothing was logged."""
    first = result.today - timedelta(days=TREND_DAYS - 1)
    trend: dict[str, list[float | None]] = {side: [None] * TREND_DAYS for side in ("left", "right")}
    held = {site.side for episode in result.episodes[-1:] for site in episode.sites} & {"left", "right"}
    for pain in between(facts.of("pain"), [(first.toordinal(), result.today.toordinal() + 1)]):
        data = pain.data
        value = data.get("intensity")
        if value is None or not ({data["site"], *(data.get("radiates_to") or ())} & set(HIP_AREA)):
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
