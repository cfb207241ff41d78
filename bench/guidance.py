"""How long the rules take for one patient: two years of daily entries, assessed again and again.

    python -m bench.guidance [--days 730] [--rounds 40] [--beside b4ba6b0]

Prints, in milliseconds of processor time, the rules (median, 95th percentile), and as their own baseline a plain walk
over the same rows in the same rounds, which tells a slow machine from slow rules; then reading the facts from the
database (an SQLite in memory, made for this and gone after it) with the number of queries. No network.

`--beside REVISION`: the rules of an earlier revision over the same rows too, the two by turns, garbage collection off, and how much longer
today's take: the ratio of the medians, and of the least.
"""

import argparse
import gc
import importlib
import io
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from backend.guidance import PatientFacts, assess, build_facts

START = date(2023, 1, 2)
Row = tuple[str, str, date, datetime, dict[str, Any]]


def history(days: int, seed: int = 1) -> list[Row]:
    """A woman who logs every day (pain twice, weight bearing, exercise or intake), with what clinicians add."""
    chance = random.Random(seed)
    rows: list[Row] = []

    def add(day: int, kind: str, **data: Any) -> None:
        on = START + timedelta(days=day)
        at = datetime(on.year, on.month, on.day, 8, tzinfo=UTC) + timedelta(seconds=len(rows) % 30_000)
        rows.append((f"r{len(rows):06d}", kind, on, at, data))

    add(0, "pregnancy", gestation_week=30)
    add(70, "delivery")
    for day in range(days):
        level = max(0, min(10, round(6 - 8 * day / days + chance.uniform(-1.5, 1.5), 1)))
        add(day, "pain", site="hip", side="left", intensity=level, circumstance="walking")
        add(day, "pain", site="hip", side="right" if day > 90 else "left", intensity=max(0, level - 1))
        add(day, "weight_bearing", side="left", status=chance.choice(["TTWB", "PWB"]), aid="two_crutches")
        if day % 2:
            add(day, "exercise", category="aquatic", minutes=20)
        else:
            add(day, "intake", calcium_mg=900 if day < 200 else 1100, vitamin_d_iu=800)
        if day % 30 == 20:
            add(day, "change", direction=chance.choice(["better", "same", "worse"]), site="hip", side="left")
        if day % 45 == 20:
            add(day, "prescription", side="both", status=chance.choice(["NWB", "TTWB", "PWB"]))
    add(20, "imaging", modality="mri", result="marrow_oedema", site="hip", side="left")
    add(21, "diagnosis", site="hip", side="left", basis="mri")
    for day in range(120, days, 180):
        add(day, "dexa", site="total_hip", side="left", t_score=-1.6)
    return rows


def walk(rows: list[Row]) -> int:
    """The least that any rule must do: touch each row and read one field of it."""
    return sum(1 for key, kind, day, at, data in rows if data.get("side") == "left" and kind == "pain" and day)


def from_database(rows: list[Row], rounds: int) -> dict[str, float]:
    """Reading the same rows as a server would."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "toh_tracker.test_settings"
    os.environ.pop("TOH_TEST_DATABASE_URL", None)
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases

    from backend.core.ids import new_id
    from backend.patients.models import Patient
    from backend.records.models import Record
    from backend.tracking.facts import facts_of, thresholds_of

    made = setup_databases(verbosity=0, interactive=False)
    try:
        patient = Patient.objects.create(name="Bench", timezone="Europe/Lisbon", sex="female", birth_year=1988)
        Record.objects.bulk_create(
            Record(
                id=new_id(),
                patient=patient,
                kind=kind,
                day=day,
                recorded_at=at,
                received_at=at,
                timezone="Europe/Lisbon",
                data=data,
                seq=seq,
            )
            for seq, (_, kind, day, at, data) in enumerate(rows, 1)
        )
        with CaptureQueriesContext(connection) as seen:
            count = len(facts_of(patient).rows)
            thresholds_of(patient)
        if count != len(rows):
            raise SystemExit(f"{count} of {len(rows)} rows were read")
        return {
            "facts_from_database_ms_median": round(
                statistics.median(timed(lambda: facts_of(patient))[0] for _ in range(rounds)), 2
            ),
            "queries": len(seen),
        }
    finally:
        teardown_databases(made, verbosity=0)


def earlier(revision: str, folder: Path) -> ModuleType:
    """The rules as they were then, under a name of their own."""
    packed = subprocess.run(["git", "archive", revision, "backend/guidance"], capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    (folder / "backend" / "guidance").rename(folder / "earlier_guidance")
    sys.path.insert(0, str(folder))
    return importlib.import_module("earlier_guidance")


def beside(revision: str, rows: list[Row], now: datetime, rounds: int) -> dict[str, Any]:
    """Milliseconds of today's rules and of an earlier revision's, by turns in the same run."""
    with TemporaryDirectory() as folder:
        old, today = earlier(revision, Path(folder)), importlib.import_module("backend.guidance")
        took: dict[str, list[float]] = {"earlier": [], "today": []}
        facts = {}
        for name, rules in (("earlier", old), ("today", today)):
            patient = rules.PatientFacts("female", 1988, "Europe/Lisbon", ("hypothyroidism",))
            facts[name] = rules, rules.build_facts(patient, rows)
        gc.disable()
        for number in range(rounds):
            for name in ("earlier", "today") if number % 2 else ("today", "earlier"):
                rules, known = facts[name]
                took[name].append(timed(partial(rules.assess, known, now))[0])
        gc.enable()
    medians = {name: statistics.median(times) for name, times in took.items()}
    return {
        f"assess_ms_median_{revision}": round(medians["earlier"], 2),
        "assess_ms_median_by_turns": round(medians["today"], 2),
        "ratio_of_medians": round(medians["today"] / medians["earlier"], 3),
        "ratio_of_least": round(min(took["today"]) / min(took["earlier"]), 3),
    }


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds of processor time, and the result."""
    began = time.process_time()
    result = work()
    return 1000 * (time.process_time() - began), result


def main() -> None:
    parser = argparse.ArgumentParser(description="How long the rules take for one patient.")
    parser.add_argument("--days", type=int, default=730)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--beside", metavar="REVISION")
    chosen = parser.parse_args()
    rows = history(chosen.days)
    patient = PatientFacts("female", 1988, "Europe/Lisbon", ("hypothyroidism",))
    now = datetime.combine(START + timedelta(days=chosen.days - 1), datetime.min.time(), UTC) + timedelta(hours=20)
    load, rules, plain = [], [], []
    for _ in range(chosen.rounds):
        took, facts = timed(partial(build_facts, patient, rows))
        load.append(took)
        took, answer = timed(partial(assess, facts, now))
        rules.append(took)
        plain.append(timed(partial(walk, rows))[0])
    rules.sort()
    print(
        json.dumps(
            {
                "python": platform.python_version(),
                "cores": os.cpu_count(),
                "load_average": round(os.getloadavg()[0], 1),
                "rows": len(rows),
                "findings_in_history": len(answer.findings),
                "due_items": len(answer.due),
                "assess_ms_median": round(statistics.median(rules), 2),
                "assess_ms_p95": round(rules[min(len(rules) - 1, int(0.95 * len(rules)))], 2),
                "assess_ms_least": round(rules[0], 2),
                "plain_walk_ms_median": round(statistics.median(plain), 2),
                "times_a_plain_walk": round(statistics.median(rules) / statistics.median(plain), 1),
                "build_facts_ms_median": round(statistics.median(load), 2),
                **(beside(chosen.beside, rows, now, chosen.rounds) if chosen.beside else {}),
                **from_database(rows, chosen.rounds),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
