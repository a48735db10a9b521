"""A host site's signed word on who its customer is: short-lived, for us, used once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jwt

LONGEST_SECONDS = 600
AUDIENCE = "shoebox"
PREFIX = "account:"
CLOCKS_APART_SECONDS = 5
_REQUIRED = ["aud", "sub", "iat", "exp", "jti"]


class NoSiteToken(Exception):
    """This token is not the site's, not for us, too old, or too long-lived."""


@dataclass(frozen=True, slots=True)
class SiteToken:
    """Which account the site vouches for; `expires` is real time in seconds."""

    account: str
    jti: str
    expires: float


def check_site_token(token: str, secrets: Sequence[str]) -> SiteToken:
    """The site's word, checked by real time; NoSiteToken for anything else. Whether it is used up, the store knows."""
    claims = next((found for secret in secrets if (found := _claims(token, secret))), None)
    if claims is None:
        raise NoSiteToken
    account, jti = claims["sub"], claims["jti"]
    if not _is_account(account) or not isinstance(jti, str) or not 1 <= len(jti) <= 128:
        raise NoSiteToken
    if claims["exp"] - claims["iat"] > LONGEST_SECONDS:
        raise NoSiteToken
    return SiteToken(account.removeprefix(PREFIX), jti, float(claims["exp"]))


def _claims(token: str, secret: str) -> Mapping[str, Any] | None:
    try:
        return jwt.decode(
            token,
            secret,
            algorithms=["HS256"],
            audience=AUDIENCE,
            leeway=CLOCKS_APART_SECONDS,
            options={"require": _REQUIRED, "strict_aud": True},
        )
    except (jwt.PyJWTError, UnicodeError):
        return None


def _is_account(subject: object) -> bool:
    return isinstance(subject, str) and subject.startswith(PREFIX) and len(PREFIX) < len(subject) <= 256
