"""Envelope encryption: the house key wraps one key for each identity, which seals what that identity told."""

import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from cryptography.hazmat.primitives.hashes import SHA256

from store.errors import WrongKey

KEY_BYTES = 32
_NONCE_BYTES = 12


def new_key() -> bytes:
    """A new AES-256 key."""
    return AESGCM.generate_key(bit_length=256)


@dataclass(frozen=True, slots=True)
class IdentityKey:
    """Seals and opens the words of one identity; `place` binds a sealed text to its row (table.column:id)."""

    secret: bytes

    def seal(self, text: str, place: str) -> bytes:
        return _seal(self.secret, text.encode(), place)

    def open(self, sealed: bytes, place: str) -> str:
        """Raises WrongKey when the key, the place or the bytes do not belong together."""
        return _open(self.secret, sealed, place).decode()


class HouseKey:
    """The house's own key: wraps identities' keys and makes keyed hashes for exact search."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise WrongKey("The house key must be 32 bytes.")
        self._wrapping = _derive(secret, b"shoebox wrap")
        self._hashing = _derive(secret, b"shoebox hash")
        self.id = sha256(_derive(secret, b"shoebox id")).hexdigest()[:16]

    @classmethod
    def from_text(cls, text: str) -> "HouseKey":
        """Reads the key as written in the environment or a secrets file (base64url)."""
        return cls(urlsafe_b64decode(text.strip()))

    @staticmethod
    def new_text() -> str:
        return urlsafe_b64encode(new_key()).decode()

    def wrap(self, key: bytes, place: str) -> bytes:
        return _seal(self._wrapping, key, place)

    def unwrap(self, wrapped: bytes, place: str) -> IdentityKey:
        return IdentityKey(_open(self._wrapping, wrapped, place))

    def keyed_hash(self, kind: str, text: str) -> bytes:
        """The same text of the same kind gives the same 32 bytes; without the key they tell nothing."""
        return hmac.digest(self._hashing, f"{kind}\0{text}".encode(), "sha256")


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDFExpand(SHA256(), KEY_BYTES, purpose).derive(secret)


def _seal(key: bytes, plain: bytes, place: str) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def _open(key: bytes, sealed: bytes, place: str) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode())
    except InvalidTag as error:
        raise WrongKey from error
