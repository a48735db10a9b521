"""Envelope encryption: house key, the house's own keys, one key for each identity, what that identity told."""

import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Callable, Iterable
from hashlib import sha256
from threading import Lock
from time import monotonic

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from store.errors import WrongKey

KEY_BYTES = 32
KEY_SECONDS = 10.0  # how long an opened key serves before its row is read again
_NONCE_BYTES = 12


def new_key() -> bytes:
    """A new AES-256 key."""
    return AESGCM.generate_key(bit_length=256)


class IdentityKey:
    """Seals and opens the words of one identity; `place` binds a sealed text to its row (table.column:id)."""

    __slots__ = ("_cipher",)

    def __init__(self, secret: bytes) -> None:
        self._cipher = AESGCM(secret)

    def seal(self, text: str, place: str) -> bytes:
        return _seal(self._cipher, text.encode(), place)

    def open(self, sealed: bytes, place: str) -> str:
        """Raises WrongKey when the key, the place or the bytes do not belong together."""
        return _open(self._cipher, sealed, place).decode()


class KeyCache:
    """The identity keys opened last, at most `limit`; erasure drops them.

    Each stays for some seconds only: where another process erased, there is no row to open it from again.
    """

    def __init__(self, limit: int = 4096, now: Callable[[], float] = monotonic) -> None:
        self._limit = limit
        self._now = now
        self._keys: OrderedDict[str, tuple[float, IdentityKey]] = OrderedDict()  # the oldest first
        self._lock = Lock()

    def get(self, identity: str) -> IdentityKey | None:
        kept = self._keys.get(identity)
        return kept[1] if kept else None

    def keep(self, identity: str, key: IdentityKey) -> IdentityKey:
        with self._lock:
            self._keys.pop(identity, None)
            self._keys[identity] = (self._now() + KEY_SECONDS, key)
            if len(self._keys) > self._limit:
                self._keys.popitem(last=False)
        return key

    def drop_old(self) -> None:
        """Lets go of every key whose seconds are over; each transaction begins with it."""
        with self._lock:
            while self._keys and next(iter(self._keys.values()))[0] <= self._now():
                self._keys.popitem(last=False)

    def drop(self, identities: Iterable[str]) -> None:
        with self._lock:
            for identity in identities:
                self._keys.pop(identity, None)


class HouseKey:
    """The key from outside: it opens the house's own keys in the database and nothing else."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise WrongKey("The house key must be 32 bytes.")
        self._wrapping = AESGCM(_derive(secret, b"shoebox wrap"))
        self.id = sha256(_derive(secret, b"shoebox id")).hexdigest()[:16]

    @classmethod
    def from_text(cls, text: str) -> "HouseKey":
        """Reads the key as written in the environment or a secrets file (base64url)."""
        try:
            return cls(urlsafe_b64decode(text.strip()))
        except ValueError as error:
            raise WrongKey("The house key must be base64url.") from error

    @staticmethod
    def new_text() -> str:
        return urlsafe_b64encode(new_key()).decode()

    def wrap(self, key: bytes, place: str) -> bytes:
        return _seal(self._wrapping, key, place)

    def unwrap(self, wrapped: bytes, place: str) -> bytes:
        """Raises WrongKey when this key did not wrap it."""
        return _open(self._wrapping, wrapped, place)


class Keyring:
    """The house's own keys: `root` wraps identities' keys, `hashing` makes keyed hashes for exact search.

    Both stay when the house key is changed, so that only their own wrapping has to be renewed.
    """

    __slots__ = ("_hashing", "_wrapping")

    def __init__(self, root: bytes, hashing: bytes) -> None:
        self._wrapping = AESGCM(root)
        self._hashing = hashing

    def wrap(self, key: bytes, place: str) -> bytes:
        return _seal(self._wrapping, key, place)

    def unwrap(self, wrapped: bytes, place: str) -> IdentityKey:
        return IdentityKey(_open(self._wrapping, wrapped, place))

    def unseal(self, sealed: bytes, place: str) -> bytes:
        """What `wrap` sealed for this place."""
        return _open(self._wrapping, sealed, place)

    def keyed_hash(self, kind: str, text: str) -> bytes:
        """The same text of the same kind gives the same 32 bytes; without the key they tell nothing."""
        return hmac.digest(self._hashing, f"{kind}\0{text}".encode(), "sha256")


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDFExpand(SHA256(), KEY_BYTES, purpose).derive(secret)


def _seal(cipher: AESGCM, plain: bytes, place: str) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, plain, place.encode())


def _open(cipher: AESGCM, sealed: bytes, place: str) -> bytes:
    try:
        return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode())
    except InvalidTag as error:
        raise WrongKey from error
