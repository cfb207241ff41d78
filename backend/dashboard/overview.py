"""How the clinic's patients stand as a whole: counts, times and shares, each with the patients behind it.

A fixed number of queries however many patients; what the database can count, it counts. Every figure carries its n.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from backend.core import clock
from backend.guidance import reminder_title
from backend.guidance.facts import PATIENT_ENTRIES
from backend.patients.models import EpisodeSite, PatientSummary, keys_treated_by
from backend.records.models import Record
from backend.tracking.adherence import DAYS, kept, planned
from backend.tracking.summary import CATEGORIES, reasons_in

# The answer names this many of those behind a number; `behind` gives all of them.
NAMED = 90
STATES = ("none", "suspected", "active", "improving", "resolved")
OPEN = ("suspected", "active", "improving")
BANDS = ((0, 25), (25, 50), (50, 75), (75, 101))


def overview(user: Any, *, language: str) -> dict[str, Any]:
    """The whole page for `user`: about the patients on their worklist."""
    mine = _listed(user)
    keys = mine.values("patient_id")
    today = clock.now().date()
    states = dict(mine.values_list("state").annotate(n=Count("pk")).values_list("state", "n"))
    categories = reasons_in(mine)
    answer = {
        "as_of": today.isoformat(),
        "patients": sum(states.values()),
        "states": [{"state": name, "n": states.get("" if name == "none" else name, 0)} for name in STATES],
        "categories": [{"category": name, "n": categories[name]} for name in CATEGORIES],
        "full_weight_bearing": _full_weight_bearing(keys),
        "entries": _entries(keys, today),
        "exercise": _exercise(keys, today),
        "overdue": _overdue(mine, today, language),
    }
    return dict(_some_named(answer))


def behind(user: Any, figure: str) -> list[UUID] | None:
    """Everybody behind one figure, named by its place in the answer; None when there is no such figure.

    `full_weight_bearing.waiting`, `entries.25` (the band from 25 %), `exercise.0`, `overdue.dexa-repeat`.
    """
    part, _, name = figure.partition(".")
    mine, today = _listed(user), clock.now().date()
    keys = mine.values("patient_id")
    found: Mapping[str, Any] | None = None
    if part == "full_weight_bearing":
        found = _full_weight_bearing(keys).get(name)
    elif part in ("entries", "exercise"):
        shares = _entries(keys, today) if part == "entries" else _exercise(keys, today)
        found = next((band for band in shares["bands"] if str(band["from"]) == name), None)
    elif part == "overdue":
        # a row of the table goes with the last patient in it
        found = next((row for row in _overdue(mine, today, "en") if row["reminder"] == name), {"patients": []})
    return None if found is None else [UUID(key) for key in found["patients"]]


def _listed(user: Any) -> QuerySet[PatientSummary]:
    mine = PatientSummary.objects.filter(patient_id__in=keys_treated_by(user), patient__closed_at=None)
    return mine.exclude(patient__user=user)


def _some_named(value: Any) -> Any:
    """The answer with at most `NAMED` ids in each list of patients."""
    if isinstance(value, list):
        return [_some_named(one) for one in value]
    if isinstance(value, dict):
        return {
            name: one[:NAMED] if name == "patients" and isinstance(one, list) else _some_named(one)
            for name, one in value.items()
        }
    return value


def _behind(keys: Iterable[UUID]) -> list[str]:
    return sorted(map(str, keys))


def _times(days: Mapping[UUID, int]) -> dict[str, Any]:
    values = list(days.values())
    return {
        "n": len(values),
        "median": median(values) if values else None,
        "low": min(values, default=None),
        "high": max(values, default=None),
        "patients": _behind(days),
    }


def _full_weight_bearing(keys: Any) -> dict[str, Any]:
    """Days to the first FWB of every side that the patient's latest dated episode holds.

    From the episode's onset, and from its first prescription below FWB. Who is still waiting is counted beside it:
    a median of those who arrived says nothing about them.
    """
    sites: dict[UUID, tuple[int, date, set[str]]] = {}
    rows = EpisodeSite.objects.filter(episode__patient_id__in=keys, episode__onset__isnull=False)
    for key, number, onset, side in rows.values_list(
        "episode__patient_id", "episode__number", "episode__onset", "side"
    ):
        if onset is None:
            continue  # the query leaves none; said for the type
        if key not in sites or number > sites[key][0]:
            sites[key] = (number, onset, set())
        if number == sites[key][0]:
            sites[key][2].update(("left", "right") if side == "both" else (side,))
    first: dict[tuple[UUID, str], date] = {}
    restricted: dict[UUID, date] = {}
    prescriptions = Record.objects.current().filter(patient_id__in=keys, kind="prescription").order_by("day")
    for key, day, side, status in prescriptions.values_list("patient_id", "day", "data__side", "data__status"):
        if key not in sites or day < sites[key][1]:
            continue
        if status == "FWB":
            for one in ("left", "right", "unknown") if side in ("both", "unknown") else (side,):
                first.setdefault((key, one), day)
        else:
            restricted.setdefault(key, day)
    from_onset, from_prescription, waiting = {}, {}, []
    for key, (_, onset, sides) in sites.items():
        reached = [first.get((key, side)) for side in sides]
        if not sides or None in reached:
            waiting.append(key)
            continue
        last = max(day for day in reached if day)
        from_onset[key] = (last - onset).days
        if key in restricted and restricted[key] <= last:
            from_prescription[key] = (last - restricted[key]).days
    return {
        "from_onset": _times(from_onset),
        "from_prescription": _times(from_prescription),
        "waiting": {"n": len(waiting), "patients": _behind(waiting)},
    }


def _shares(shares: Mapping[UUID, float]) -> dict[str, Any]:
    values = list(shares.values())
    return {
        "days": DAYS,
        "n": len(values),
        "median": round(median(values)) if values else None,
        "bands": [
            {
                "from": low,
                "to": min(high, 100),
                "n": sum(low <= value < high for value in values),
                "patients": _behind(key for key, value in shares.items() if low <= value < high),
            }
            for low, high in BANDS
        ],
    }


def _entries(keys: Any, today: date) -> dict[str, Any]:
    """Share of the last 28 days with an entry, of patients with an open episode; fewer days where it is younger."""
    start = today - timedelta(days=DAYS - 1)
    open_ones = PatientSummary.objects.filter(patient_id__in=keys, state__in=OPEN)
    rows = Record.objects.current().filter(patient_id__in=keys, kind__in=PATIENT_ENTRIES)
    logged = dict(
        rows.filter(day__gte=start, day__lte=today)
        .values_list("patient_id")
        .annotate(n=Count("day", distinct=True))
        .values_list("patient_id", "n")
    )
    begun = dict(
        EpisodeSite.objects.filter(episode__patient_id__in=keys, episode__state__in=OPEN)
        .values_list("episode__patient_id")
        .annotate(since=Min("episode__onset"))
        .values_list("episode__patient_id", "since")
    )
    shares = {}
    for key in open_ones.values_list("patient_id", flat=True):
        days = (today - max(start, begun.get(key) or start)).days + 1
        shares[key] = min(100.0, 100 * logged.get(key, 0) / max(1, days))
    return _shares(shares)


def _exercise(keys: Any, today: date) -> dict[str, Any]:
    """Share of the planned exercise days of the last 28 on which that exercise was logged; who has no plan is not in it."""
    start = today - timedelta(days=DAYS - 1)
    plans: dict[UUID, dict[str, list[tuple[date, Mapping[str, Any]]]]] = defaultdict(lambda: defaultdict(list))
    programmes = Record.objects.current().filter(patient_id__in=keys, kind="programme", day__lte=today)
    for key, day, data in programmes.in_order().values_list("patient_id", "day", "data"):
        plans[key][data.get("category") or ""].append((day, data))
    done: dict[UUID, set[tuple[date, str]]] = defaultdict(set)
    logged = Record.objects.current().filter(patient_id__in=keys, kind="exercise", day__gte=start, day__lte=today)
    for key, day, category in logged.values_list("patient_id", "day", "data__category"):
        done[key].add((day, category or ""))
    shares = {}
    for key, plan in plans.items():
        wanted = planned(plan, start)
        if wanted:
            shares[key] = 100 * sum(kept(one, done[key]) for one in wanted) / len(wanted)
    return _shares(shares)


def _overdue(mine: Any, today: date, language: str) -> list[dict[str, Any]]:
    """Scans and reviews whose day has come, by kind, with the days since."""
    found: dict[str, dict[UUID, int]] = defaultdict(dict)
    for key, due in mine.filter(~Q(overdue=None)).values_list("patient_id", "overdue"):
        for reminder, day in due.items():
            found[reminder][key] = max(0, (today - date.fromisoformat(day)).days)
    return [
        {"reminder": reminder, "title": reminder_title(reminder, language)} | _times(found[reminder])
        for reminder in sorted(found)
    ]
