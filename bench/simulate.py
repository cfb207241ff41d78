"""A virtual year of a hundred thousand patients: how much is to be done in which hour, and how late does it get?

    .venv/bin/python -m bench.simulate [--patients 100000] [--sample 60] [--workers 1,2,4,8]

A sample of virtual patients with different courses and habits is led through a year by the real rules: every moment at which
the rules ask to be asked again (`next_change_at`), every entry, every reminder that they list. Each of the sample stands for
many, spread over the year by the day on which they joined and over the world by their zone. What an assessment and a
reminder cost is measured here, or given (`--assess-ms`, `--deliver-ms`, from `bench.reminder_throughput`). The queue is then
simulated second by second in the busiest day: so many workers, each doing one thing after the other.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toh_tracker.settings")

# Where the virtual patients live, by weight.
ZONES = {"Europe/Lisbon": 3, "Europe/Berlin": 4, "America/New_York": 2, "Asia/Tokyo": 1}
START = date(2026, 1, 5)
LOGS_AT = (7, 8, 12, 18, 19, 20, 21, 21, 22)  # local hours at which people write, the evening most


@dataclass
class Life:
    """What one virtual patient asks of the machines in a year, by the second since its beginning."""

    entries: list[int] = field(default_factory=list)
    assessments: list[int] = field(default_factory=list)
    reminders: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)  # that an assessment took


def live(seed: int, zone_name: str) -> Life:
    """A year of one patient: a diagnosis, some weeks of pain that ebb, entries as people make them, then fewer."""
    from backend.guidance import PatientFacts, assess, build_facts
    from backend.patients.models import Patient
    from backend.reminders.plan import draft
    from backend.reminders.timing import wishes_of

    chance, zone, out = random.Random(seed), ZoneInfo(zone_name), Life()
    diligence, weeks = chance.choice((0.95, 0.8, 0.5, 0.2)), chance.randint(10, 30)
    about = PatientFacts(sex=chance.choice(("female", "male")), birth_year=1985, timezone=zone_name, risk_factors=())
    person, wishes = Patient(name="V", sex=about.sex, timezone=zone_name), wishes_of(zone_name, [])
    rows: list[tuple[Any, ...]] = []
    begin = datetime(START.year, START.month, START.day, tzinfo=zone)
    acts: list[tuple[datetime, str, dict[str, Any]]] = [
        (begin + timedelta(hours=10), "diagnosis", {"site": "hip", "side": "left", "basis": "mri"})
    ]
    for number, status in enumerate(("NWB", "TTWB", "PWB", "WBAT", "FWB")):
        at = begin + timedelta(days=number * weeks * 7 // 5, hours=11)
        acts.append((at, "prescription", {"side": "left", "status": status}))
    for day in range(364):
        fading = diligence if day < weeks * 7 else diligence * 0.3
        if chance.random() > fading:
            continue
        at = begin + timedelta(days=day, hours=chance.choice(LOGS_AT), minutes=chance.randint(0, 59))
        pain = max(0, round(7 * (1 - day / (weeks * 7)) + chance.gauss(0, 1)))
        acts.append((at, "pain", {"site": "hip", "side": "left", "intensity": min(pain, 10)}))
        if chance.random() < 0.6:
            acts.append((at, "exercise", {"category": "aquatic", "minutes": 20}))
    acts.sort(key=lambda act: act[0])
    end, told = begin + timedelta(days=364), set()
    now, due = acts[0][0], 0
    while now < end:
        while due < len(acts) and acts[due][0] <= now:
            at, kind, data = acts[due]
            rows.append((str(UUID(int=due + 1)), kind, at.date(), at.astimezone(UTC), data))
            out.entries.append(int((at - begin).total_seconds()))
            due += 1
        began = time.perf_counter()
        result = assess(build_facts(about, rows), now.astimezone(UTC))
        out.seconds.append(time.perf_counter() - began)
        out.assessments.append(int((now - begin).total_seconds()))
        for item in result.due:
            if item.due_on <= result.today and item.identity not in told:
                told.add(item.identity)
                at = draft(person, item, now.astimezone(UTC), wishes, []).due_at
                out.reminders.append(int((at - begin).total_seconds()))
        follow = [acts[due][0]] if due < len(acts) else []
        if result.next_change_at:
            follow.append(result.next_change_at.astimezone(zone))
        if not follow:
            break
        now = max(min(follow), now + timedelta(seconds=1))
    return out


def load_by_second(lives: list[tuple[str, Life]], patients: int) -> dict[str, Counter[int]]:
    """Every life stands for as many as it must; each begins on a day of its own, so that all phases go on at once.

    Only one day is laid out second by second: with starts spread evenly, every day of the year is like it.
    """
    chance = random.Random(7)
    found: dict[str, Counter[int]] = {"entries": Counter(), "assessments": Counter(), "reminders": Counter()}
    each = patients / len(lives) / 364
    for zone_name, life in lives:
        # Local midnight of this zone, in seconds of the day by UTC.
        offset = int(datetime(2026, 3, 2, tzinfo=ZoneInfo(zone_name)).utcoffset().total_seconds())  # type: ignore[union-attr]
        for name, counter in found.items():
            for second in getattr(life, name):
                number = int(each) + (chance.random() < each % 1)
                if not number:
                    continue
                local = second % 86_400
                # People are not exact to the second; what the rules do at a given minute is.
                spread = 1800 if name == "entries" else 0
                for _ in range(number):
                    at = local + (chance.randint(-spread, spread) if spread else 0)
                    counter[(at - offset) % 86_400] += 1
    return found


def lateness(jobs: Counter[int], service: float, workers: int) -> tuple[float, float, float]:
    """Seconds from due to done when `workers` take one job after the other: median, 99 of 100, worst."""
    free = [0.0] * workers
    waits: list[float] = []
    for second in sorted(jobs):
        for _ in range(jobs[second]):
            index = min(range(workers), key=free.__getitem__)
            begun = max(free[index], float(second))
            free[index] = begun + service
            waits.append(free[index] - second)
    waits.sort()
    return waits[len(waits) // 2], waits[int(len(waits) * 0.99)], waits[-1]


def by_hour(counter: Counter[int]) -> list[int]:
    hours = [0] * 24
    for second, number in counter.items():
        hours[second // 3600] += number
    return hours


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--patients", type=int, default=100_000)
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--workers", default="1,2,4,8")
    parser.add_argument(
        "--assess-ms", type=float, help="of one assessment with its reading and writing; default: measured x 4"
    )
    parser.add_argument("--deliver-ms", type=float, default=7.0, help="of one reminder (bench.reminder_throughput)")
    chosen = parser.parse_args()
    import django

    django.setup()
    print(f"{os.cpu_count()} cores; Python {platform.python_version()}", flush=True)
    zones = [name for name, weight in ZONES.items() for _ in range(weight)]
    lives = [(zone, live(number, zone)) for number in range(chosen.sample) for zone in [zones[number % len(zones)]]]
    total = {
        name: sum(len(getattr(life, name)) for _, life in lives) / len(lives)
        for name in ("entries", "assessments", "reminders")
    }
    seconds = sorted(second for _, life in lives for second in life.seconds)
    rules = sum(seconds) / len(seconds)
    # Reading a history and writing what follows takes about three times as long as the rules themselves.
    assess_s = chosen.assess_ms / 1000 if chosen.assess_ms else rules * 4
    print(
        f"a patient and year: {total['entries']:.0f} entries, {total['assessments']:.0f} assessments, "
        f"{total['reminders']:.0f} reminders; the rules alone {rules * 1000:.1f} ms, an assessment taken as {assess_s * 1000:.1f} ms",
        flush=True,
    )
    day = load_by_second(lives, chosen.patients)
    hours = {name: by_hour(counter) for name, counter in day.items()}
    print("hour (UTC)  entries  assessments  reminders")
    for hour in range(24):
        print(
            f"{hour:>10}  {hours['entries'][hour]:>7,}  {hours['assessments'][hour]:>11,}  {hours['reminders'][hour]:>9,}"
        )
    for name, per_hour in hours.items():
        worst = max(range(24), key=per_hour.__getitem__)
        peak = max(day[name].values())
        print(
            f"worst hour of {name}: {worst} UTC with {per_hour[worst]:,} ({per_hour[worst] / 3600:.1f} a second; {peak} in one second)"
        )
    for workers in (int(text) for text in chosen.workers.split(",")):
        rows = [("assessments", assess_s), ("reminders", chosen.deliver_ms / 1000)]
        told = []
        for name, service in rows:
            middle, most, worst = lateness(day[name], service, workers)
            told.append(f"{name} {middle:.2f} / {most:.1f} / {worst:.1f} s")
        print(f"{workers} worker(s), due to done, median / 99 of 100 / worst: {'; '.join(told)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
