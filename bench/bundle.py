"""How much JavaScript stands before the first screen? At most 60 kB gzipped; more is exit code 1.

    .venv/bin/python -m bench.bundle

Builds the app and prints every script that is loaded for the sign-in screen and for a patient's Today, the local
database and the engine included. Read from the build's manifest: a script and all that it imports at once. What comes
after the first screen stands is not counted: other screens, charts, the clinic's half, and the rules that run on the
phone, which Today asks for when it has been drawn.
"""

import subprocess
import sys
from pathlib import Path

FRONTEND = Path(__file__).resolve().parent.parent / "frontend"


def main() -> int:
    subprocess.run(["npm", "run", "--silent", "build"], cwd=FRONTEND, check=True, capture_output=True)
    return subprocess.run(["npm", "run", "--silent", "size"], cwd=FRONTEND, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
