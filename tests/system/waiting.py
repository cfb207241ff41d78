"""Waiting for what other processes do."""

import time
from collections.abc import Callable
from typing import Any

PATIENCE = 12  # at load 12 on two cores a sign-up has taken over a minute; who waits in vain fails all the same


def within(seconds: float, look: Callable[[], Any]) -> Any:
    """The first truthy answer of `look`, or what it said last."""
    until = time.monotonic() + seconds * PATIENCE
    while not (found := look()) and time.monotonic() < until:
        time.sleep(0.2)
    return found
