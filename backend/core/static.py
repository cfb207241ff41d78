"""Which static files a browser may keep for ever."""

import re

_HASHED = re.compile(r"^/assets/.+-[A-Za-z0-9_-]{8,}\.\w+$")


def is_immutable(path: str, url: str) -> bool:
    """True for files that carry their content's hash in the name (Vite's `/assets/name-hash.ext`)."""
    return bool(_HASHED.match(url))
