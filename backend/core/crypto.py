"""Secrets at rest: Fernet with rotating keys derived from `FIELD_KEYS`, newest first."""

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest())) for key in keys])


def encrypt(text: str) -> str:
    return _box(tuple(settings.FIELD_KEYS)).encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """The plain text; `cryptography.fernet.InvalidToken` when no key fits."""
    return _box(tuple(settings.FIELD_KEYS)).decrypt(text.encode()).decode()
