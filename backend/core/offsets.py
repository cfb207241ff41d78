"""Zones that are a plain offset, as a device calls them whose zone its system does not know: `+00:00`, `UTC+2`, `GMT-03:30`."""

import re
import struct
from functools import lru_cache
from io import BytesIO
from zoneinfo import ZoneInfo

_WRITTEN = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?([0-5]\d))?", re.A)
MOST_MINUTES = 14 * 60


@lru_cache(maxsize=512)
def fixed(name: str) -> ZoneInfo | None:
    """The zone of one offset for ever, under the name that it was given; None where `name` is no offset.

    >>> from datetime import datetime
    >>> fixed("+05:30").utcoffset(datetime(2026, 7, 1))
    datetime.timedelta(seconds=19800)
    """
    found = _WRITTEN.fullmatch(name)
    if found is None:
        return None
    sign, hours, minutes = found.groups()
    whole = int(hours) * 60 + int(minutes or 0)
    if whole > MOST_MINUTES:
        return None
    seconds = (-whole if sign == "-" else whole) * 60
    # A zone file (RFC 8536) of one type and no changes, so that it is a zone like any other.
    shown = b"+00\x00"
    header = b"TZif" + b"\x00" * 16 + struct.pack(">6l", 0, 0, 0, 0, 1, len(shown))
    return ZoneInfo.from_file(BytesIO(header + struct.pack(">lBB", seconds, 0, 0) + shown), key=name)
