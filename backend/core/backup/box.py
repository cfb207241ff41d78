"""An encrypted stream in pieces: AES-256-GCM, each piece bound to its place and the last one marked as the last.

So a piece changed, left out, put elsewhere, or an end cut off is noticed before what it holds is used (the STREAM
construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015). The key of a file is derived from ours and a salt of its own.
"""

import base64
import binascii
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"TOH backup 1\n"
PIECE = 1 << 20
_SALT, _TAG = 16, 16


class Damaged(Exception):
    """This is not a whole backup of ours, or not for this key."""


def new_key() -> str:
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


def key_from(text: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(text.encode())
    except (ValueError, binascii.Error) as error:
        raise ValueError("BACKUP_KEY: expected 32 bytes as URL-safe base64 (`manage.py backup --new-key`)") from error
    if len(key) != 32:
        raise ValueError("BACKUP_KEY: expected 32 bytes as URL-safe base64 (`manage.py backup --new-key`)")
    return key


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=salt, info=MAGIC).derive(key))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class Locker:
    """Write to it as to a file; `close` writes the last piece."""

    def __init__(self, out: BinaryIO, key: bytes) -> None:
        salt = os.urandom(_SALT)
        self._out, self._cipher, self._number, self._rest = out, _cipher(key, salt), 0, bytearray()
        out.write(MAGIC + salt)

    def write(self, data: bytes) -> int:
        self._rest += data
        # A full piece stays back until more comes: only then is it known not to be the last.
        while len(self._rest) > PIECE:
            self._piece(bytes(self._rest[:PIECE]), last=False)
            del self._rest[:PIECE]
        return len(data)

    def close(self) -> None:
        self._piece(bytes(self._rest), last=True)

    def _piece(self, plain: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._number, last), plain, MAGIC))
        self._number += 1


class Opener:
    """Read from it as from a file; Damaged as soon as a piece is not what was written."""

    def __init__(self, source: BinaryIO, key: bytes) -> None:
        if source.read(len(MAGIC)) != MAGIC:
            raise Damaged("this is not a backup of this program")
        self._cipher, self._number, self._rest = _cipher(key, source.read(_SALT)), 0, b""
        self._source, self._next, self._over = source, source.read(PIECE + _TAG), False

    def read(self, size: int) -> bytes:
        while len(self._rest) < size and not self._over:
            piece, self._next = self._next, self._source.read(PIECE + _TAG)
            self._over = not self._next
            try:
                self._rest += self._cipher.decrypt(_nonce(self._number, self._over), piece, MAGIC)
            except (InvalidTag, ValueError) as error:
                where = (
                    "the key is another one, or it is damaged" if self._number == 0 else "it is damaged or cut off"
                )
                raise Damaged(f"piece {self._number + 1} cannot be read: {where}") from error
            self._number += 1
        data, self._rest = self._rest[:size], self._rest[size:]
        return data
