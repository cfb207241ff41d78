"""The rules beside the second reading of the guidance, over generated histories: disagreements, time, and how often each id was reached.

    python -m bench.oracle [--histories 20000] [--first 0] [--workers 2] [--crowded]

`--crowded`: histories of crowded days, late arrivals and changing zones (tests/rules/oracle_adversary.py) in place of illnesses; in them
not every id is reached.

Makes and removes nothing. The second reading (tests/rules/oracle.py) is slow on purpose.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from backend.guidance import FINDINGS, GUIDANCE_VERSION, REMINDERS
from tests.rules import oracle_adversary, oracle_histories
from tests.rules.oracle_compare import compare

LEAST = 100  # times that each id is to be reached
BATCH = 50


def batch(count: int, crowded: bool, first: int) -> tuple[list[str], Counter[str]]:
    """The disagreements of some histories, and in how many each id was reached."""
    reached: Counter[str] = Counter()
    wrong: list[str] = []
    for seed in range(first, first + count):
        wrong += compare(
            seed, reached, days=6, make=oracle_adversary.history if crowded else oracle_histories.history
        )[:3]
    return wrong, reached


def main() -> None:
    parser = argparse.ArgumentParser(description="The rules beside a second, independent reading of the guidance.")
    parser.add_argument("--histories", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--crowded", action="store_true")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seconds", type=float, help="stop beginning new histories after so long")
    chosen = parser.parse_args()
    began = time.monotonic()
    reached: Counter[str] = Counter()
    wrong: list[str] = []
    looked = 0
    firsts = range(chosen.first, chosen.first + chosen.histories, BATCH)
    with ProcessPoolExecutor(chosen.workers) as pool:
        for found, ids in pool.map(partial(batch, BATCH, chosen.crowded), firsts):
            looked += BATCH
            reached += ids
            wrong += found
            for one in found:
                print(one, file=sys.stderr)
            if chosen.seconds and time.monotonic() - began > chosen.seconds:
                pool.shutdown(cancel_futures=True, wait=False)
                break
    ids = sorted([*FINDINGS, *REMINDERS])
    seldom = {id: reached[id] for id in ids if reached[id] < LEAST}
    print(
        json.dumps(
            {
                "guidance_version": GUIDANCE_VERSION,
                "python": platform.python_version(),
                "cores": os.cpu_count(),
                "load_average": round(os.getloadavg()[0], 1),
                "histories": looked,
                "seconds": round(time.monotonic() - began),
                "disagreements": len(wrong),
                "reached": {id: reached[id] for id in ids},
                f"reached fewer than {LEAST} times": seldom,
            },
            indent=1,
        )
    )
    if wrong or (seldom and looked >= 20_000 and not chosen.crowded):
        sys.exit(1)


if __name__ == "__main__":
    main()
