"""Tell the workers that there is something to do, without making whoever asked wait for the telling."""

import os
import threading
import time
from collections.abc import Callable

import structlog

log = structlog.get_logger(__name__)


class Doorbell:
    """Rings as soon as it is pressed, and at most once in `pause` seconds however often it is pressed meanwhile.

    Whoever presses during a pause is rung for at its end, so nobody is forgotten while this process lives; and what is
    due is a row, which the next signal of beat finds anyway.
    """

    def __init__(self, ring: Callable[[], None], *, pause: float) -> None:
        self._ring, self._pause = ring, pause
        self._pressed = threading.Event()
        self._guard = threading.Lock()
        self._process = 0

    def press(self) -> None:
        self._pressed.set()
        if self._process != os.getpid():  # not started yet, or this is a fork: threads stay behind
            with self._guard:
                if self._process != os.getpid():
                    self._process = os.getpid()
                    threading.Thread(target=self._answer, name="doorbell", daemon=True).start()

    def _answer(self) -> None:
        while self._pressed.wait():
            self._pressed.clear()
            try:
                self._ring()
            except Exception:
                log.exception("doorbell_failed")  # whatever it was: the next one who presses is rung for
            time.sleep(self._pause)
