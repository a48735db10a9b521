"""Agents' passwords: made at random, kept as argon2 hashes."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


def hashed(password: str) -> str:
    """The hash of a password; a hash stays as it is."""
    return password if password.startswith("$argon2") else _hasher().hash(password)


def agrees(kept: str, password: str) -> bool:
    """Whether this is the password of that hash; it takes long on purpose."""
    try:
        return _hasher().verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def new_password() -> str:
    """A password that nobody knew before."""
    return secrets.token_urlsafe(12)


@cache
def nobodys() -> str:
    """A hash that is nobody's, so that an unknown address takes as long as a known one."""
    return _hasher().hash(secrets.token_urlsafe(16))


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()
