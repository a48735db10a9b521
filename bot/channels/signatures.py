"""Signatures on raw bytes, compared in constant time; a secret that is missing matches nothing."""

import base64
import hashlib
import hmac

from bot.channels.values import Verdict

MISSING = Verdict(False, "no signature")
FORGED = Verdict(False, "the signature is not the provider's")
LATE = Verdict(False, "the signature is too old or from the future")
GENUINE = Verdict(True, "signed")


def sha256_hex(secret: str, signed: bytes) -> str:
    """HMAC-SHA256 in hexadecimal."""
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def sha1_base64(secret: str, signed: bytes) -> str:
    """HMAC-SHA1 in base64: Twilio's own choice."""
    return base64.b64encode(hmac.new(secret.encode(), signed, hashlib.sha1).digest()).decode()


def compared(secret: str | None, given: str | None, *expected: str) -> Verdict:
    """Genuine when what was given is one of what our secret makes."""
    if not given:
        return MISSING
    if not secret:
        return FORGED
    same = [hmac.compare_digest(given.encode("utf-8", "replace"), one.encode()) for one in expected]
    return GENUINE if any(same) else FORGED
