"""Lighthouse on a phone: performance, accessibility and best practices of the first page, of 100 each.

    .venv/bin/python -m bench.lighthouse [--base http://127.0.0.1:8000] [--runs 3]

Starts the product on a free port (or asks one that runs), and takes the middle of the runs; Lighthouse is fetched by npm in
a pinned version. Chromium from TOH_CHROMIUM, else /usr/bin/chromium. A busy machine lowers the figure for performance, so
the machine's load is printed with it. Exit code 1 when accessibility or best practices are below 100, or performance below 90.
"""

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.screens import product

VERSION = "12.8.2"
KINDS = ("performance", "accessibility", "best-practices")


def one(base: str, folder: str) -> dict[str, Any]:
    answer = Path(folder) / "answer.json"
    subprocess.run(
        ["npx", "--yes", f"lighthouse@{VERSION}", f"{base}/", "--quiet", "--output=json", f"--output-path={answer}",
         f"--only-categories={','.join(KINDS)}", "--form-factor=mobile",
         "--chrome-flags=--headless=new --no-sandbox --disable-gpu"],
        env=os.environ | {"CHROME_PATH": os.environ.get("TOH_CHROMIUM", "/usr/bin/chromium")},
        check=True, cwd=folder, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    told: dict[str, Any] = json.loads(answer.read_text())
    return told


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base")
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    with contextlib.ExitStack() as stack:
        base = chosen.base or stack.enter_context(product())
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        runs = [one(base, folder) for _ in range(chosen.runs)]
    scores = {
        kind: statistics.median(round(run["categories"][kind]["score"] * 100) for run in runs) for kind in KINDS
    }
    print(
        f"Lighthouse {VERSION}, mobile, middle of {chosen.runs}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    for kind, score in scores.items():
        print(f"{kind:<16} {score:>4.0f}")
    for name, audit in runs[-1]["audits"].items():
        if audit.get("score") is not None and audit["score"] < 0.9:
            print(f"  {name}: {audit.get('displayValue') or audit['title']}")
    return 0 if scores["performance"] >= 90 and scores["accessibility"] == scores["best-practices"] == 100 else 1


if __name__ == "__main__":
    sys.exit(main())
