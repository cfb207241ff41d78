"""Secrets at rest: Fernet with rotating keys derived from `FIELD_KEYS`, newest first."""

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

# Every column that holds what is encrypted here: model, field, and of a JSON field which of its names. Each app adds its
# own; `manage.py rotate_field_keys` writes them anew. (Links in mails are encrypted too and lie nowhere here.)
SEALED: list[tuple[str, str, tuple[str, ...]]] = []


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest())) for key in keys])


def encrypt(text: str) -> str:
    return _box(tuple(settings.FIELD_KEYS)).encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """The plain text; `cryptography.fernet.InvalidToken` when no key fits."""
    return _box(tuple(settings.FIELD_KEYS)).decrypt(text.encode()).decode()


def is_newest(text: str) -> bool:
    """Was it encrypted with the first of the keys?"""
    try:
        _box(tuple(settings.FIELD_KEYS[:1])).decrypt(text.encode())
    except InvalidToken:
        return False
    return True


def renew(text: str) -> str:
    """The same, encrypted with the newest key; `InvalidToken` when no key fits."""
    return text if is_newest(text) else encrypt(decrypt(text))
