"""Many presses, few rings; and nobody who presses is forgotten."""

import threading
import time

from backend.core.doorbell import Doorbell


def test_it_rings_at_once_then_once_for_all_who_came_meanwhile():
    rings, rang = [], threading.Event()

    def ring():
        rings.append(time.monotonic())
        rang.set()

    bell = Doorbell(ring, pause=0.15)
    began = time.monotonic()
    bell.press()
    assert rang.wait(2)
    assert rings[0] - began < 0.1
    rang.clear()
    for _ in range(50):
        bell.press()
    assert rang.wait(2)
    time.sleep(0.25)
    assert len(rings) == 2
    assert rings[1] - rings[0] >= 0.15


def test_a_ring_that_fails_does_not_silence_the_bell():
    rings, twice = [], threading.Event()

    def ring():
        rings.append(1)
        if len(rings) == 2:
            twice.set()
        raise ValueError

    bell = Doorbell(ring, pause=0.01)
    bell.press()
    time.sleep(0.05)
    bell.press()
    assert twice.wait(2)
