"""`manage.py sbom [FOLDER]`: what this software is made of, as CycloneDX 1.5: one list for Python, one for the front end.

Made from the locks by uv and npm themselves. That of the front end has its build tools too, marked as such: npm 11 leaves out
parts of what is shipped when it is told to omit them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from pathlib import Path
from typing import Any

from .paths import FRONTEND, ROOT, TOOLS
from .say import Problem

NAMES = ("sbom-python.cdx.json", "sbom-frontend.cdx.json")
FEWEST = 20  # of components: fewer is a list that was cut off
# Where a package was fetched from is of the machine that made the list; its purl says which one it is.
OF_THE_MACHINE = "externalReferences"


def options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py sbom", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "var" / "sbom")
    return parser.parse_args(argv)


def look_first(_: argparse.Namespace) -> None:
    """Nothing can be refused before the set-up."""


def run(chosen: argparse.Namespace) -> int:
    """Inside the environment."""
    uv = TOOLS / "uv" / "bin" / "uv"
    python = [uv, "export", "--format", "cyclonedx1.5", "--frozen", "--no-dev", "--quiet", "--preview"]
    front = ["npm", "sbom", "--sbom-format", "cyclonedx", "--package-lock-only"]
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for name, command, folder in zip(NAMES, (python, front), (ROOT, FRONTEND), strict=True):
        made = _made(command, folder)
        file = chosen.folder / name
        file.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{file}: {len(made['components'])} components")
    return 0


def _made(command: list[Any], folder: Path) -> dict[str, Any]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=240)
    if done.returncode:
        raise Problem(f"{Path(str(command[0])).name} could not list what is locked:\n{done.stderr.strip()[-1000:]}")
    made: dict[str, Any] = json.loads(done.stdout)
    parts = made.get("components", [])
    if made.get("bomFormat") != "CycloneDX" or len(parts) < FEWEST or not all(part.get("purl") for part in parts):
        raise Problem(f"{Path(str(command[0])).name} made no whole list of what is locked")
    for part in parts:
        part.pop(OF_THE_MACHINE, None)
    return made
