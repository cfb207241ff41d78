"""A document encrypted as the specification says: JWE (RFC 7516), compact, `dir` with `A256GCM`."""

import base64
import json
import os
import zlib

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES, IV_BYTES, TAG_BYTES = 32, 12, 16
FHIR_JSON = "application/fhir+json"
# Readers cap what they inflate (npm `jose` at 250,000 bytes unless told otherwise): what is larger goes as it is.
LARGEST_PACKED = 250_000


def b64(raw: bytes) -> str:
    """base64url without padding.

    >>> b64(b"any carnal pleas")
    'YW55IGNhcm5hbCBwbGVhcw'
    """
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def encrypted(document: bytes, key: bytes, *, cty: str = FHIR_JSON) -> str:
    """`document` under the 32 bytes of `key`, each time with an IV of its own, as one key serves a link for all its life."""
    header = {"alg": "dir", "enc": "A256GCM", "cty": cty}
    if len(document) <= LARGEST_PACKED:
        header["zip"] = "DEF"
        packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)  # raw, as RFC 7516 means it
        document = packer.compress(document) + packer.flush()
    protected = b64(json.dumps(header, separators=(",", ":")).encode())
    iv = os.urandom(IV_BYTES)
    sealed = AESGCM(key).encrypt(iv, document, protected.encode())
    return f"{protected}..{b64(iv)}.{b64(sealed[:-TAG_BYTES])}.{b64(sealed[-TAG_BYTES:])}"
