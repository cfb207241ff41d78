"""How long the rules take for one patient: two years of daily entries, assessed again and again.

    python -m bench.guidance [--days 730] [--rounds 40]

Prints milliseconds of processor time (facts from rows, assess) and what was assessed. No database, no network.
"""

import argparse
import json
import random
import statistics
import time
from datetime import UTC, date, datetime, timedelta
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


def main() -> None:
    parser = argparse.ArgumentParser(description="How long the rules take for one patient.")
    parser.add_argument("--days", type=int, default=730)
    parser.add_argument("--rounds", type=int, default=40)
    chosen = parser.parse_args()
    rows = history(chosen.days)
    patient = PatientFacts("female", 1988, "Europe/Lisbon", ("hypothyroidism",))
    now = datetime.combine(START + timedelta(days=chosen.days - 1), datetime.min.time(), UTC) + timedelta(hours=20)
    load, rules = [], []
    for _ in range(chosen.rounds):
        began = time.process_time()
        facts = build_facts(patient, rows)
        built = time.process_time()
        answer = assess(facts, now)
        load.append(1000 * (built - began))
        rules.append(1000 * (time.process_time() - built))
    print(
        json.dumps(
            {
                "rows": len(rows),
                "findings_in_history": len(answer.findings),
                "due_items": len(answer.due),
                "build_facts_ms": round(statistics.median(load), 2),
                "assess_ms_median": round(statistics.median(rules), 2),
                "assess_ms_p95": round(sorted(rules)[int(0.95 * len(rules)) - 1], 2),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
