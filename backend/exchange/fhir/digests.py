"""What a resource says, as one short word to compare."""

import hashlib
import json
from typing import Any


def digest_of(resource: dict[str, Any]) -> str:
    """SHA-256 of what a resource says; its metadata and narrative say nothing of their own."""
    said = {name: value for name, value in resource.items() if name not in ("meta", "text")}
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
