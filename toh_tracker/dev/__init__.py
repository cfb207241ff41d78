"""What `manage.py` does before Django can: make the environment, run everything, check everything.

Standard library only, apart from functions whose docstring says that they run inside the environment.
"""

from __future__ import annotations

import importlib
import signal
import sys

from . import environment
from .say import Problem, say

COMMANDS = ("up", "verify", "test", "settings_table", "push_key", "check_deploy", "audit_dependencies", "sbom")


def enter(argv: list[str]) -> int | None:
    """Carry out one of `COMMANDS` (its exit code), or answer None: go on to Django.

    Outside the environment this never returns: it makes the environment, then starts the same command in it.
    """
    command = argv[1] if len(argv) > 1 else ""
    # A stop during the set-up ends the step under way as well; without this, only this process would end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        if command in COMMANDS:
            # Read the options first: a wrong flag or a taken port is told before minutes of set-up.
            chosen = importlib.import_module(f".{command}", __package__ or __name__)
            options = chosen.options(argv[2:])
            chosen.look_first(options)
            environment.enter(argv)
            return chosen.run(options)
        environment.enter(argv)
        if command in ("", "help", "-h", "--help") and len(argv) < 3:
            say("Before all others: `up` runs the application, `verify` runs every test (each has --help).\n")
    except Problem as problem:
        say(f"\n{problem}")
        return problem.code
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    return None
