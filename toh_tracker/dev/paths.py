"""Where things lie. Nothing here depends on the directory that a command was started from."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
TOOLS = ROOT / ".tools"
FRONTEND = ROOT / "frontend"
DIST = FRONTEND / "dist"


def var() -> Path:
    """Where the application keeps what it writes: `TOH_VAR`, or `var/` in the checkout."""
    return Path(os.environ.get("TOH_VAR") or ROOT / "var")
