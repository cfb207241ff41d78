"""One set-up at a time: a second `manage.py` waits for the first instead of writing into its work."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from .paths import TOOLS
from .say import Problem, say

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


@contextlib.contextmanager
def only_one(path: Path = TOOLS / "lock") -> Iterator[None]:
    """Hold the set-up lock. The system lets go of it when the holder ends, however it ends."""
    if fcntl is None:
        raise Problem("TOH Tracker runs on Linux and macOS (on Windows: inside WSL).")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held = path.open("w")
    except OSError as error:
        raise Problem(
            f"This checkout cannot be written to ({error.strerror}: {path.parent}).\n"
            "Run the command as the user who owns the checkout."
        ) from error
    with held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("  Another manage.py is setting up here; waiting for it …")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
