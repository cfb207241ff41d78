"""Words for the person at the terminal. All of it goes to stderr: stdout belongs to the command's answer."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Iterator

HEARTBEAT_S = 15.0  # where no terminal redraws a line, one line this often says that work goes on


class Problem(Exception):
    """Something that a person can mend, in words that say how. Ends the command with `code`."""

    def __init__(self, words: str, code: int = 1) -> None:
        super().__init__(words)
        self.code = code


def say(words: str = "") -> None:
    print(words, file=sys.stderr, flush=True)


@contextlib.contextmanager
def doing(what: str) -> Iterator[None]:
    """Show `what`, the seconds that it has taken so far, and how it ended."""
    started = time.monotonic()
    live = sys.stderr.isatty()
    over = threading.Event()

    def elapsed() -> float:
        return time.monotonic() - started

    def show() -> None:
        while not over.wait(0.2 if live else HEARTBEAT_S):
            if live:
                print(f"\r  {what} … {elapsed():.0f} s", end="", file=sys.stderr, flush=True)
            else:
                say(f"  {what} … {elapsed():.0f} s so far")

    if not live:
        say(f"  {what} …")
    watcher = threading.Thread(target=show, daemon=True)
    watcher.start()
    ended = "failed after"
    try:
        yield
        ended = "done in"
    finally:
        over.set()
        watcher.join()
        say(f"{chr(13) if live else ''}  {what}: {ended} {elapsed():.1f} s")
