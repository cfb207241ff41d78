"""At most so many of something in a window of time, counted in the shared cache and so across processes."""

import time
from hashlib import sha256

from django.core.cache import cache
from rest_framework.exceptions import Throttled


def spend(what: str, key: str, *, most: int, window_s: int) -> None:
    """Count one more `what` for `key`; Throttled with the time to wait when there were `most` already."""
    now = time.time()
    window = int(now // window_s)
    place = f"limit:{what}:{sha256(key.encode()).hexdigest()}:{window}"
    cache.add(place, 0, window_s)
    try:
        number = cache.incr(place)
    except ValueError:  # its window ended just now
        return
    if number > most:
        raise Throttled(wait=int((window + 1) * window_s - now) + 1)
