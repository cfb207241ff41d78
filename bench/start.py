"""What does starting a process cost, before it has done anything?

    .venv/bin/python -m bench.start [--rounds 7]

Processor time and resident memory of a web process (settings, models, every address), of a worker (settings, models, every
task) and of a `manage.py` command, each in a process of its own, in turn with the plain project of `bench/plain`. Prints the
medians and the ratio to the plain project of the same rounds, then the modules that cost a web process most of itself.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile

AFTER = """
import json, resource
used = resource.getrusage(resource.RUSAGE_SELF)
resident = int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize()
print(json.dumps([used.ru_utime + used.ru_stime, resident / 2**20]))
"""
WEB = """
from {module} import application
from django.urls import get_resolver
get_resolver().url_patterns
"""
KINDS = {
    "web process": WEB.format(module="toh_tracker.wsgi"),
    "worker": "import django\ndjango.setup()\nfrom toh_tracker.celery import app\napp.loader.import_default_modules()\n",
    "command": "import django\ndjango.setup()\n",
    "plain web process": WEB.format(module="bench.plain.wsgi"),
}


def started(kind: str, var: str) -> tuple[float, float]:
    settings = "bench.plain.settings" if kind.startswith("plain") else "toh_tracker.settings"
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": settings, "TOH_VAR": var}
    done = subprocess.run(
        [sys.executable, "-c", KINDS[kind] + AFTER], env=env, capture_output=True, text=True, check=True
    )
    seconds, megabytes = json.loads(done.stdout.splitlines()[-1])
    return seconds, megabytes


def heaviest(var: str, most: int) -> list[tuple[str, int, int]]:
    """Top-level packages by the milliseconds and number of their own modules, of a web process."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "toh_tracker.settings", "TOH_VAR": var}
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", KINDS["web process"]],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    own: dict[str, list[int]] = {}
    for took, name in re.findall(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)", done.stderr):
        own.setdefault(name.split(".")[0], []).append(int(took))
    ranked = sorted(((name, sum(took) // 1000, len(took)) for name, took in own.items()), key=lambda row: -row[1])
    return ranked[:most]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--most", type=int, default=12, help="so many packages are named")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="toh-start-") as var:
        taken: dict[str, list[tuple[float, float]]] = {kind: [] for kind in KINDS}
        for number in range(chosen.rounds + 1):
            for kind in KINDS:
                one = started(kind, var)
                if number:  # the first round fills the cache of compiled modules
                    taken[kind].append(one)
        plain = taken["plain web process"]
        for kind, rounds in taken.items():
            seconds = statistics.median(one for one, _ in rounds)
            memory = statistics.median(one for _, one in rounds)
            ratio = statistics.median(ours / theirs for (ours, _), (theirs, _) in zip(rounds, plain, strict=True))
            print(f"{kind:<20}{seconds:6.2f} s of processor ({ratio:.2f} of plain)   {memory:5.0f} MB resident")
        for name, took, modules in heaviest(var, chosen.most):
            print(f"  {took:5d} ms  {modules:4d} modules  {name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
