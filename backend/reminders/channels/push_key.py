"""The public half of VAPID_PRIVATE_KEY: with it browsers subscribe, and to it a subscription is bound for good."""

import base64
from functools import lru_cache
from hashlib import sha256

from django.conf import settings


def public_key() -> str:
    """As browsers want it (`applicationServerKey`); empty while web push is off."""
    return _public(settings.VAPID_PRIVATE_KEY) if settings.VAPID_PRIVATE_KEY else ""


@lru_cache(maxsize=2)
def _public(private: str) -> str:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    from py_vapid import Vapid

    raw = Vapid.from_string(private_key=private).public_key.public_bytes(
        Encoding.X962, PublicFormat.UncompressedPoint
    )
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def fingerprint() -> str:
    """What a subscription notes of the key that it was made for."""
    return sha256(public_key().encode()).hexdigest()[:16] if settings.VAPID_PRIVATE_KEY else ""
